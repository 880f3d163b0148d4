/** Thrift's types by their numbers in the binary protocol (TType); the compact protocol has numbers of its own for the same. */
export const STOP = 0
export const BOOL = 2
export const BYTE = 3
export const DOUBLE = 4
export const I16 = 6
export const I32 = 8
export const I64 = 10
export const STRING = 11
export const STRUCT = 12
export const MAP = 13
export const SET = 14
export const LIST = 15
export const UUID = 16

export type WireType =
  | typeof BOOL
  | typeof BYTE
  | typeof DOUBLE
  | typeof I16
  | typeof I32
  | typeof I64
  | typeof STRING
  | typeof STRUCT
  | typeof MAP
  | typeof SET
  | typeof LIST
  | typeof UUID

/** What Thrift's own language calls its types. A text is `string` or `binary`, which are one type on the wire. */
export const typeNames: Readonly<Record<WireType, string>> = {
  [BOOL]: 'bool',
  [BYTE]: 'i8',
  [DOUBLE]: 'double',
  [I16]: 'i16',
  [I32]: 'i32',
  [I64]: 'i64',
  [STRING]: 'string',
  [STRUCT]: 'struct',
  [MAP]: 'map',
  [SET]: 'set',
  [LIST]: 'list',
  [UUID]: 'uuid',
}

export function isWireType(type: number): type is WireType {
  return type in typeNames
}

/** Kinds of messages (TMessageType). */
export const CALL = 1
export const REPLY = 2
export const EXCEPTION = 3
export const ONEWAY = 4

export const UUID_BYTES = 16
