import {
  float64,
  integer,
  KEY,
  listType,
  type Message,
  type Method,
  mapType,
  message,
  method,
  service,
  string,
  structType,
  VALUE,
} from '@rpcgen/runtime/stub'
import { ArithMethods } from '../../generated/arith.js'
import { messageOf } from '../runtime/codec/message-of.js'

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

/** Points with these fields, each of them a number. */
function points(...names: readonly string[]): Message<unknown> {
  const numbered = [...new Set(names)]
  const point = structType('Point', () =>
    names.map((name) => ({ name, type: float64, id: numbered.indexOf(name) + 1 })),
  )
  return messageOf(listType(() => point))
}

const echo = service('Echo')

export const fieldMissing: Method<unknown, unknown> = method(echo, 'points', { params: points('x') })
export const fieldMissingInResult: Method<unknown, unknown> = method(echo, 'points', {
  params: points('x', 'y'),
  result: points('x', 'y', 'z'),
})
export const fieldTwice: Method<unknown, unknown> = method(echo, 'points', { params: points('x', 'x', 'y') })

const Counts = mapType(string, () => integer)
/** Sends each of these names as a key, as often as it is among them. */
export const keyTwice: Method<readonly string[], void> = method(echo, 'record', {
  params: message<readonly string[]>(
    Counts,
    (e, slot, names) => {
      e.beginMap(slot, Counts, names.length)
      for (const [index, name] of names.entries()) {
        e.string(KEY, name)
        e.int(VALUE, index, 53)
      }
      e.endMap()
    },
    () => {
      throw new Error('only sent')
    },
  ),
})

/** `discard`, without waiting for the answer. */
export const note: Method<string, void> = method(echo, 'discard', { params: text, oneway: true })
export const nothingServed: Method<string, string> = method(service('Nobody'), 'home', { params: text, result: text })
