import type { SchemaKind } from '../classify.js'
import type { Reader } from '../context.js'
import { readEnum, readLiteral } from './enum.js'
import { readArray, readList, readSet, readTuple } from './list.js'
import { readMap, readRecord } from './map.js'
import { readMarshaled } from './marshaled.js'
import { readObject } from './object.js'
import { readCyclic, readRef } from './ref.js'
import { readTimestamp, scalar } from './scalar.js'
import { readUnion } from './union.js'
import { readUnsupported } from './unsupported.js'

/** One reader for each kind of schema. */
export const readers: Readonly<Record<SchemaKind, Reader>> = {
  boolean: scalar({ kind: 'boolean' }),
  int8: scalar({ kind: 'int', bits: 8 }),
  int16: scalar({ kind: 'int', bits: 16 }),
  int32: scalar({ kind: 'int', bits: 32 }),
  integer: scalar({ kind: 'int', bits: 53 }),
  uint8: scalar({ kind: 'uint', bits: 8 }),
  uint16: scalar({ kind: 'uint', bits: 16 }),
  uint32: scalar({ kind: 'uint', bits: 32 }),
  int64: scalar({ kind: 'int64' }),
  bigint: scalar({ kind: 'int64' }),
  uint64: scalar({ kind: 'uint64' }),
  float32: scalar({ kind: 'float', bits: 32 }),
  number: scalar({ kind: 'float', bits: 64 }),
  complex64: scalar({ kind: 'complex', bits: 64 }),
  complex128: scalar({ kind: 'complex', bits: 128 }),
  string: scalar({ kind: 'string' }),
  bytes: scalar({ kind: 'bytes' }),
  duration: scalar({ kind: 'duration' }),
  timestamp: readTimestamp,
  bigInt: scalar({ kind: 'custom', hook: 'bigInt' }),
  ip: scalar({ kind: 'custom', hook: 'ip' }),
  rawString: scalar({ kind: 'custom', hook: 'rawString' }),
  uuid: scalar({ kind: 'custom', hook: 'uuid' }),
  marshaled: readMarshaled,
  unknown: scalar({ kind: 'unknown' }),
  list: readList,
  array: readArray,
  set: readSet,
  tuple: readTuple,
  record: readRecord,
  map: readMap,
  object: readObject,
  enum: readEnum,
  literal: readLiteral,
  union: readUnion,
  cyclic: readCyclic,
  ref: readRef,
  unsupported: readUnsupported,
}
