/*
 * Values that JSON has no form of its own for: those of a type that marshals
 * itself have the one that their hook gives them, and complex numbers have none
 * (encoding/json/encode.go, newTypeEncoder).
 */
import type { Slot } from '../../encoder.js'
import { RpcError } from '../../error.js'
import type { Hook } from '../../hook.js'
import { readUtf8 } from '../../utf8.js'
import { MINUS, NINE, ZERO } from './ascii.js'
import { skipScalar } from './cursor.js'
import type { JsonDecoder } from './decoder.js'
import type { JsonEncoder } from './encoder.js'

/** What is a whole number of any size, written in digits. */
const DIGITS = /^-?\d+$/

export function noComplex(code: 'encode' | 'decode'): RpcError {
  return new RpcError(code, 'JSON carries no complex numbers')
}

export function writeCustom<T>(encoder: JsonEncoder, slot: Slot, value: T, hook: Hook<T>): void {
  if (hook.toJson === undefined) throw noForm('encode', hook)
  encoder.unknown(slot, hook.toJson(value))
}

export function readCustom<T>(decoder: JsonDecoder, hook: Hook<T>): T {
  if (hook.fromJson === undefined) throw noForm('decode', hook)
  // As for every type, a null is the zero value where the dialect lets it be.
  return !decoder.strict && decoder.null() ? hook.zero() : hook.fromJson(readForm(decoder))
}

/** As any value of no declared type, but for a number of digits alone: it is there in full, even beyond the range of a double. */
function readForm(decoder: JsonDecoder): unknown {
  const { buffer, position } = decoder
  const first = decoder.peek()
  if (first !== MINUS && (first < ZERO || first > NINE)) return decoder.unknown()
  const end = skipScalar(buffer, position)
  const text = readUtf8(buffer, position, end)
  if (!DIGITS.test(text)) return decoder.unknown()
  decoder.position = end
  const small = Number(text)
  return Number.isSafeInteger(small) ? small : BigInt(text)
}

function noForm(code: 'encode' | 'decode', { name }: { readonly name: string }): RpcError {
  return new RpcError(code, `the hook of ${name} has no toJson and fromJson`)
}
