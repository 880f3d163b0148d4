import type { Encoder, Slot } from './encoder.js'
import { KEY } from './encoder.js'
import type { Path } from './path.js'
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

/** Hands everything on to another encoder and keeps the path of what is being written. */
export class TracingEncoder implements Encoder {
  readonly #inner: Encoder
  readonly #path: Path

  constructor(inner: Encoder, path: Path) {
    this.#inner = inner
    this.#path = path
  }

  #at(slot: Slot, value?: unknown): void {
    if (slot >= 0) this.#path.field(slot)
    else if (slot === KEY) this.#path.key(value)
    else this.#path.value()
  }

  bool(slot: Slot, value: boolean): void {
    this.#at(slot, value)
    this.#inner.bool(slot, value)
  }

  int(slot: Slot, value: number, bits: 8 | 16 | 32 | 53): void {
    this.#at(slot, value)
    this.#inner.int(slot, value, bits)
  }

  uint(slot: Slot, value: number, bits: 8 | 16 | 32): void {
    this.#at(slot, value)
    this.#inner.uint(slot, value, bits)
  }

  int64(slot: Slot, value: bigint): void {
    this.#at(slot, value)
    this.#inner.int64(slot, value)
  }

  uint64(slot: Slot, value: bigint): void {
    this.#at(slot, value)
    this.#inner.uint64(slot, value)
  }

  float(slot: Slot, value: number, bits: 32 | 64): void {
    this.#at(slot, value)
    this.#inner.float(slot, value, bits)
  }

  complex(slot: Slot, value: Complex, bits: 64 | 128): void {
    this.#at(slot)
    this.#inner.complex(slot, value, bits)
  }

  string(slot: Slot, value: string): void {
    this.#at(slot, value)
    this.#inner.string(slot, value)
  }

  bytes(slot: Slot, value: Uint8Array): void {
    this.#at(slot)
    this.#inner.bytes(slot, value)
  }

  custom<T>(slot: Slot, value: T, type: CustomType<T>): void {
    this.#at(slot, value)
    this.#inner.custom(slot, value, type)
  }

  date(slot: Slot, value: Date): void {
    this.#at(slot)
    this.#inner.date(slot, value)
  }

  timestamp(slot: Slot, value: Timestamp): void {
    this.#at(slot)
    this.#inner.timestamp(slot, value)
  }

  enum(slot: Slot, value: string | number, type: EnumType): void {
    this.#at(slot, value)
    this.#inner.enum(slot, value, type)
  }

  unknown(slot: Slot, value: unknown): void {
    this.#at(slot)
    this.#inner.unknown(slot, value)
  }

  null(slot: Slot): void {
    this.#at(slot)
    this.#inner.null(slot)
  }

  beginStruct(slot: Slot, type: StructType, value: object): void {
    this.#at(slot)
    this.#inner.beginStruct(slot, type, value)
    this.#path.enterStruct(type)
  }

  endStruct(): void {
    this.#path.leave()
    this.#inner.endStruct()
  }

  beginList(slot: Slot, type: ListType | TupleType, count: number): void {
    this.#at(slot)
    this.#inner.beginList(slot, type, count)
    this.#path.enterList()
  }

  endList(): void {
    this.#path.leave()
    this.#inner.endList()
  }

  beginMap(slot: Slot, type: MapType, count: number): void {
    this.#at(slot)
    this.#inner.beginMap(slot, type, count)
    this.#path.enterMap()
  }

  endMap(): void {
    this.#path.leave()
    this.#inner.endMap()
  }

  beginUnion(slot: Slot, type: UnionType, member: number): void {
    this.#at(slot)
    this.#inner.beginUnion(slot, type, member)
    // The member's struct goes to VALUE inside; a map is the container that leaves VALUE where it is.
    this.#path.enterMap()
  }

  endUnion(): void {
    this.#path.leave()
    this.#inner.endUnion()
  }
}
