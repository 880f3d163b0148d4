import { isRpcError } from '@rpcgen/runtime'
import type { Message } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'
import { EchoMethods, type Tree } from '../../../../generated/echo.js'
import { NONE } from '../../../../runtime/codec.js'
import type { AnyMethod } from '../../../../runtime/message.js'
import { requestHeader, responseHeader } from '../headers.js'
import { bench, failure, random, read, utf8, written } from './harness.js'

const params = <K extends keyof typeof EchoMethods>(name: K): Message<unknown> =>
  EchoMethods[name].params as Message<unknown>

describe('nesting', () => {
  const tree = (depth: number) => `${'{"Left":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`

  test('is limited where it is read', () => {
    expect(read(params('tree'), tree(100))).toHaveProperty('left.left.left')
    expect(failure(() => read(params('tree'), tree(101))).code).toBe('limit')
    expect(failure(() => read(params('tree'), tree(9000))).code).toBe('limit')
    expect(read(params('tree'), tree(500), { nesting: 500 })).toHaveProperty('left')
  })

  test('is limited where it is passed over', () => {
    const lists = (depth: number) => `{"z":${'['.repeat(depth)}${']'.repeat(depth)}}`
    expect(read(params('point'), lists(99))).toEqual({ x: 0, y: 0 })
    expect(failure(() => read(params('point'), lists(100))).code).toBe('limit')
    expect(failure(() => read(params('point'), lists(9990))).code).toBe('limit')
  })

  test('does not matter where nobody asks', () => {
    const { codec, reader, header } = bench()
    reader.append(utf8(`{"method":"A.B","params":${'['.repeat(9000)}${']'.repeat(9000)}}`))
    codec.readHeader(header)
    codec.readBody(undefined)
    expect(reader.available).toBe(0)
  })

  test('a value that contains itself is refused', () => {
    const circle: Tree = { value: 1, branches: [], named: {} }
    circle.branches.push(circle)
    expect(failure(() => written(params('tree'), circle)).code).toBe('limit')
  })
})

