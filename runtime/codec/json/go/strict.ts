/*
 * What Go's client ends the connection for (net/rpc/jsonrpc/client.go,
 * ReadResponseHeader), in its words.
 */
import { RpcError } from '../../../error.js'
import { QUOTE } from '../ascii.js'
import type { JsonDecoder } from '../decoder.js'
import { describe, mismatch } from '../mismatch.js'

/** Throws `protocol` for the id at which the decoder stands when Go's uint64 does not take it. */
export function checkId(decoder: JsonDecoder): void {
  const { buffer, position } = decoder
  try {
    decoder.uint64()
  } catch {
    const { reason } = mismatch(describe(buffer, position, 'uint64'), 'struct field clientResponse.id', 'uint64')
    throw new RpcError('protocol', reason)
  }
}

/** Throws `protocol` unless the error at which the decoder stands is a text. */
export function checkError(decoder: JsonDecoder): void {
  if (decoder.peek() !== QUOTE) throw invalidError(decoder.unknown())
}

/** What Go says of an error that is no text, or of a null that stands for it. */
export function invalidError(error: unknown): RpcError {
  return new RpcError('protocol', `invalid error ${printed(error)}`)
}

/** A value of JSON as Go's fmt prints it with `%v`. */
function printed(value: unknown): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([key, inner]) => `${key}:${printed(inner)}`).join(' ')}]`
}
