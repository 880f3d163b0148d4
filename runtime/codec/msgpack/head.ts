import type { ByteWriter } from '../../bytes.js'
import {
  ARRAY16,
  ARRAY32,
  BIN8,
  BIN16,
  BIN32,
  EXT8,
  EXT16,
  EXT32,
  FIXARRAY,
  FIXEXT1,
  FIXMAP,
  FIXSTR,
  MAP16,
  MAP32,
  STR8,
  STR16,
  STR32,
} from './format.js'
import { writeShort } from './number.js'

/** The most bytes that stand before what a length counts. */
export const HEAD_BYTES = 6

/** Writes what stands before so many bytes where there is room for {@link HEAD_BYTES}; answers with where it ends. */
export type Head = (buffer: Uint8Array, at: number, length: number) => number

export function writeStringHead(buffer: Uint8Array, at: number, length: number): number {
  if (length < 32) {
    buffer[at] = FIXSTR | length
    return at + 1
  }
  return writeLength(buffer, at, length, STR8, STR16, STR32)
}

/** The one form for texts and bytes that there was before 2013: it has no length of one byte. */
export function writeRawHead(buffer: Uint8Array, at: number, length: number): number {
  if (length < 32) {
    buffer[at] = FIXSTR | length
    return at + 1
  }
  return writeLength(buffer, at, length, 0, STR16, STR32)
}

export function writeBinaryHead(buffer: Uint8Array, at: number, length: number): number {
  return writeLength(buffer, at, length, BIN8, BIN16, BIN32)
}

export function writeArrayHead(buffer: Uint8Array, at: number, count: number): number {
  if (count < 16) {
    buffer[at] = FIXARRAY | count
    return at + 1
  }
  return writeLength(buffer, at, count, 0, ARRAY16, ARRAY32)
}

export function writeMapHead(buffer: Uint8Array, at: number, count: number): number {
  if (count < 16) {
    buffer[at] = FIXMAP | count
    return at + 1
  }
  return writeLength(buffer, at, count, 0, MAP16, MAP32)
}

/** `type` is any number of 8 bits, signed or not. */
export function writeExtensionHead(buffer: Uint8Array, at: number, type: number, length: number): number {
  let p = at
  const fixed = 31 - Math.clz32(length)
  if (length > 0 && length <= 16 && 1 << fixed === length) buffer[p++] = FIXEXT1 + fixed
  else p = writeLength(buffer, p, length, EXT8, EXT16, EXT32)
  buffer[p] = type
  return p + 1
}

/** `in8` is 0 for what has no such form. */
function writeLength(buffer: Uint8Array, at: number, length: number, in8: number, in16: number, in32: number): number {
  if (length < 0x100 && in8 !== 0) return writeShort(buffer, at, in8, length, 1)
  return length < 0x1_0000 ? writeShort(buffer, at, in16, length, 2) : writeShort(buffer, at, in32, length, 4)
}

/** Appends bytes as they are. */
export function writeBytes(writer: ByteWriter, bytes: Uint8Array): void {
  writer.reserve(bytes.length)
  const { buffer, position } = writer
  if (bytes.length > 64) buffer.set(bytes, position)
  else for (let i = 0; i < bytes.length; i++) buffer[position + i] = bytes[i] as number
  writer.position = position + bytes.length
}
