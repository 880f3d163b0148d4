import { defaultLimits, isRpcError, type Limits } from '@rpcgen/runtime'
import { type Registrable, registryOf } from '../../../../runtime/codec/gob/registry.js'
import { StreamWriter } from '../../../../runtime/codec/gob/stream-writer.js'
import type { Type } from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'
import { registrables } from './go-types.js'
import { bench, framed, hex, unhex } from './harness.js'

/** Writes values as Go's `Encoder` does: with no headers between them. Answers with the bytes of each, in hexadecimal. */
export function bareWriter(types: readonly Registrable[] = registrables): (type: Type, value: unknown) => string {
  const writer = new StreamWriter(registryOf(types), defaultLimits)
  return (type, value) => hex(writer.write(messageOf(type), value, 'value'))
}

/** Request{ServiceMethod, Seq}, as a type whose id is far from those of the streams that follow. */
const definition = framed(
  'fe07cf 03 01 01 07 52657175657374 01 fe07d0 00 01 02 01 0d 536572766963654d6574686f64 01 0c 00 01 03 536571 01 06 00 00 00',
)
const header = framed('fe07d0 01 03 542e4d 00')

/** A stream of values as the bodies of requests. */
export function asRequests(parts: readonly string[]): Uint8Array {
  return unhex(definition + parts.map((part) => header + part).join(''))
}

/** What became of a body: its value, or the text with which it was refused, alone or with the stream. */
export type Outcome =
  | { readonly value: unknown }
  | { readonly error: string; readonly code: string; readonly fatal: boolean }
  | undefined

/**
 * Reads requests that arrive in these chunks, each as this type, or skipped
 * without one. A body that is never whole is undefined. Anything thrown that is no
 * RpcError gets through.
 */
export function readRequests(
  chunks: Iterable<Uint8Array>,
  types: readonly (Type | undefined)[],
  limits?: Partial<Limits>,
  registered: readonly Registrable[] = registrables,
): readonly Outcome[] {
  const { codec, reader, header: found } = bench(limits, 'auto', registered)
  const outcomes: Outcome[] = types.map(() => undefined)
  const messages = types.map((type) => (type === undefined ? undefined : messageOf(type)))
  let at = 0
  let fatal = true
  for (const chunk of chunks) {
    reader.append(chunk)
    while (at < types.length) {
      fatal = true
      try {
        if (codec.readHeader(found) === 0) break
        fatal = false
        outcomes[at] = { value: codec.readBody(messages[at]) }
      } catch (error) {
        if (!isRpcError(error)) throw error
        outcomes[at] = { error: error.message, code: error.code, fatal }
        if (fatal) return outcomes
      }
      at++
    }
  }
  return outcomes
}
