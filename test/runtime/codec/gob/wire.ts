import { framed, hex } from './harness.js'

/*
 * Gob in hexadecimal, put together by hand: what no encoder writes, and what shows
 * that ours writes what it should. Definitions are without the length of their
 * message, since inside a value they may end a piece of another kind: see `framed`.
 */

export function uint(value: number): string {
  const digits = value.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return value < 128 ? even.padStart(2, '0') : hex(Uint8Array.of(256 - even.length / 2)) + even
}

export function int(value: number): string {
  return uint(value < 0 ? -2 * value - 1 : 2 * value)
}

export function text(value: string): string {
  return uint(Buffer.byteLength(value)) + hex(Buffer.from(value))
}

/** The ids of types that need no definition. */
export const id = { bool: 1, int: 2, uint: 3, float: 4, bytes: 5, string: 6, complex: 7, interface: 8 } as const

/** A field's name and the id of its type. */
export type WireField = readonly [name: string, type: number]

export function structType(type: number, name: string, fields: readonly WireField[]): string {
  const list = fields.map(([name, field]) => `01${text(name)}01${int(field)}00`).join('')
  const common = name === '' ? `02${int(type)}00` : `01${text(name)}01${int(type)}00`
  return `${int(-type)}0301${common}${fields.length === 0 ? '' : `01${uint(fields.length)}${list}`}0000`
}

export function sliceType(type: number, element: number): string {
  return `${int(-type)}020102${int(type)}0001${int(element)}0000`
}

export function arrayType(type: number, element: number, length: number): string {
  return `${int(-type)}010102${int(type)}0001${int(element)}01${int(length)}0000`
}

export function mapType(type: number, key: number, element: number): string {
  return `${int(-type)}040102${int(type)}0001${int(key)}01${int(element)}0000`
}

/** A value in a message of its own; the payload of one that is no struct begins with a 0. */
export function value(type: number, payload: string): string {
  return framed(int(type) + payload)
}

/** An interface that holds a value of a type that is known. */
export function held(name: string, type: number, payload: string): string {
  return text(name) + int(type) + framed(payload)
}

export const nil = '00'

/** The messages of a stream, each without its length. */
export function messages(stream: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = []
  for (let at = 0; at < stream.length; ) {
    const first = stream[at] as number
    const start = first < 128 ? at + 1 : at + 257 - first
    const size = first < 128 ? first : Number.parseInt(hex(stream.subarray(at + 1, start)), 16)
    at = start + size
    found.push(stream.subarray(start, at))
  }
  return found
}
