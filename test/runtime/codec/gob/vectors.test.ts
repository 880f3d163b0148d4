import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Message } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { type Echo, EchoMethods } from '../../../../generated/echo.js'
import { goVectors, type Vector } from '../../../peers/go-command.js'
import { requestHeader } from '../headers.js'
import { bench, hex, methodOf, unhex } from './harness.js'

const file = fileURLToPath(new URL('../../../vectors/gob.json', import.meta.url))
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]

test('the vectors are what Go writes today', async () => {
  const lines = (await goVectors()).map((vector) => JSON.stringify(vector))
  await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot(file)
})

interface Case {
  readonly method: keyof Echo
  readonly value: unknown
}

function of<M extends keyof Echo>(method: M, value: Parameters<Echo[M]>[0]): Case {
  return { method, value }
}

const nothing = { required: 0, nullable: null, nullablePoint: null }

/** What each vector is in TypeScript. */
const cases: Readonly<Record<string, Case>> = {
  'bool true': of('bool', true),
  'bool false': of('bool', false),
  'integer 0': of('integer', 0),
  'integer 3': of('integer', 3),
  'integer 63': of('integer', 63),
  'integer 64': of('integer', 64),
  'integer -1': of('integer', -1),
  'integer -64': of('integer', -64),
  'integer -65': of('integer', -65),
  'integer -129': of('integer', -129),
  'integer safe max': of('integer', Number.MAX_SAFE_INTEGER),
  'integer safe min': of('integer', Number.MIN_SAFE_INTEGER),
  'int64 min': of('int64', -(2n ** 63n)),
  'int64 max': of('int64', 2n ** 63n - 1n),
  'uint32 127': of('uint32', 127),
  'uint32 128': of('uint32', 128),
  'uint32 256': of('uint32', 256),
  'uint64 max': of('uint64', 2n ** 64n - 1n),
  'number 0': of('number', 0),
  'number 1': of('number', 1),
  'number 17': of('number', 17),
  'number -0': of('number', -0),
  'number pi': of('number', Math.PI),
  'number max': of('number', Number.MAX_VALUE),
  'number least': of('number', Number.MIN_VALUE),
  'number +Inf': of('number', Number.POSITIVE_INFINITY),
  'number -Inf': of('number', Number.NEGATIVE_INFINITY),
  'float32 0.1': of('float32', Math.fround(0.1)),
  'string empty': of('string', ''),
  'string hello': of('string', 'hello'),
  'string wide': of('string', 'żółw 🐢'),
  'bytes hi': of('bytes', new Uint8Array([0x68, 0x69])),
  'bytes empty': of('bytes', new Uint8Array(0)),
  duration: of('duration', 1_500_000_000n),
  list: of('list', [1, 2, -3]),
  'list empty': of('list', []),
  matrix: of('matrix', [[1], [], [2, 3]]),
  'fixed zero': of('fixed', [0, 0, 0]),
  map: of('map', new Map([[1, 'a']])),
  'map empty': of('map', new Map()),
  'record zero': of('record', { a: 0 }),
  'point zero': of('point', { x: 0, y: 0 }),
  'point y': of('point', { x: 0, y: 17 }),
  points: of('points', [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ]),
  empty: of('empty', {}),
  'time zero': of('timestamp', new Date('0001-01-01T00:00:00Z')),
  'time utc': of('timestamp', new Date('2026-03-01T12:30:15.250Z')),
  'time before 1970': of('timestamp', new Date('1815-12-10T23:59:59.001Z')),
  'time +90m': of('exact', { seconds: 1_772_362_815, nanos: 123_456_789, offset: 5_400 }),
  'time +1h1s': of('exact', { seconds: 1_772_364_614, nanos: 0, offset: 3_601 }),
  tree: of('tree', { value: 1, branches: [{ value: 2, branches: [], named: {} }], named: {} }),
  'sparse absent': of('sparse', nothing),
  'sparse point': of('sparse', { ...nothing, required: 3, point: { x: 0, y: 0 } }),
}

test('each vector has a value, and each value a vector', () => {
  expect(Object.keys(cases)).toEqual(vectors.map(({ name }) => name))
})

/** The last message of a stream, from behind its length and its type's id. */
function payloadOf(stream: string, header: string): string {
  const message = stream.slice(stream.lastIndexOf(header) + header.length)
  const bytes = unhex(message)
  const length = bytes[0] as number
  const id = length < 128 ? 1 : 1 + 256 - length
  return hex(bytes.subarray(id + ((bytes[id] as number) < 128 ? 1 : 2)))
}

describe.each(vectors)('$name', ({ name, hex: wanted }) => {
  const { method: methodName, value } = cases[name] as Case
  const params = EchoMethods[methodName].params as Message<unknown>
  const method = methodOf(params)
  const { codec, writer } = bench()
  codec.writeRequest(requestHeader(0), method, value)
  const first = writer.take().slice()
  codec.writeRequest(requestHeader(1), method, value)
  const second = writer.take().slice()

  test('is written as Go writes it', () => {
    expect(payloadOf(hex(second), '0aff820103542e4d010100')).toBe(wanted)
  })

  test('is read as it was written', () => {
    const { codec: reading, reader, header } = bench()
    for (const request of [first, second]) {
      reader.append(request)
      reading.readHeader(header)
      expect(reading.readBody(params)).toEqual(value)
    }
  })
})
