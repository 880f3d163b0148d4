/*
 * The headers of net/rpc as maps (net/rpc/server.go, Request and Response), with
 * the keys in the order of the alphabet, as go-msgpack writes a struct; and behind
 * them the keys of the extension.
 */

import { mapType } from '../../build-type.js'
import type { ByteWriter } from '../../bytes.js'
import type { Header, RequestHeader, ResponseHeader, Seq } from '../../codec.js'
import { VALUE } from '../../encoder.js'
import { isErrorCode, UNSPECIFIED } from '../../error.js'
import { goErrorCode } from '../../go.js'
import type { AnyMethod, Message } from '../../message.js'
import type { Metadata } from '../../metadata.js'
import { NANOSECONDS, nanosecondsOf } from '../../nanoseconds.js'
import { string, unknown } from '../../type.js'
import type { MsgpackDecoder } from './decoder.js'
import type { Dialect, NamedMethod } from './dialect.js'
import type { MsgpackEncoder } from './encoder.js'
import { BINARY_KIND, FIXMAP, FLOAT_KIND, INTEGER_KIND, MAP_KIND, STRING_KIND } from './format.js'
import { writeBytes, writeMapHead } from './head.js'
import { isLarge } from './mismatch.js'
import { NUMBER_BYTES, readBigint, readInteger, writeBigint, writeInteger } from './number.js'
import { stringBytes } from './shape.js'

const SEQ = stringBytes('Seq')
const METHOD = stringBytes('ServiceMethod')
const ERROR = stringBytes('Error')
const TIMEOUT = stringBytes('Timeout')
const META = stringBytes('Meta')
const CODE = stringBytes('Code')
const DETAILS = stringBytes('Details')
const NO_ERROR = Uint8Array.of(...ERROR, 0xa0)
const NO_CODE = Uint8Array.of(...CODE, 0xa0)
const NO_META = Uint8Array.of(...META, FIXMAP)

/** The seq of a message that tells none that could be meant. */
const NOBODY = -1

const Entries = mapType(unknown, () => unknown)
const Strings = mapType(string, () => string)

/** The name of a method, and what follows the seq in a header. */
function namedMethod(dialect: Dialect, method: AnyMethod): NamedMethod {
  const known = dialect.methods[method.id]
  if (known !== undefined) return known
  const name = dialect.methodName(method)
  const made = { name, bytes: Uint8Array.of(...METHOD, ...stringBytes(name, dialect.stringHead)) }
  dialect.methods[method.id] = made
  return made
}

export function writeRequestHeader(
  writer: ByteWriter,
  encoder: MsgpackEncoder,
  { seq, timeout, metadata }: RequestHeader,
  method: AnyMethod,
  extended: boolean,
): void {
  const left = extended ? nanosecondsOf(timeout) : undefined
  // Each extended request has one of the two keys: that is how the peer knows that it is one.
  const hasMeta = extended && (metadata !== undefined || left === undefined)
  writeByte(writer, FIXMAP | (2 + Number(left !== undefined) + Number(hasMeta)))
  writeBytes(writer, SEQ)
  writeSeq(writer, seq)
  writeBytes(writer, namedMethod(encoder.dialect, method).bytes)
  if (left !== undefined) {
    writeBytes(writer, TIMEOUT)
    writeSeq(writer, left)
  }
  if (hasMeta && metadata === undefined) writeBytes(writer, NO_META)
  else if (hasMeta) writeMetadata(writer, encoder, metadata as Metadata)
}

function writeMetadata(writer: ByteWriter, encoder: MsgpackEncoder, metadata: Metadata): void {
  const keys = Object.keys(metadata)
  writeBytes(writer, META)
  writer.reserve(NUMBER_BYTES)
  writer.position = writeMapHead(writer.buffer, writer.position, keys.length)
  for (const key of keys) {
    encoder.string(VALUE, key)
    encoder.string(VALUE, metadata[key] as string)
  }
}

/** `announce` has the code's key even where there is no code. `details` writes them behind their key. */
export function writeResponseHeader(
  writer: ByteWriter,
  encoder: MsgpackEncoder,
  { seq, method, error, code, errorName }: ResponseHeader,
  known: AnyMethod | undefined,
  announce: boolean,
  details: ((message: Message<unknown>) => void) | undefined,
  message: Message<unknown> | undefined,
): void {
  // A code that the text gives away is left out.
  const said = errorName ?? (error === undefined || code === goErrorCode(error) ? undefined : code)
  const hasDetails = message !== undefined && details !== undefined
  const hasCode = said !== undefined || announce
  writeByte(writer, FIXMAP | (3 + Number(hasCode) + Number(hasDetails)))
  if (error === undefined) writeBytes(writer, NO_ERROR)
  else {
    writeBytes(writer, ERROR)
    // Go takes an empty text for success.
    encoder.string(VALUE, error || UNSPECIFIED)
  }
  writeBytes(writer, SEQ)
  writeSeq(writer, seq)
  const named = known === undefined ? undefined : namedMethod(encoder.dialect, known)
  if (named?.name === method) writeBytes(writer, named.bytes)
  else {
    writeBytes(writer, METHOD)
    encoder.string(VALUE, method)
  }
  if (said !== undefined) {
    writeBytes(writer, CODE)
    encoder.string(VALUE, said)
  } else if (hasCode) writeBytes(writer, NO_CODE)
  if (hasDetails) {
    writeBytes(writer, DETAILS)
    details(message)
  }
}

