/**
 * What carries the bytes of a custom type on gob: a plain string or byte slice,
 * or the bytes of Go's `GobEncoder`, `encoding.BinaryMarshaler` or
 * `encoding.TextMarshaler` (encoding/gob/type.go). Go takes none for another.
 */
export type HookForm = 'string' | 'bytes' | 'gob' | 'binary' | 'text'

/**
 * How the values of a type that marshals itself are written and read: the
 * TypeScript half of a Go type's `GobEncode` and `GobDecode`, or their like.
 */
export interface Hook<T> {
  /** What Go calls the type, without its package: `Celsius`. A peer shows it in errors, and matches nothing by it. */
  readonly name: string
  readonly form: HookForm
  /** Throws for a value that has no bytes; what is thrown fails the call with code `encode`. */
  encode(value: T): Uint8Array
  /** The bytes are the hook's own to keep. Throws for bytes that mean no value; what is thrown fails the call with code `decode`. */
  decode(bytes: Uint8Array): T
  /** A fresh value for a required field that the peer has left out. */
  zero(): T
  /**
   * Whether a required field may leave the value out, as Go does with one that is
   * zero and no pointer. Default: none is left out, which Go reads as well.
   */
  isZero?(value: T): boolean
  /** The value as JSON has it, made of what `unknown` carries. A hook without these two is not carried by JSON. */
  toJson?(value: T): unknown
  fromJson?(value: unknown): T
}

/** The values that a hook writes and reads. */
export type HookValue<H> = H extends Hook<infer T> ? T : never
