import type { Method } from '@rpcgen/runtime'
import { integer, message, method, service, string } from '@rpcgen/runtime/stub'

const number = message<number>(
  integer,
  (e, slot, v) => e.int(slot, v, 53),
  (d) => d.int(53),
)
const text = message<string>(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)
const load = service('Load')

export const methods: {
  /** A text of so many characters. */
  readonly text: Method<number, string>
  /** Takes so many milliseconds. */
  readonly wait: Method<number, number>
} = {
  text: method(load, 'text', { params: number, result: text }),
  wait: method(load, 'wait', { params: number, result: number }),
}
