import { decode } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customType } from '../../../../../../runtime/build-type.js'
import { integer, string, timestamp } from '../../../../../../runtime/type.js'
import type { Canonical } from '../../../../../peers/go-gob.js'
import { type GoOracle, goOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { unhex } from '../../harness.js'
import { byteArray, byteStruct, gobber } from '../shared/hooks.js'
import { struct } from '../shared/types.js'
import { vectorOf } from '../shared/vector.js'

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
})
afterAll(() => oracle.close())

const ofBytes = { go: 'struct{X:int;G:*ByteStruct}', type: struct({ X: integer, G: [byteStruct('*ByteStruct')] }) }
const rest = messageOf(struct({ X: integer }))

test('TestGobEncoderIgnoreStructField: a field with bytes of its own is passed over, which Go has as a struct', async () => {
  const stream = await vectorOf([{ ...ofBytes, value: { X: 17, G: 65 } }])
  expect(decode(rest, stream)).toEqual({ X: 17 })
})

test('TestGobEncoderIgnoreNonStructField: and three which Go has as numbers', async () => {
  const type = struct({
    X: integer,
    G: [gobber('*Gobber', 'gob')],
    B: [gobber('*BinaryGobber', 'binary')],
    T: [integer],
  })
  const go = 'struct{X:int;G:*Gobber;B:*BinaryGobber;T:*TextGobber}'
  const stream = await vectorOf([{ go, type, value: { X: 17, G: 23, B: 24, T: 25 } }])
  expect(decode(rest, stream)).toEqual({ X: 17 })
})

test('TestGobEncoderIgnoreNilEncoder: a pointer to nothing is left out', async () => {
  const stream = await vectorOf([{ ...ofBytes, value: { X: 18 } }])
  expect(decode(messageOf(ofBytes.type), stream)).toEqual({ X: 18 })
})

test('TestGobEncodeIsZero: a time, an array and a holder of nothing are left out when they are zero, and no sooner', async () => {
  const holder = customType({
    name: 'ZeroHolder',
    form: 'gob',
    encode: () => new Uint8Array(0),
    decode: () => 'holder',
    zero: () => 'holder',
    isZero: () => true,
  })
  const go = 'struct{T:time.Time;S:string;I:int;A:ZeroArray;F:ZeroHolder}'
  const type = struct({ T: timestamp, S: string, I: integer, A: byteArray('ZeroArray', 2), F: holder })
  const value = {
    T: { seconds: 1e9, nanos: 0, offset: 0 },
    S: 'hello',
    I: -55,
    A: Uint8Array.of(1, 2),
    F: 'holder',
  }
  const zero = { T: { seconds: -62_135_596_800, nanos: 0, offset: 0 }, S: '', I: 0, A: new Uint8Array(2), F: 'holder' }
  for (const each of [value, zero]) {
    expect(decode(messageOf(type), await vectorOf([{ go, type, value: each }]))).toEqual(each)
  }
})

test('TestIgnoreDepthLimit: what is passed over may not be nested deeper than the limit', async () => {
  const limits = { nesting: 100 }
  const nested = async (levels: number): Promise<Uint8Array> => {
    let form: Canonical = '0'
    for (let level = 0; level < levels; level++) form = [form]
    return unhex(await oracle.encode(`struct{X:int;F:${'[1]'.repeat(levels)}int}`, { X: '17', F: form }))
  }
  // The struct is one level.
  expect(decode(rest, await nested(99), { limits })).toEqual({ X: 17 })
  const tooDeep = await nested(101)
  expect(() => decode(rest, tooDeep, { limits })).toThrow(expect.objectContaining({ code: 'limit' }))
  // Go's receiver has no field in common, which is wrong before the depth is.
  const other = messageOf(struct({ Hello: integer }))
  expect(() => decode(other, tooDeep, { limits, onMismatch: () => {} })).toThrow('no fields matched')
})
