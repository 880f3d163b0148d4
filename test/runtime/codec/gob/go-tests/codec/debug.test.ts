import { decode, type Registrable, typed } from '@rpcgen/runtime/gob'
import { inspectGob } from '@rpcgen/runtime/gob/inspect'
import { expect, test } from 'vitest'
import { bool, float32, float64, integer, string, uint64, unknown } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { canonical } from '../../inspect/canonical.js'
import { list, map, struct } from '../shared/types.js'
import { vectorOf } from '../shared/vector.js'

/** Everything that a stream of no faults says of itself, a line for each type and each value. */
function dump(stream: Uint8Array): readonly string[] {
  return inspectGob(stream).flatMap((item) => {
    switch (item.kind) {
      case 'message':
        return []
      case 'definition':
        return [`type ${item.id} ${JSON.stringify(item.type)}`]
      case 'value':
        return [`value of ${item.id} ${JSON.stringify(canonical(item.value))}`]
      default:
        return [item.kind]
    }
  })
}

test('TestDebugSingleton: the inspector shows values that are no structs', async () => {
  const stream = await vectorOf([
    { go: 'bool', type: bool, value: true },
    { go: 'int', type: integer, value: 7 },
    { go: 'uint', type: uint64, value: 10n },
    { go: 'float64', type: float64, value: 3.2 },
    { go: 'string', type: string, value: 'hello' },
    { go: '[3]int', type: list(integer, 3), value: [11, 22, 33] },
    { go: '[]float32', type: list(float32), value: [0.5, 0.25, 0.125] },
    { go: 'map[string]int', type: map(string, integer), value: new Map([['one', 1]]) },
  ])
  expect(dump(stream)).toEqual([
    'value of 1 true',
    'value of 2 "7"',
    'value of 3 "10"',
    'value of 4 "400999999999999a"',
    'value of 6 "hello"',
    'type 65 {"kind":"array","name":"","element":2,"length":3}',
    'value of 65 ["11","22","33"]',
    'type 66 {"kind":"slice","name":"","element":4}',
    'value of 66 ["3fe0000000000000","3fd0000000000000","3fc0000000000000"]',
    'type 67 {"kind":"map","name":"","key":6,"element":2}',
    'value of 67 [["one","1"]]',
  ])
})

test('TestDebugStruct: the inspector shows a struct and what its interfaces hold', async () => {
  const onTheFly = struct({ A: integer }, 'OnTheFly')
  const types: readonly Registrable[] = [['main.OnTheFly', messageOf(onTheFly)]]
  const type = struct({
    A: integer,
    B: string,
    C: float64,
    I: unknown,
    J: unknown,
    I_nil: unknown,
    M: map(string, integer),
    T: list(integer, 3),
    S: list(string),
  })
  const value = {
    A: 17,
    B: 'hello',
    C: 0.5,
    I: 271828,
    J: typed('main.OnTheFly', { A: 3 }),
    I_nil: null,
    M: new Map([['one', 1]]),
    T: [11, 22, 33],
    S: ['hi', 'joe'],
  }
  const form = {
    A: '17',
    B: 'hello',
    C: '3fe0000000000000',
    I: { type: 'int', value: '271828' },
    J: { type: 'main.OnTheFly', value: { A: '3' } },
    I_nil: null,
    M: [['one', '1']],
    T: ['11', '22', '33'],
    S: ['hi', 'joe'],
  }
  const go = 'struct{A:int;B:string;C:float64;I:any;J:any;I_nil:any;M:map[string]int;T:[3]int;S:[]string}'
  const stream = await vectorOf([{ go, type, value, form }], types)
  expect(decode(messageOf(type), stream, { types })).toEqual(value)
  expect(dump(stream)).toEqual([
    'type 65 {"kind":"struct","name":"","fields":[{"name":"A","id":2},{"name":"B","id":6},{"name":"C","id":4},' +
      '{"name":"I","id":8},{"name":"J","id":8},{"name":"I_nil","id":8},{"name":"M","id":66},{"name":"T","id":67},' +
      '{"name":"S","id":68}]}',
    'type 66 {"kind":"map","name":"map[string]int","key":6,"element":2}',
    'type 67 {"kind":"array","name":"[3]int","element":2,"length":3}',
    'type 68 {"kind":"slice","name":"[]string","element":6}',
    // In the middle of the value.
    'type 69 {"kind":"struct","name":"OnTheFly","fields":[{"name":"A","id":2}]}',
    'value of 65 {"A":"17","B":"hello","C":"3fe0000000000000","I":{"type":"int","value":"271828"},' +
      '"J":{"type":"main.OnTheFly","value":{"A":"3"}},"M":[["one","1"]],"T":["11","22","33"],"S":["hi","joe"]}',
  ])
})
