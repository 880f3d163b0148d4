/**
 * Apache Thrift: its messages in the binary protocol (thrift-binary-protocol.md)
 * or the compact one (thrift-compact-protocol.md), as client and as server.
 *
 * The wire format, bottom-up, in the binary protocol; what the compact one has
 * otherwise is in brackets:
 *
 * - **Integers** have a fixed number of bytes, the first the highest. [An i16, i32
 *   or i64 is zigzagged, so that the sign is the lowest bit, and takes as many
 *   bytes of seven bits as it needs, the lowest first.] A bool is a byte, 1 or 0
 *   [1 or 2], a double its eight bytes [the lowest first].
 * - **Lengths and counts** are an i32 [bytes of seven bits, without a sign].
 *   Strings and bytes are the same: a length and that many bytes.
 * - **Lists and sets** are the type of their items in a byte, a count, and the
 *   items [a byte has the type and a count below 15]. Maps are the types of their
 *   keys and values, a count, and keys and values in turn [the count comes first,
 *   and types in one byte, if there are entries].
 * - **Structs** are fields: a type in a byte and a number in two, then the value
 *   [a byte has the type and the distance from the field before, up to 15; a
 *   bool's type says its value]. A byte 0 ends a struct. An absent field is not
 *   there. A union is a struct with one field.
 * - **Messages** are a head and a struct. A head is `80 01 00` and the kind of
 *   message, its name, and its seq as an i32; without a version it is name, kind and
 *   seq. [It is `82`, kind and version in a byte, seq, name.] The struct of a CALL
 *   and a ONEWAY has the params as fields; that of a REPLY the result as field 0
 *   or an error of the schema as the field of its number; that of an EXCEPTION
 *   what else went wrong.
 * - **A frame** is the length of a message in four bytes, in front of it.
 *
 * One call, `multiply` of 6 and 7, framed, binary:
 *
 * ```
 * 00 00 00 2b                          43 bytes follow
 *   80 01 00 01                        version 1, CALL
 *   00 00 00 08 6d 75 6c 74 69 70 6c 79   "multiply"
 *   00 00 00 00                        seq 0
 *   0a 00 01 00 00 00 00 00 00 00 06   field 1, an i64: 6
 *   0a 00 02 00 00 00 00 00 00 00 07   field 2, an i64: 7
 *   00                                 the struct ends
 * ```
 */
import type { CodecFactory } from '../../codec.js'
import { binary } from './binary/index.js'
import { type Agreement, ThriftCodec } from './codec.js'
import { compact } from './compact/index.js'
import type { Framing } from './framing.js'
import type { Protocol } from './protocol.js'
import { requestName } from './signature.js'

export type { Framing } from './framing.js'

/** Options of {@link thrift}, in all of which the peer has to be alike. */
export interface ThriftOptions {
  /** How values are bytes: TBinaryProtocol or TCompactProtocol. Default: `binary`. */
  readonly protocol?: Protocol['name'] | undefined
  /** Whether a message's length stands in front of it, as TFramedTransport has it, or not. Default: `framed`. */
  readonly framing?: Framing | undefined
  /** Whether requests name the service, `Service:method`, as TMultiplexedProtocol has it. Default: false. */
  readonly multiplexed?: boolean | undefined
  /** Of the binary protocol: false writes messages without a version, for peers of before 2008. Both are read. Default: true. */
  readonly strict?: boolean | undefined
}

const protocols: Readonly<Record<Protocol['name'], Protocol>> = { binary, compact }

/** The codec for peers that speak Apache Thrift. Throws a `TypeError` for options that it does not know. */
export function thrift(options: ThriftOptions = {}): CodecFactory {
  const { protocol = 'binary', framing = 'framed', multiplexed = false, strict = true } = options
  if (!Object.hasOwn(protocols, protocol)) throw new TypeError(`no protocol of Thrift: ${String(protocol)}`)
  if (framing !== 'framed' && framing !== 'buffered') throw new TypeError(`no framing of Thrift: ${String(framing)}`)
  const agreement: Agreement = { protocol: protocols[protocol], framing, multiplexed, strict }
  return {
    name: 'thrift',
    methodName: (method) => requestName(method, multiplexed),
    open: (io) => new ThriftCodec(io, agreement),
  }
}
