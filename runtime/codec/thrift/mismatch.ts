import { RpcError } from '../../error.js'
import { isWireType, STOP, typeNames } from './format.js'

/** In the place of a value's type: what stands there was read before. */
export const AGAIN = -1
/** In the place of a value's type: the value is not sent, since there is only one. */
export const IMPLIED = -2

/** The error for a value that is not what its type says: `expected i64, got i32`. */
export function mismatch(what: string, type: number): RpcError {
  if (type === STOP) return new RpcError('decode', `missing, expected ${what}`)
  if (type === AGAIN) return new RpcError('decode', 'the field stands there twice')
  return new RpcError('decode', `expected ${what}, got ${isWireType(type) ? typeNames[type] : 'nothing'}`)
}

export function keyTwice(): RpcError {
  return new RpcError('decode', 'the key stands there twice')
}
