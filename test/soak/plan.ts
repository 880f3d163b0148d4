import type { Method } from '@rpcgen/runtime'
import { integer, message, method, service } from '@rpcgen/runtime/stub'

/** Calls are numbered; the number is what is sent, what comes back, and what says how the call goes. */
const number = message<number>(
  integer,
  (e, slot, v) => e.int(slot, v, 53),
  (d) => d.int(53),
)
const soak = service('Soak')

export const methods: { readonly once: Method<number, number>; readonly again: Method<number, number> } = {
  once: method(soak, 'once', { params: number, result: number }),
  again: method(soak, 'again', { params: number, result: number, idempotent: true }),
}

/** How often a call of `again` may be seen: when it is made, and five times more (`MAX_REPEATS` of the client). */
export const MOST_SEEN = 6

export type Fate = 'answer' | 'later' | 'cancel' | 'timeout'

/** Five of a hundred calls are cancelled, five time out, and a fifth are answered a little later. */
export function fateOf(call: number): Fate {
  const place = call % 20
  if (place === 0) return 'cancel'
  if (place === 10) return 'timeout'
  return place % 5 === 1 ? 'later' : 'answer'
}

/** Of every fate. */
export function isIdempotent(call: number): boolean {
  return call % 3 === 0
}

/** More calls than a soak makes. Memory is taken only for those that are made. */
export const MOST_CALLS: number = 2 ** 28
