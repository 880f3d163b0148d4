/** The first bytes of MessagePack's values, by the names that its specification gives their formats. */
export const FIXMAP = 0x80
export const FIXARRAY = 0x90
export const FIXSTR = 0xa0
export const NIL = 0xc0
/** The one byte that begins nothing. */
export const NEVER_USED = 0xc1
export const FALSE = 0xc2
export const TRUE = 0xc3
export const BIN8 = 0xc4
export const BIN16 = 0xc5
export const BIN32 = 0xc6
export const EXT8 = 0xc7
export const EXT16 = 0xc8
export const EXT32 = 0xc9
export const FLOAT32 = 0xca
export const FLOAT64 = 0xcb
export const UINT8 = 0xcc
export const UINT16 = 0xcd
export const UINT32 = 0xce
export const UINT64 = 0xcf
export const INT8 = 0xd0
export const INT16 = 0xd1
export const INT32 = 0xd2
export const INT64 = 0xd3
export const FIXEXT1 = 0xd4
export const FIXEXT4 = 0xd6
export const FIXEXT8 = 0xd7
export const FIXEXT16 = 0xd8
export const STR8 = 0xd9
export const STR16 = 0xda
export const STR32 = 0xdb
export const ARRAY16 = 0xdc
export const ARRAY32 = 0xdd
export const MAP16 = 0xde
export const MAP32 = 0xdf
export const NEGATIVE_FIXINT = 0xe0

/** What a first byte begins. */
export const INTEGER_KIND = 0
export const FLOAT_KIND = 1
export const STRING_KIND = 2
export const BINARY_KIND = 3
export const ARRAY_KIND = 4
export const MAP_KIND = 5
export const EXTENSION_KIND = 6
export const NIL_KIND = 7
export const BOOLEAN_KIND = 8
export const NO_KIND = 9

function kindOf(first: number): number {
  if (first < FIXMAP || first >= NEGATIVE_FIXINT || (first >= UINT8 && first <= INT64)) return INTEGER_KIND
  if (first < FIXARRAY || first === MAP16 || first === MAP32) return MAP_KIND
  if (first < FIXSTR || first === ARRAY16 || first === ARRAY32) return ARRAY_KIND
  if (first < NIL || (first >= STR8 && first <= STR32)) return STRING_KIND
  if (first === NIL) return NIL_KIND
  if (first === NEVER_USED) return NO_KIND
  if (first <= TRUE) return BOOLEAN_KIND
  if (first <= BIN32) return BINARY_KIND
  return first === FLOAT32 || first === FLOAT64 ? FLOAT_KIND : EXTENSION_KIND
}

/** The kind of value that each first byte begins. */
export const KINDS: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, first) => kindOf(first))

/** Bytes that hold a length or a count, by the last two bits of the format, counted from the 8-bit form. */
function lengthBytesOf(first: number): number {
  if (first >= BIN8 && first <= BIN32) return 1 << (first - BIN8)
  if (first >= EXT8 && first <= EXT32) return 1 << (first - EXT8)
  if (first >= STR8 && first <= STR32) return 1 << (first - STR8)
  if (first === ARRAY16 || first === MAP16) return 2
  return first === ARRAY32 || first === MAP32 ? 4 : 0
}

/** Of each first byte, how many bytes of a length or a count follow it. */
export const LENGTH_BYTES: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, first) => lengthBytesOf(first))

function fixedOf(first: number): number {
  if (first === FLOAT32) return 4
  if (first === FLOAT64) return 8
  if (first >= UINT8 && first <= UINT64) return 1 << (first - UINT8)
  if (first >= INT8 && first <= INT64) return 1 << (first - INT8)
  if (first >= FIXEXT1 && first <= FIXEXT16) return 1 + (1 << (first - FIXEXT1))
  if (first >= EXT8 && first <= EXT32) return 1
  return first >= FIXSTR && first < NIL ? first - FIXSTR : 0
}

/** Of each first byte, how many more bytes belong to the value beside a length and what it counts. */
export const FIXED_BYTES: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, first) => fixedOf(first))

/** The length or the count that stands at `at`, in so many bytes. */
export function readLength(buffer: Uint8Array, at: number, bytes: number): number {
  let length = 0
  for (let i = 0; i < bytes; i++) length = length * 256 + (buffer[at + i] as number)
  return length
}
