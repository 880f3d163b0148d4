import type { WireType } from './format.js'

/** What one head says: of a message, a field, a list, a set or a map. One object serves a codec for life. */
export class Part {
  /** Of a message: its kind. Of a field: its type, or STOP. Of a list, a set or a map's values: their type. */
  type = 0
  /** Of a field: its number. Goes in as that of the field before it in its struct, which a short head counts from. */
  id = 0
  /** Of a field whose head says its value, as a bool's may: that value. */
  bool: boolean | undefined = undefined
  /** The items of a list or a set, the entries of a map, the bytes of a message's name. */
  count = 0
  keyType = 0
  /** Of a message: where its name begins. */
  nameAt = 0
  seq = 0
}

/**
 * Reads what stands in front of values. Each function answers with where the
 * head ends, or -1 as long as the bytes up to `end` do not hold it whole, and
 * throws `protocol` for what is none.
 */
export interface Heads {
  message(part: Part, buffer: Uint8Array, at: number, end: number): number
  field(part: Part, buffer: Uint8Array, at: number, end: number): number
  list(part: Part, buffer: Uint8Array, at: number, end: number): number
  map(part: Part, buffer: Uint8Array, at: number, end: number): number
  /** Where a value ends that has no parts. It may end beyond `end`; -1 as long as nothing says where. */
  endOf(type: WireType, buffer: Uint8Array, at: number, end: number): number
  /** How many bytes each value of the type takes; 0 where that differs. */
  fixedSize(type: WireType): number
}

/** A place in bytes; what reads from it moves it on. */
export interface Cursor {
  buffer: Uint8Array
  position: number
}

/** Reads values that are known to be whole. */
export interface ValueReader {
  bool(cursor: Cursor): boolean
  byte(cursor: Cursor): number
  i16(cursor: Cursor): number
  i32(cursor: Cursor): number
  /** Rounded where it is beyond the safe range. */
  i64(cursor: Cursor): number
  bigI64(cursor: Cursor): bigint
  double(cursor: Cursor): number
  /** The bytes of a string, which then begin at the cursor. */
  length(cursor: Cursor): number
}

/**
 * Writes at a place in a buffer where there is room, and answers with where what
 * it wrote ends. {@link ROOM} is enough for a field's head with a value after it
 * that has no parts, or with the head of one that has.
 */
export interface ValueWriter {
  /** `name` is in UTF-8. A head that is not `strict` has no version. */
  message(buffer: Uint8Array, at: number, name: Uint8Array, type: number, seq: number, strict: boolean): number
  /** `before` is the number of the field before it in its struct, or 0. */
  field(buffer: Uint8Array, at: number, type: WireType, id: number, before: number): number
  boolField(buffer: Uint8Array, at: number, value: boolean, id: number, before: number): number
  bool(buffer: Uint8Array, at: number, value: boolean): number
  byte(buffer: Uint8Array, at: number, value: number): number
  i16(buffer: Uint8Array, at: number, value: number): number
  i32(buffer: Uint8Array, at: number, value: number): number
  /** A safe integer. */
  i64(buffer: Uint8Array, at: number, value: number): number
  bigI64(buffer: Uint8Array, at: number, value: bigint): number
  double(buffer: Uint8Array, at: number, value: number): number
  length(buffer: Uint8Array, at: number, length: number): number
  list(buffer: Uint8Array, at: number, type: WireType, count: number): number
  map(buffer: Uint8Array, at: number, key: WireType, value: WireType, count: number): number
}

/** The most bytes of a field's head and a value or a head behind it. */
export const ROOM = 16

/** The most bytes of a message's head beside its name. */
export const MESSAGE_ROOM = 16

/** One of Thrift's protocols: how values are bytes. */
export interface Protocol {
  readonly name: 'binary' | 'compact'
  readonly heads: Heads
  readonly reader: ValueReader
  readonly writer: ValueWriter
}
