import { structType } from './build-type.js'
import type { Seq } from './codec.js'
import { type AnyMethod, message, method, service } from './message.js'
import { uint64 } from './type.js'

interface CancelArgs {
  /** The seq of the request that is cancelled. */
  readonly seq: bigint
}

const type = structType('CancelArgs', () => [{ name: 'seq', type: uint64 }])

const params = message<CancelArgs>(
  type,
  (encoder, slot, value) => {
    encoder.beginStruct(slot, type, value)
    encoder.uint64(0, value.seq)
    encoder.endStruct()
  },
  (decoder) => {
    let seq = 0n
    decoder.beginStruct(type)
    while (decoder.nextField() === 0) seq = decoder.uint64()
    return { seq }
  },
)

/**
 * The request that cancels another one: a convention of the fork of net/rpc that
 * has cancellation (keegancsmith/rpc, server.go). A stock Go server answers that
 * it has no such service, and goes on.
 */
export const cancel: AnyMethod = method(service('_goRPC_'), 'cancel', { params }) as AnyMethod

/** The name of that request on the wire. */
export const CANCEL_NAME = '_goRPC_.Cancel'

/** The params that cancel the request of this seq. */
export function cancelOf(target: number): CancelArgs {
  return { seq: BigInt(target) }
}

/** The seq that such params have. */
export function targetOf(params: unknown): Seq {
  const { seq } = params as CancelArgs
  return seq <= Number.MAX_SAFE_INTEGER ? Number(seq) : seq
}
