import type { Method } from '@rpcgen/runtime/stub'
import { errorType, integer, message, method, service, string, structType } from '@rpcgen/runtime/stub'

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

const RefusalType = structType('Refusal', () => [
  { name: 'reason', type: string },
  { name: 'after', type: integer },
])

/** The details of {@link Refused}. */
export interface Refusal {
  readonly reason: string
  readonly after: number
}

/** An error of the schema, and one whose details are no struct. */
export const Refused = errorType(
  'Refused',
  message<Refusal>(
    RefusalType,
    (e, slot, v) => {
      e.beginStruct(slot, RefusalType, v)
      e.string(0, v.reason)
      e.int(1, v.after, 53)
      e.endStruct()
    },
    (d) => {
      let reason = ''
      let after = 0
      d.beginStruct(RefusalType)
      for (;;) {
        switch (d.nextField()) {
          case 0:
            reason = d.string()
            break
          case 1:
            after = d.int(53)
            break
          default:
            return { reason, after }
        }
      }
    },
  ),
)
export const Taken = errorType('Taken', text)

/** A small service by hand, for tests of what lies between a stub and a codec. */
export const methods: {
  readonly echo: Method<string, string>
  readonly square: Method<number, number>
  readonly never: Method<void, void>
  readonly patient: Method<void, void>
  readonly guarded: Method<string, string>
} = {
  echo: method(test, 'echo', { params: text, result: text }),
  square: method(test, 'square', { params: number, result: number }),
  never: method(test, 'never', {}),
  patient: method(test, 'patient', { timeout: 25 }),
  guarded: method(test, 'guarded', { params: text, result: text, errors: [Refused, Taken] }),
}
