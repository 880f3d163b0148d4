import type { Decoder } from './decoder.js'
import { END } from './decoder.js'
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

/** Hands everything on to another decoder and keeps the path of what is being read. */
export class TracingDecoder implements Decoder {
  readonly #inner: Decoder
  readonly #path: Path
  /** The value read last: a map's key, by the time its value comes. */
  #last: unknown

  constructor(inner: Decoder, path: Path) {
    this.#inner = inner
    this.#path = path
  }

  #keep<T>(value: T): T {
    this.#last = value
    return value
  }

  bool(): boolean {
    return this.#keep(this.#inner.bool())
  }

  int(bits: 8 | 16 | 32 | 53): number {
    return this.#keep(this.#inner.int(bits))
  }

  uint(bits: 8 | 16 | 32): number {
    return this.#keep(this.#inner.uint(bits))
  }

  int64(): bigint {
    return this.#keep(this.#inner.int64())
  }

  uint64(): bigint {
    return this.#keep(this.#inner.uint64())
  }

  float(bits: 32 | 64): number {
    return this.#keep(this.#inner.float(bits))
  }

  complex(bits: 64 | 128): Complex {
    return this.#keep(this.#inner.complex(bits))
  }

  string(): string {
    return this.#keep(this.#inner.string())
  }

  bytes(): Uint8Array {
    return this.#inner.bytes()
  }

  custom<T>(type: CustomType<T>): T {
    return this.#keep(this.#inner.custom(type))
  }

  date(): Date {
    return this.#inner.date()
  }

  timestamp(): Timestamp {
    return this.#inner.timestamp()
  }

  enum<T extends string | number>(type: EnumType<T>): T {
    return this.#keep(this.#inner.enum(type))
  }

  unknown(): unknown {
    return this.#inner.unknown()
  }

  null(): boolean {
    return this.#inner.null()
  }

  beginStruct(type: StructType): void {
    this.#inner.beginStruct(type)
    this.#path.enterStruct(type)
  }

  nextField(): number {
    const field = this.#inner.nextField()
    if (field === END) this.#path.leave()
    else this.#path.field(field)
    return field
  }

  missing<T>(type: StructType, field: number): T {
    this.#path.enterStruct(type)
    this.#path.field(field)
    const value = this.#inner.missing<T>(type, field)
    this.#path.leave()
    return value
  }

  beginList(type: ListType | TupleType): number {
    const count = this.#inner.beginList(type)
    this.#path.enterList()
    return count
  }

  nextItem(left: number): boolean {
    this.#path.value()
    const more = this.#inner.nextItem(left)
    if (!more) this.#path.leave()
    return more
  }

  beginMap(type: MapType): number {
    const count = this.#inner.beginMap(type)
    this.#path.enterMap()
    return count
  }

  nextKey(left: number): boolean {
    const more = this.#inner.nextKey(left)
    if (!more) this.#path.leave()
    return more
  }

  nextValue(): void {
    this.#path.key(this.#last)
    this.#inner.nextValue()
  }

  beginUnion(type: UnionType): number {
    const member = this.#inner.beginUnion(type)
    this.#path.enterMap()
    return member
  }

  endUnion(): void {
    this.#path.leave()
    this.#inner.endUnion()
  }
}
