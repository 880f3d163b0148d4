import type { Caller } from '@rpcgen/runtime'
import { type Message, message, method, service, string } from '@rpcgen/runtime/stub'

const text: Message<string> = message(
  string,
  (e, slot, value) => e.string(slot, value),
  (d) => d.string(),
)

const last = method(service('Probe'), 'last', { params: text, result: text })

/** What a method of the Go server received last; its name is Go's, such as `Echo.Int8`. */
export async function lastSeen(caller: Caller, name: string): Promise<unknown> {
  return JSON.parse(await caller.call(last, name))
}
