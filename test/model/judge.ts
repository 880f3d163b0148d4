import { Client, type ErrorCode, isRpcError, type RpcError } from '@rpcgen/runtime'
import type { Asked } from './model.js'
import { answerTo, type Behaviour, refusalOf } from './service.js'
import type { World } from './world.js'

/** For each code, whether a call may end with it: an error that is no lie. */
type Truths = Readonly<Record<ErrorCode, (asked: Asked, error: RpcError, at: number, world: World) => boolean>>

const answering: readonly (Behaviour | 'misfit')[] = ['answer', 'hold', 'heed']

const SHUTTING_DOWN = 'the server is shutting down'
const PEER_ENDED = /^the peer closed the connection/
const INTERNAL = 'internal error'

const truths: Truths = {
  canceled: ({ reasons }, { cause, executed }) => reasons.includes(cause) && executed !== 'yes',
  timeout: ({ expiresAt }, _, at) => at >= expiresAt,
  closed: ({ subject }) => subject.closing,
  connect: ({ subject }, _, __, { scenario }) =>
    subject.refused > 0 && scenario.client.reconnect.attempts !== Number.POSITIVE_INFINITY,
  disconnected: ({ subject }, _, at, { scenario }) =>
    scenario.client.keepalive !== undefined || subject.links.some(({ broken, overAt }) => broken || overAt <= at),
  // A call that waits for a connection finds the next one as full as those before it make it.
  overloaded: ({ full, subject }, { executed, message }) =>
    executed === 'yes' ? message === SHUTTING_DOWN : full || subject.links.length > 1,
  encode: ({ behaviour }, { executed }) => behaviour === 'misfit' && executed === 'no',
  // A reply that does not carry the code, as the first ones do not, has it as text alone.
  remote: ({ behaviour, id, subject }, { executed, message }) =>
    executed === 'yes' &&
    (message === SHUTTING_DOWN ||
      (PEER_ENDED.test(message) && subject.links.some(({ broken }) => broken)) ||
      (behaviour === 'refuse' && message === refusalOf(id)) ||
      (behaviour === 'crash' && message === INTERNAL)),
  internal: ({ behaviour }, { executed, message }) =>
    behaviour === 'crash' && executed === 'yes' && message === INTERNAL,
  decode: () => false,
  protocol: () => false,
  limit: () => false,
  no_such_method: () => false,
  bad_args: () => false,
}

/** Whether the server answered without asking a handler. */
function refusedByServer({ code, message }: RpcError): boolean {
  return code === 'timeout' || message === SHUTTING_DOWN || PEER_ENDED.test(message)
}

/** What is wrong with how the call ended, once nothing can happen any more; undefined when nothing is. */
export function judge(asked: Asked, world: World): string | undefined {
  const { id, method, subject, settled, tooLate, expiresAt, call } = asked
  if (settled === undefined) return 'it is not settled'
  const seen = world.handlers.seen.get(id) ?? 0
  if (method === 'once' && seen > 1) return `a handler saw it ${seen} times`
  if (settled.at > expiresAt) return `it was settled at ${settled.at}, after its time`
  if (tooLate && seen > 0) return 'it began when its client was closing, and a handler saw it'
  if ('error' in settled) {
    const { error } = settled
    if (!isRpcError(error)) return 'its error is no RpcError'
    if (error.executed === 'no' && seen > 0) return 'a handler saw it, and its error says that it was not executed'
  }
  // No format has a checksum: nothing can be said of what else a corrupt byte did.
  if (subject.links.some(({ corrupted }) => corrupted)) return undefined
  if ('value' in settled) {
    if (settled.value !== answerTo(id) || !answering.includes(asked.behaviour)) return 'its value is wrong'
    return seen === 0 ? 'no handler saw it, and it has a value' : undefined
  }
  const error = settled.error as RpcError
  const { code, executed } = error
  if (!truths[code](asked, error, settled.at, world)) return 'its error is a lie'
  if (executed === 'yes' && seen === 0 && !refusedByServer(error)) return 'it was not executed'
  // With connections that come and go, a call's number says only how its latest attempt began.
  const unsent = tooLate || (subject.client instanceof Client && call.seq === undefined)
  if (executed !== 'no' && unsent) return 'it was not sent, and says that it may have been'
  return undefined
}
