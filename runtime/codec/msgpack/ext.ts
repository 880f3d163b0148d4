const brand: unique symbol = Symbol.for('rpcgen.msgpack.ext') as never

/** A value of an application's own type, for where the schema says no more than `unknown`. */
export interface Ext {
  readonly [brand]: true
  /** -128 to 127; those below zero are for the specification to give out. */
  readonly type: number
  readonly data: Uint8Array
}

/** The extension of that type. Throws a RangeError for a type that is no int8. */
export function ext(type: number, data: Uint8Array): Ext {
  if (!Number.isInteger(type) || type < -128 || type > 127) throw new RangeError(`no type of an extension: ${type}`)
  return { [brand]: true, type, data }
}

export function isExt(value: unknown): value is Ext {
  return typeof value === 'object' && value !== null && brand in value
}
