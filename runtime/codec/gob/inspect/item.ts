import type { RpcError } from '../../../error.js'
import type { GobType } from './type.js'
import type { ByteRange, GobValue } from './value.js'

/**
 * What stands in a stream, in the order in which it ends: a message comes before
 * what it holds, and a value that new types cut apart comes after their
 * definitions, in its last message.
 */
export type GobItem = ByteRange &
  /** The range takes in the length in front, `length` does not. */
  (
    | { readonly kind: 'message'; readonly length: number }
    | { readonly kind: 'definition'; readonly id: number; readonly type: GobType }
    /** The range begins with the type's id. */
    | { readonly kind: 'value'; readonly id: number; readonly value: GobValue }
    /** Bytes of a message behind its value; Go passes over them. */
    | { readonly kind: 'extra' }
    /**
     * What is wrong, found at byte `end`, and what was read of a value before it
     * showed. The stream goes on with the next message, unless `fatal` says that
     * nobody knows where that begins.
     */
    | {
        readonly kind: 'fault'
        readonly error: RpcError
        readonly value?: GobValue | undefined
        readonly fatal: boolean
      }
  )
