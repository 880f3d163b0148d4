const brand: unique symbol = Symbol.for('rpcgen.gob.typed') as never

/** A value with the name by which Go has registered its type, for where the schema says no more than `unknown`. */
export interface Typed<T = unknown> {
  readonly [brand]: true
  /** `int8`, `[]string`, `main.Circle`, `*main.Rec`: what `gob.Register` or `gob.RegisterName` gave it. */
  readonly type: string
  readonly value: T
}

/**
 * A value to be sent as an interface value of that type. The codec knows the basic
 * types and slices of them, and those that it was given as `types`; for any other
 * the call fails with code `encode`.
 */
export function typed<T>(type: string, value: T): Typed<T> {
  return { [brand]: true, type, value }
}

export function isTyped(value: unknown): value is Typed {
  return typeof value === 'object' && value !== null && brand in value
}
