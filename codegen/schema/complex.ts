import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** A complex number; its parts are named as Go's built-in functions are. */
export interface Complex {
  real: number
  imag: number
}

/** A complex number of two floats of 32 bits: each part that is read back is the nearest that they hold. */
export function complex64(options?: TSchemaOptions): TUnsafe<Complex> {
  return Type.Unsafe<Complex>({ type: 'Complex', ...tagged({ kind: 'complex64' }, options) })
}

/** A complex number of two floats of 64 bits. */
export function complex128(options?: TSchemaOptions): TUnsafe<Complex> {
  return Type.Unsafe<Complex>({ type: 'Complex', ...tagged({ kind: 'complex128' }, options) })
}