/** What a header has beside what {@link Header} holds. */
export interface Found {
  isResponse: boolean
  /** Whether it has a key of the extension. */
  extended: boolean
  /** What an error is called, and where its details begin in the buffer; -1 for none. */
  code: string
  details: number
}

/** Fills in the header from the map at which the decoder stands. A key that is not known, or has something else in it, is passed over. */
export function readHeaderMap(decoder: MsgpackDecoder, header: Header, found: Found): void {
  header.seq = 0
  header.method = ''
  header.timeout = Number.POSITIVE_INFINITY
  header.metadata = undefined
  header.error = undefined
  header.code = undefined
  found.isResponse = false
  found.extended = false
  found.code = ''
  found.details = -1
  let error = ''
  for (let left = decoder.beginMap(Entries); decoder.nextKey(left); left--) {
    const key = readText(decoder)
    switch (key) {
      case 'Seq':
        header.seq = readSeq(decoder)
        break
      case 'ServiceMethod':
        header.method = readText(decoder) ?? ''
        break
      case 'Error':
        found.isResponse = true
        error = readText(decoder) ?? ''
        break
      case 'Code':
        found.code = readText(decoder) ?? ''
        found.extended = true
        break
      case 'Details':
        found.details = decoder.position
        decoder.skip()
        break
      case 'Timeout':
        readTimeout(decoder, header, found)
        break
      case 'Meta':
        readMeta(decoder, header, found)
        break
      default:
        decoder.skip()
    }
  }
  if (error === '') return
  header.error = error
  if (found.details >= 0 && found.code !== '') header.code = 'remote'
  else header.code = isErrorCode(found.code) ? found.code : goErrorCode(error)
}

/** The text here; undefined, and what stands here is passed over, when it is none. */
export function readText(decoder: MsgpackDecoder): string | undefined {
  const kind = decoder.kind()
  if (kind === STRING_KIND || kind === BINARY_KIND) return decoder.string()
  decoder.skip()
  return undefined
}

/** A peer's own seq may be any uint64. */
export function readSeq(decoder: MsgpackDecoder): Seq {
  const { buffer, position } = decoder
  const isInteger = decoder.kind() === INTEGER_KIND
  decoder.skip()
  if (!isInteger) return NOBODY
  const small = readInteger(buffer, position)
  if (!Number.isNaN(small)) return small
  return isLarge(buffer, position) ? readBigint(buffer, position) : NOBODY
}

export function writeSeq(writer: ByteWriter, seq: Seq): void {
  writer.reserve(NUMBER_BYTES)
  const { buffer, position } = writer
  writer.position = typeof seq === 'number' ? writeInteger(buffer, position, seq) : writeBigint(buffer, position, seq)
}

function writeByte(writer: ByteWriter, byte: number): void {
  writer.reserve(1)
  writer.buffer[writer.position++] = byte
}

function readTimeout(decoder: MsgpackDecoder, header: Header, found: Found): void {
  const kind = decoder.kind()
  if (kind === INTEGER_KIND || kind === FLOAT_KIND) {
    header.timeout = Number(kind === INTEGER_KIND ? decoder.unknown() : decoder.float(64)) / NANOSECONDS
    if (Number.isNaN(header.timeout)) header.timeout = Number.POSITIVE_INFINITY
    found.extended = true
  } else decoder.skip()
}

/** The peer names the keys, so the object inherits nothing that a key could stand for. */
function readMeta(decoder: MsgpackDecoder, header: Header, found: Found): void {
  if (decoder.kind() !== MAP_KIND) {
    decoder.skip()
    return
  }
  const metadata: Record<string, string> = Object.create(null)
  let size = 0
  let isClean = true
  for (let left = decoder.beginMap(Strings); decoder.nextKey(left); left--) {
    const key = readText(decoder)
    const value = readText(decoder)
    if (key === undefined || value === undefined) isClean = false
    else metadata[key] = value
    size++
  }
  if (!isClean) return
  found.extended = true
  header.metadata = size === 0 ? undefined : metadata
}
