import type {
  Complex,
  CustomType,
  EnumType,
  ListType,
  MapType,
  StructType,
  Timestamp,
  TupleType,
  UnionType,
} from './type.js'

/**
 * Where a value goes: the index of a field in the innermost struct, or
 * {@link VALUE} (a body that is no struct, a list item, a map value), or
 * {@link KEY} (a map key).
 */
export type Slot = number
export const VALUE = -1
export const KEY = -2

/**
 * The writing half of the data model, implemented once by every wire format.
 * Generated `write` functions call it in the order of the schema.
 *
 * Each method checks the value it is given and throws an `RpcError` with code
 * `encode` when the type or the wire cannot hold it; what has been appended of
 * the frame by then is the codec's to take back. Counts come first: -1 says
 * that the value was no list or map at all.
 */
export interface Encoder {
  bool(slot: Slot, value: boolean): void
  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void
  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void
  int64(slot: Slot, value: bigint): void
  uint64(slot: Slot, value: bigint): void
  float(slot: Slot, value: number, bits: 32 | 64): void
  complex(slot: Slot, value: Complex, bits: 64 | 128): void
  string(slot: Slot, value: string): void
  bytes(slot: Slot, value: Uint8Array): void
  custom<T>(slot: Slot, value: T, type: CustomType<T>): void
  date(slot: Slot, value: Date): void
  timestamp(slot: Slot, value: Timestamp): void
  enum(slot: Slot, value: string | number, type: EnumType): void
  unknown(slot: Slot, value: unknown): void
  /** The null of a nullable field or value. */
  null(slot: Slot): void
  /** `value` is only looked at to tell that it is an object. */
  beginStruct(slot: Slot, type: StructType, value: object): void
  endStruct(): void
  beginList(slot: Slot, type: ListType | TupleType, count: number): void
  endList(): void
  beginMap(slot: Slot, type: MapType, count: number): void
  endMap(): void
  /** Comes before the member's struct, which is then written to {@link VALUE}. `member` is an index, -1 if the value is no member. */
  beginUnion(slot: Slot, type: UnionType, member: number): void
  endUnion(): void
}
