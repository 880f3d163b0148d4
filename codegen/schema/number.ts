import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { type NumberKind, tagged } from './tag.js'

function numeric<T>(type: string, kind: NumberKind, options: TSchemaOptions | undefined): TUnsafe<T> {
  return Type.Unsafe<T>({ type, ...tagged({ kind }, options) })
}

/** A signed integer of 8 bits: -128 to 127. */
export function int8(options?: TSchemaOptions): TUnsafe<number> {
  return numeric('integer', 'int8', options)
}

/** A signed integer of 16 bits: -32,768 to 32,767. */
export function int16(options?: TSchemaOptions): TUnsafe<number> {
  return numeric('integer', 'int16', options)
}

/** A signed integer of 32 bits. For the safe range of a number, 53 bits, there is `Type.Integer`. */
export function int32(options?: TSchemaOptions): TUnsafe<number> {
  return numeric('integer', 'int32', options)
}

/** A signed integer of 64 bits, exact in a bigint. */
export function int64(options?: TSchemaOptions): TUnsafe<bigint> {
  return numeric('bigint', 'int64', options)
}

/** An unsigned integer of 8 bits: 0 to 255. A list of these is better `bytes`. */
export function uint8(options?: TSchemaOptions): TUnsafe<number> {
  return numeric('integer', 'uint8', options)
}

/** An unsigned integer of 16 bits: 0 to 65,535. */
export function uint16(options?: TSchemaOptions): TUnsafe<number> {
  return numeric('integer', 'uint16', options)
}

/** An unsigned integer of 32 bits. */
export function uint32(options?: TSchemaOptions): TUnsafe<number> {
  return numeric('integer', 'uint32', options)
}

/** An unsigned integer of 64 bits, exact in a bigint. */
export function uint64(options?: TSchemaOptions): TUnsafe<bigint> {
  return numeric('bigint', 'uint64', options)
}

/** A number that has 32 bits on the wire: what is read back is the nearest that they hold. */
export function float32(options?: TSchemaOptions): TUnsafe<number> {
  return numeric('number', 'float32', options)
}
