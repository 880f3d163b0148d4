import { defaultLimits } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import {
  integer,
  listType,
  type Message,
  mapType,
  nullableType,
  string,
  structType,
  unknown,
} from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter } from '../../../../../runtime/bytes.js'
import { type REQUEST, RESPONSE } from '../../../../../runtime/codec.js'
import { usedHeader } from '../../headers.js'
import { messageOf } from '../../message-of.js'
import { failure, utf8 } from '../harness.js'

const Item = structType('Item', () => [
  { name: 'id', type: integer },
  { name: 'email', type: string },
  { name: 'size', type: integer, optional: true },
  { name: 'note', type: nullableType(() => string) },
  { name: 'named', type: mapType(string, () => integer), optional: true },
])
const Items = messageOf(structType('Items', () => [{ name: 'items', type: listType(() => Item) }]))
const anything = messageOf(unknown)

/** What a member of a message reads as. */
function read(message: Message<unknown>, text: string, kind: typeof REQUEST | typeof RESPONSE = RESPONSE): unknown {
  const reader = new ByteReader()
  const io = { reader, writer: new ByteWriter(), limits: defaultLimits, extensions: 'auto' } as const
  const codec = json().open(io)
  reader.append(utf8(text))
  expect(codec.readHeader(usedHeader())).toBe(kind)
  return codec.readBody(message)
}

const result = (text: string): string => `{"jsonrpc":"2.0","id":0,"result":${text}}`
const good = '{"id":1,"email":"a","note":null}'
const fourth = (item: string): string => result(`{"items":[${good},${good},${good},${item}]}`)

describe('what is wrong with a result is said with its path', () => {
  test.each([
    ['{"id":1,"email":7,"note":null}', 'result.items[3].email: expected string, got number'],
    ['{"id":1,"email":null,"note":null}', 'result.items[3].email: expected string, got null'],
    ['{"id":1,"note":null}', 'result.items[3].email: expected string, got nothing'],
    ['{"id":1,"email":"a"}', 'result.items[3].note: expected string, got nothing'],
    ['{"id":1,"email":"a","email":"a","note":null}', 'result.items[3].email: the key stands there twice'],
    ['{"id":1,"email":"a","\\u0065mail":"b","note":null}', 'result.items[3].email: the key stands there twice'],
    ['{"id":1,"email":"a","note":null,"note":"x"}', 'result.items[3].note: the key stands there twice'],
    ['{"id":1,"email":"a","size":null,"size":5,"note":null}', 'result.items[3].size: the key stands there twice'],
    [
      '{"id":1,"email":"a","note":null,"named":{"x":1,"y":2,"\\u0078":3}}',
      'result.items[3].named["x"]: the key stands there twice',
    ],
    ['{"id":1.5,"email":"a","note":null}', 'result.items[3].id: expected int, got number 1.5'],
    ['[]', 'result.items[3]: expected Item, got array'],
  ])('%s', (item, text) => {
    expect(failure(() => read(Items, fourth(item)))).toMatchObject({ code: 'decode', message: text })
  })

  test('keys that no field has may stand there as often as they like, and so may a null of an optional field', () => {
    expect(read(Items, fourth('{"x":1,"id":1,"x":2,"email":"a","size":null,"note":null}'))).toHaveProperty('items')
  })

  test('a value of no declared type has no key twice either', () => {
    expect(failure(() => read(anything, result('[{"a":1,"b":{"__proto__":1,"__proto__":2}}]')))).toMatchObject({
      code: 'decode',
      message: 'result: the key "__proto__" stands there twice',
    })
  })

  test('none is taken for another in a struct of many fields', () => {
    const many = structType('Many', () => Array.from({ length: 70 }, (_, i) => ({ name: `f${i}`, type: integer })))
    const value = Object.fromEntries(many.fields.map(({ name }, i) => [name, i]))
    expect(read(messageOf(many), result(JSON.stringify(value)))).toEqual(value)
    const doubled = result(JSON.stringify(value).replace('}', ',"f69":1}'))
    expect(failure(() => read(messageOf(many), doubled)).path).toBe('result.f69')
  })
})

describe('a member of the message that stands there twice', () => {
  test('fails the call of a response', () => {
    const text = '{"jsonrpc":"2.0","id":0,"result":1,"result":2}'
    expect(failure(() => read(anything, text))).toMatchObject({ code: 'decode', path: 'result' })
  })
})
