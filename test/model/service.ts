import type { CallContext, Method } from '@rpcgen/runtime'
import { RpcError } from '@rpcgen/runtime'
import { message, method, service, string } from '@rpcgen/runtime/stub'
import { opened, sealed } from './seal.js'

const text = message<string>(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)
const model = service('Model')

/** Params and result are sealed texts: `ID BEHAVIOUR` and `answer to ID`. */
export const methods: { readonly once: Method<string, string>; readonly again: Method<string, string> } = {
  once: method(model, 'once', { params: text, result: text }),
  again: method(model, 'again', { params: text, result: text, idempotent: true }),
}

export type MethodName = keyof typeof methods

/** What a handler does with a call. */
export const behaviours = [
  /** Answers at once. */
  'answer',
  /** Answers when the test says so. */
  'hold',
  /** Answers when the call is aborted, or when the test says so. */
  'heed',
  /** Fails with an error for its caller. */
  'refuse',
  /** Fails with an error that is not for its caller. */
  'crash',
] as const
export type Behaviour = (typeof behaviours)[number]

export const answerTo = (id: number): string => sealed(`answer to ${id}`)
export const refusalOf = (id: number): string => sealed(`refusal of ${id}`)
export const requestFor = (id: number, behaviour: Behaviour): string => sealed(`${id} ${behaviour}`)

type Handle = (params: string, context: CallContext) => string | Promise<string>

/** The handlers of all servers of a run, and what they have seen. */
export class Handlers {
  /** How often each call was seen, by id. */
  readonly seen = new Map<number, number>()
  /** Wakes of the handlers that wait for the test. */
  readonly #held = new Set<() => void>()
  /** How many of them wait to be aborted. */
  heeding = 0
  readonly once: Handle = (params, context) => this.#handle(params, context)
  readonly again: Handle = (params, context) => this.#handle(params, context)

  /** Lets the oldest of the handlers that wait answer. */
  release(count: number): void {
    for (const wake of [...this.#held].slice(0, count)) wake()
  }

  #handle(params: string, context: CallContext): string | Promise<string> {
    const request = opened(params)
    // The bytes were corrupted: nobody knows whose call it is.
    if (request === undefined) throw new RpcError('remote', 'unreadable')
    const [digits, behaviour] = request.split(' ') as [string, Behaviour]
    const id = Number(digits)
    this.seen.set(id, (this.seen.get(id) ?? 0) + 1)
    if (behaviour === 'answer') return answerTo(id)
    if (behaviour === 'refuse') throw new RpcError('remote', refusalOf(id))
    if (behaviour === 'crash') throw new Error('crash')
    return new Promise((resolve) => {
      const heeds = behaviour === 'heed'
      const wake = (): void => {
        if (heeds && this.#held.has(wake)) this.heeding--
        this.#held.delete(wake)
        resolve(answerTo(id))
      }
      this.#held.add(wake)
      if (!heeds) return
      this.heeding++
      if (context.signal.aborted) wake()
      else context.signal.addEventListener('abort', wake, { once: true })
    })
  }
}