describe('names from the peer', () => {
  test('are keys like any other', () => {
    const json = '{"__proto__":1,"constructor":2,"toString":3,"hasOwnProperty":4}'
    const record = read(params('record'), json) as Record<string, number>
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
    expect(Object.entries(record)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['toString', 3],
      ['hasOwnProperty', 4],
    ])
    expect(written(params('record'), record)).toBe(json)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('that are no fields are passed over', () => {
    const json = '{"__proto__":{"x":9},"constructor":1,"":2,"X ":3,"\\u0058":4,"x":"}]","Y":5,"XX":[{}],"X":6}'
    expect(failure(() => read(params('point'), json)).reason).toContain('cannot unmarshal string')
    expect(read(params('point'), json.replace('"x":"}]",', '"z":"}]",'))).toEqual({ x: 6, y: 5 })
  })

  // The letters k and s have a third form each; ß and ı have none (encoding/json, fold.go).
  test.each([
    ['{"REQUIRED":1}', 1],
    ['{"required":1}', 1],
    ['{"Requıred":1}', 0],
    ['{"Requıred":1,"rEQUIRED":2}', 2],
  ])('match without regard to case: %s', (json, required) => {
    expect(read(params('sparse'), json)).toMatchObject({ required })
  })

  test('match as Unicode folds them', () => {
    expect(read(params('everything'), '{"\u017ftring":"a","Li\u017ft":[1]}')).toMatchObject({ string: 'a', list: [1] })
    expect(read(params('sparse'), '{"\u212a":1}')).toMatchObject({ required: 0 })
  })
})

describe('limits on what is sent', () => {
  const strings = EchoMethods.strings as AnyMethod
  const frame = '{"method":"Echo.Strings","params":[[""]],"id":0}\n'.length

  test('a message may be as long as the limit', () => {
    const { codec, writer } = bench({ message: 1000 })
    codec.writeRequest(requestHeader(0), strings, ['x'.repeat(1000 - frame)])
    expect(writer.take()).toHaveLength(1000)
    expect(failure(() => codec.writeRequest(requestHeader(0), strings, ['x'.repeat(1001 - frame)])).code).toBe('limit')
    expect(writer.length).toBe(0)
  })

  test('memory is not taken for what is too long', () => {
    const long = 'x'.repeat(50_000_000)
    const { codec, writer } = bench({ message: 100_000 })
    const size = writer.buffer.length
    const attempts: [AnyMethod, unknown][] = [
      [strings, [long]],
      [strings, Array.from({ length: 1000 }, () => long)],
      [EchoMethods.bytes as AnyMethod, new Uint8Array(50_000_000)],
      [EchoMethods.list as AnyMethod, new Array(10_000_000).fill(0)],
    ]
    for (const [method, value] of attempts) {
      expect(failure(() => codec.writeRequest(requestHeader(0), method, value)).code).toBe('limit')
      expect(writer.length).toBe(0)
    }
    expect(writer.buffer.length).toBeLessThan(size + 1_000_000)
  })

  test('an error is answered whatever the size of the id', () => {
    const { codec, reader, writer, header } = bench({ message: 1000 })
    reader.append(utf8(`{"method":"A.B","id":"${'<'.repeat(900)}"}`))
    codec.readHeader(header)
    codec.readBody(undefined)
    codec.writeResponse(responseHeader(header.seq, 'A.B', { error: 'no' }), undefined, undefined)
    expect(JSON.parse(Buffer.from(writer.take()).toString())).toEqual({
      id: '<'.repeat(900),
      result: null,
      error: 'no',
    })
  })
})

test('changed bytes give values or an RpcError, and nothing else', () => {
  const next = random(9)
  const request = utf8(
    '{"method":"Echo.Everything","params":[{"Int8":-8,"Int64":64,"Uint64":65,"Float32":0.5,"String":"a\\u00e9漢",' +
      '"Bytes":"AQID","Timestamp":"2024-01-02T03:04:05.5Z","Exact":"2024-01-02T03:04:05+01:00","List":[1,null],' +
      '"Fixed":[1,2,3],"Tuple":null,"Map":{"1":"a"},"Record":{"a":1},"Point":{"X":1},"Shade":"dark","Level":1,' +
      '"Sparse":{"Nullable":null,"Point":{"Y":2},"Moment":null},"Other":{"a":[{}]}}],"id":1}',
  )
  const bytes = utf8('{}[]",:\\ 0519.-+eEtfnu\n\u0001\u00ff')
  const outcomes = new Set<string>()
  for (let round = 0; round < 3000; round++) {
    const changed = Array.from(request)
    for (let count = 1 + next(3); count > 0; count--) {
      changed.splice(
        next(changed.length),
        next(3),
        ...Array.from({ length: next(3) }, () => bytes[next(bytes.length)] as number),
      )
    }
    const { codec, reader, header } = bench()
    reader.append(Uint8Array.from(changed))
    try {
      if (codec.readHeader(header) === NONE) outcomes.add('none')
      else {
        codec.readBody(params('everything'))
        outcomes.add('value')
      }
    } catch (error) {
      outcomes.add(isRpcError(error) ? error.code : String(error))
    }
  }
  expect([...outcomes].sort()).toEqual(['bad_args', 'decode', 'none', 'protocol', 'value'])
})

test('a number of a million digits costs nothing much', () => {
  const digits = '9'.repeat(1_000_000)
  expect(failure(() => read(params('int64'), digits)).code).toBe('decode')
  expect(failure(() => read(params('integer'), digits)).code).toBe('decode')
  expect(failure(() => read(params('number'), digits)).code).toBe('decode')
  expect(failure(() => read(params('bigMap'), `{"${digits}":1}`)).code).toBe('decode')
})
