import type { Method } from '@rpcgen/runtime/stub'
import { integer, message, method, service, string } from '@rpcgen/runtime/stub'

const text = message<string>(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)
const number = message<number>(
  integer,
  (e, slot, v) => e.int(slot, v, 53),
  (d) => d.int(53),
)
const test = service('Test')

/** A small service by hand, for tests of what lies between a stub and a codec. */
export const methods: {
  readonly echo: Method<string, string>
  readonly square: Method<number, number>
  readonly never: Method<void, void>
  readonly patient: Method<void, void>
} = {
  echo: method(test, 'echo', { params: text, result: text }),
  square: method(test, 'square', { params: number, result: number }),
  never: method(test, 'never', {}),
  patient: method(test, 'patient', { timeout: 25 }),
}
