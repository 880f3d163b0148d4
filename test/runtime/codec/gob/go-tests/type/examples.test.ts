import { GobReader, GobWriter, isTyped, typed } from '@rpcgen/runtime/gob'
import type { Hook } from '@rpcgen/runtime/stub'
import { expect, test } from 'vitest'
import { customType } from '../../../../../../runtime/build-type.js'
import { int32, integer, string, unknown } from '../../../../../../runtime/type.js'
import { messageOf } from '../../../message-of.js'
import { expectBytes } from '../encoder/as-go.js'
import { struct } from '../encoder/struct.js'

/*
 * Go's examples, which print what follows "// Output:" in their sources. Each has
 * an array of chunks for a network.
 */

test('Example_basic: values of one type are received as another with some of its fields', async () => {
  const p = struct('P', () => ({ X: integer, Y: integer, Z: integer, Name: string }))
  const q = struct('Q', () => ({ X: [int32], Y: [int32], Name: string }))
  const network: Uint8Array[] = []
  const writer = new GobWriter()
  const reader = new GobReader(network)

  const pythagoras = { X: 3, Y: 4, Z: 5, Name: 'Pythagoras' }
  network.push(writer.write(messageOf(p), pythagoras))
  network.push(writer.write(messageOf(p), { X: 1782, Y: 1841, Z: 1922, Name: 'Treehouse' }))

  const output: string[] = []
  for await (const value of reader.values(messageOf(q))) {
    const { X, Y, Name } = value as { X?: number; Y?: number; Name: string }
    output.push(`${JSON.stringify(Name)}: {${X}, ${Y}}`)
  }
  expect(output).toEqual(['"Pythagoras": {3, 4}', '"Treehouse": {1782, 1841}'])
  await expectBytes({ go: 'encoder.P', type: p, value: pythagoras })
})

interface Vector {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** The other half of Vector's MarshalBinary and UnmarshalBinary: a line of text. */
const vectorHook: Hook<Vector> = {
  name: 'Vector',
  form: 'binary',
  encode: ({ x, y, z }) => new TextEncoder().encode(`${x} ${y} ${z}\n`),
  decode(bytes) {
    const [x, y, z] = new TextDecoder().decode(bytes).split(' ').map(Number)
    if (x === undefined || y === undefined || z === undefined) throw new Error('a vector is three numbers')
    return { x, y, z }
  },
  zero: () => ({ x: 0, y: 0, z: 0 }),
}

test('Example_encodeDecode: a type that marshals itself is received as it was sent', async () => {
  const vector = messageOf(customType(vectorHook))
  const network: Uint8Array[] = []
  network.push(new GobWriter().write(vector, { x: 3, y: 4, z: 5 }))
  const { x, y, z } = (await new GobReader(network).read(vector)) as Vector
  expect(`{${x} ${y} ${z}}`).toBe('{3 4 5}')
  await expectBytes({ go: 'ExampleVector', type: vector.type, value: { x: 3, y: 4, z: 5 } })
})

test('Example_interface: what an interface holds is received with the name of its type', async () => {
  const name = 'encoding/gob_test.Point'
  const types = [[name, messageOf(struct('ExamplePoint', () => ({ X: integer, Y: integer })))]] as const
  const pythagoras = messageOf(unknown)
  const network: Uint8Array[] = []
  const writer = new GobWriter({ types })
  const reader = new GobReader(network, { types })
  for (const i of [1, 2, 3]) network.push(writer.write(pythagoras, typed(name, { X: 3 * i, Y: 4 * i })))

  const output: number[] = []
  for await (const held of reader.values(pythagoras)) {
    if (!isTyped(held) || held.type !== name) throw new Error('the value is no Point')
    const { X, Y } = held.value as { X: number; Y: number }
    output.push(Math.hypot(X, Y))
  }
  expect(output).toEqual([5, 10, 15])
  await expectBytes({
    go: 'any',
    type: unknown,
    value: typed(name, { X: 3, Y: 4 }),
    form: { type: 'main.ExamplePoint', value: { X: '3', Y: '4' } },
    types,
  })
})
