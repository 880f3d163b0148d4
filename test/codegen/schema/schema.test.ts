import { Type } from 'typebox'
import { expect, test } from 'vitest'
import * as rpc from '../../../codegen/schema/index.js'

test.each<[string, object, object]>([
  ['int32', rpc.int32(), { type: 'integer', 'x-rpc': { kind: 'int32' } }],
  ['int64', rpc.int64({ wire: 'ID' }), { type: 'bigint', wire: 'ID', 'x-rpc': { kind: 'int64' } }],
  ['float32', rpc.float32(), { type: 'number', 'x-rpc': { kind: 'float32' } }],
  ['complex64', rpc.complex64(), { type: 'Complex', 'x-rpc': { kind: 'complex64' } }],
  ['complex128', rpc.complex128({ wire: 'Z' }), { type: 'Complex', wire: 'Z', 'x-rpc': { kind: 'complex128' } }],
  ['bigInt', rpc.bigInt(), { type: 'bigint', 'x-rpc': { kind: 'bigInt' } }],
  ['ip', rpc.ip(), { type: 'string', 'x-rpc': { kind: 'ip' } }],
  ['uuid', rpc.uuid({ id: 4 }), { type: 'string', id: 4, 'x-rpc': { kind: 'uuid' } }],
  [
    'set',
    rpc.set(rpc.int8(), { id: 1 }),
    { type: 'Set', id: 1, items: { type: 'integer', 'x-rpc': { kind: 'int8' } }, 'x-rpc': { kind: 'set' } },
  ],
  ['rawString', rpc.rawString(), { type: 'Uint8Array', 'x-rpc': { kind: 'rawString' } }],
  [
    'marshaled',
    rpc.marshaled('Celsius', '#hooks/celsius.js', { wire: 'T' }),
    { wire: 'T', 'x-rpc': { kind: 'marshaled', name: 'Celsius', module: '#hooks/celsius.js' } },
  ],
  ['bytes', rpc.bytes({ title: 't' }), { type: 'Uint8Array', title: 't', 'x-rpc': { kind: 'bytes' } }],
  ['duration', rpc.duration(), { type: 'bigint', 'x-rpc': { kind: 'duration' } }],
  [
    'timestamp',
    rpc.timestamp({ wire: 'T' }),
    { type: 'Date', wire: 'T', 'x-rpc': { kind: 'timestamp', exact: false } },
  ],
  ['exact timestamp', rpc.timestamp({ exact: true }), { type: 'Date', 'x-rpc': { kind: 'timestamp', exact: true } }],
])('%s is plain JSON data', (_, schema, want) => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(want)
})

test.each([
  ['Optional', Type.Optional],
  ['Readonly', Type.Readonly],
])('what a type is outlives %s', (_, wrap) => {
  const value = Type.Object({})
  expect(wrap(rpc.map(rpc.int8(), value))).toMatchObject({ value, 'x-rpc': { kind: 'map' } })
  expect(wrap(rpc.set(value, { id: 2 }))).toMatchObject({ items: value, id: 2, 'x-rpc': { kind: 'set' } })
  expect(wrap(rpc.array(value, 2))).toMatchObject({
    items: value,
    minItems: 2,
    maxItems: 2,
    'x-rpc': { kind: 'array' },
  })
})

test('definitions are plain objects that keep what they are given', () => {
  const params = Type.Object({})
  const method = rpc.method({ params, timeout: 5, wire: { gob: 'M' } })
  expect(method).toEqual({ kind: 'method', params, result: undefined, timeout: 5, wire: { gob: 'M' } })
  expect(rpc.service('S', { method }, { wire: 's' })).toEqual({
    kind: 'service',
    name: 'S',
    methods: { method },
    wire: 's',
  })
  expect(rpc.method({ kind: 'other' } as object)).toMatchObject({ kind: 'method' })
})

test('errors and idempotence are kept as they are', () => {
  const errors = { NotFound: Type.Object({ id: Type.String() }) }
  expect(rpc.method({ errors, idempotent: true })).toEqual({ kind: 'method', errors, idempotent: true })
})

test('a message has properties of its own', () => {
  const properties = { a: Type.String() }
  const message = rpc.message('M', properties, { description: 'd' })
  expect(message).toMatchObject({
    type: 'object',
    description: 'd',
    required: ['a'],
    'x-rpc': { kind: 'message', name: 'M' },
  })
  expect(message.properties).not.toBe(properties)
})
