import { decode, encode, type Registrable, typed } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { float64, integer, string, unknown } from '../../../../../../runtime/type.js'
import { type GoOracle, goOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { hex } from '../../harness.js'
import { echo } from '../shared/echo.js'
import { list, struct } from '../shared/types.js'
import { vectorOf } from '../shared/vector.js'

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
})
afterAll(() => oracle.close())

/** What Go's tests register; here under the names that the types have in the oracle. */
const types: readonly Registrable[] = [
  ['main.Int', messageOf(integer)],
  ['main.Float', messageOf(float64)],
  ['main.Vector', messageOf(list(integer))],
  ['main.Spot', messageOf(struct({ X: integer, Y: integer }, 'Spot'))],
  ['main.String', messageOf(string)],
]

/** The implementations of Go's interface, as we have them and as Go prints them. */
const int = { value: typed('main.Int', 3), form: { type: 'main.Int', value: '3' } }
const float = { value: typed('main.Float', 5), form: { type: 'main.Float', value: '4014000000000000' } }
const vector = { value: typed('main.Vector', [1, 2, 3]), form: { type: 'main.Vector', value: ['1', '2', '3'] } }
const spot = { value: typed('main.Spot', { X: 2, Y: 3 }), form: { type: 'main.Spot', value: { X: '2', Y: '3' } } }

const item = {
  go: 'struct{I:int;Sq1:Squarer;Sq2:Squarer;Sq3:Squarer;F:float64;Sq:[]Squarer}',
  type: struct({ I: integer, Sq1: unknown, Sq2: unknown, Sq3: unknown, F: float64, Sq: list(unknown) }),
  types,
}

test('TestInterface: interfaces of several types come back, nil too, and so does one whose type is new', async () => {
  const value = {
    I: 1,
    Sq1: int.value,
    Sq2: float.value,
    Sq3: vector.value,
    F: 11.5,
    Sq: [int.value, float.value, null, vector.value],
  }
  const form = {
    I: '1',
    Sq1: int.form,
    Sq2: float.form,
    Sq3: vector.form,
    F: '4027000000000000',
    Sq: [int.form, float.form, null, vector.form],
  }
  expect(await echo(oracle, { ...item, value, form })).toEqual(value)
})

test('TestInterfaceBasic: a basic type in an interface keeps its width', async () => {
  const one = '3ff0000000000000'
  const zero = '0000000000000000'
  /** Go's type, the value that is sent as it, how Go prints that, and the plain value that we read. */
  const basics = [
    ...['int', 'int8', 'int16', 'int32', 'int64', 'uint', 'uint8', 'uint16', 'uint32', 'uint64'].map(
      (name) => [name, 1, '1', 1] as const,
    ),
    ['float32', 1, one, 1],
    ['float64', 1, one, 1],
    ['complex64', { real: 0, imag: 1 }, [zero, one], { real: 0, imag: 1 }],
    ['complex128', { real: 0, imag: 1 }, [zero, one], { real: 0, imag: 1 }],
    ['bool', true, true, true],
    ['string', 'hello', 'hello', 'hello'],
    ['[]uint8', new Uint8Array([115, 97]), '7361', new Uint8Array([115, 97])],
  ] as const
  const fields = basics.map(([name, ...rest], index) => [`F${index}`, name, ...rest] as const)
  const type = struct(Object.fromEntries(fields.map(([field]) => [field, unknown])))
  const go = `struct{${fields.map(([field]) => `${field}:any`).join(';')}}`
  const value = Object.fromEntries(fields.map(([field, name, sent]) => [field, typed(name, sent)]))
  const form = Object.fromEntries(fields.map(([field, name, , form]) => [field, { type: name, value: form }]))
  const plain = Object.fromEntries(fields.map(([field, , , , read]) => [field, read]))
  expect(await echo(oracle, { go, type, value, form })).toEqual(plain)
  expect(decode(messageOf(type), await vectorOf([{ go, type, value, form }]))).toEqual(plain)
})

test('TestInterfacePointer: what Go sends by pointer is the value, basic or registered', async () => {
  const go = 'struct{Str1:any;Str2:any}'
  const type = struct({ Str1: unknown, Str2: unknown })
  const value = { Str1: 'howdy', Str2: typed('main.String', 'kiddo') }
  const pointers = { Str1: { type: '*string', value: 'howdy' }, Str2: { type: '*String', value: 'kiddo' } }
  const stream = await vectorOf([{ go, type, value, form: pointers }], types)
  expect(decode(messageOf(type), stream, { types })).toEqual(value)
  const form = { Str1: { type: 'string', value: 'howdy' }, Str2: { type: 'main.String', value: 'kiddo' } }
  expect(await echo(oracle, { go, type, value, form, types })).toEqual(value)
})

test('TestIgnoreInterface: interfaces are passed over, whether or not their types are known', async () => {
  const value = { I: 1, Sq1: int.value, Sq2: float.value, Sq3: spot.value, F: 11.5, Sq: [] }
  const form = { I: '1', Sq1: int.form, Sq2: float.form, Sq3: spot.form, F: '4027000000000000', Sq: [] }
  const stream = await vectorOf([{ ...item, value, form }], types)
  const rest = struct({ I: integer, F: float64 })
  expect(decode(messageOf(rest), stream)).toEqual({ I: 1, F: 11.5 })
  const ours = hex(encode(messageOf(item.type), value, { types }))
  expect(await oracle.decode('struct{I:int;F:float64}', ours)).toEqual({ value: { I: '1', F: '4027000000000000' } })
})
