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

/** Answered by {@link Decoder.nextField} after the last field. */
export const END = -1

/**
 * The reading half of the data model, implemented once by every wire format.
 * Generated `read` functions call it; the whole body has arrived by then, so
 * nothing here waits.
 *
 * Each method throws an `RpcError` with code `decode` when what stands on the
 * wire is not what is asked for. What a missing field means is the format's
 * answer: it leaves the zero that the generated code began with, or throws.
 */
export interface Decoder {
  bool(): boolean
  int(bits: 8 | 16 | 32 | 53): number
  uint(bits: 8 | 16 | 32): number
  int64(): bigint
  uint64(): bigint
  float(bits: 32 | 64): number
  complex(bits: 64 | 128): Complex
  string(): string
  bytes(): Uint8Array
  custom<T>(type: CustomType<T>): T
  date(): Date
  timestamp(): Timestamp
  enum<T extends string | number>(type: EnumType<T>): T
  unknown(): unknown
  /** True when a null stood here, which is then read. */
  null(): boolean
  beginStruct(type: StructType): void
  /** The index of our field whose value comes next, or {@link END}. Fields that we lack are skipped inside. */
  nextField(): number
  /** The value of a required field that the wire left out and whose type has no zero, for a wire that says it otherwise; else throws. */
  missing<T>(type: StructType, field: number): T
  /** The number of items, or -1 where the wire does not say in front. */
  beginList(type: ListType | TupleType): number
  /**
   * Whether one more item follows. `left` is what `beginList` answered, counted
   * down by the caller. For a type of fixed length it answers true exactly that
   * many times, or throws.
   */
  nextItem(left: number): boolean
  /** As {@link beginList}. */
  beginMap(type: MapType): number
  /** As {@link nextItem}; the key is read next, then {@link nextValue} is called, then the value is read. */
  nextKey(left: number): boolean
  nextValue(): void
  /** The index of the member whose struct is read next. */
  beginUnion(type: UnionType): number
  endUnion(): void
}
