import { type Message, type Method, message, method, service, string, structType } from '@rpcgen/runtime/stub'
import { ArithMethods } from '../../generated/arith.js'

const text = message<string>(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)

/** A struct of two texts, under these names, where the service has numbers. */
function texts(first: string, second: string): Message<readonly [string, string]> {
  const type = structType('Texts', () => [
    { name: first, type: string, id: 1 },
    { name: second, type: string, id: 2 },
  ])
  return message<readonly [string, string]>(
    type,
    (e, slot, v) => {
      e.beginStruct(slot, type, v)
      e.string(0, v[0])
      e.string(1, v[1])
      e.endStruct()
    },
    (d) => {
      const read: [string, string] = ['', '']
      d.beginStruct(type)
      for (let field = d.nextField(); field >= 0; field = d.nextField()) read[field] = d.string()
      return read
    },
  )
}

const arith = service('Arith')

/** Methods of Arith as a caller has them who takes them for others. */
export const wrongParams: Method<readonly [string, string], void> = method(arith, 'multiply', {
  params: texts('a', 'b'),
})
export const wrongResult: Method<{ a: number; b: number }, readonly [string, string]> = method(arith, 'divide', {
  params: ArithMethods.divide.params as Message<{ a: number; b: number }>,
  result: texts('quo', 'rem'),
})

/** `discard`, without waiting for the answer. */
export const note: Method<string, void> = method(service('Echo'), 'discard', { params: text, oneway: true })
export const nothingServed: Method<string, string> = method(service('Nobody'), 'home', { params: text, result: text })
