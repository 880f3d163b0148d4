import { RpcError } from '../../error.js'
import type { WireType } from './format.js'

/** Errors for bytes that mean nothing in Thrift. */
export function noType(type: number): RpcError {
  return new RpcError('protocol', `a value of type ${type}, which Thrift does not have`)
}

export function negative(what: string, value: number): RpcError {
  return new RpcError('protocol', `${what} is ${value}`)
}

export function endless(): RpcError {
  return new RpcError('protocol', 'an integer of more than ten bytes')
}

export function noMessage(buffer: Uint8Array, at: number): RpcError {
  const bytes = Array.from(buffer.subarray(at, at + 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return new RpcError(
    'protocol',
    `no message of this protocol begins with ${bytes}; do both sides speak the same one, and frame messages alike?`,
  )
}

export function framed(): RpcError {
  return new RpcError('protocol', 'a message in a frame, where none was expected; do both sides frame messages alike?')
}

/** Not for what a peer sends: for a caller that asks of a type with parts what only those without have. */
export function cannotEnd(type: WireType): RpcError {
  return new RpcError('internal', `a value of type ${type} has parts`)
}
