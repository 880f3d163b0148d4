import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GobCase } from '../../../peers/go-gob.js'
import { type GoOracle, goOracle } from '../../../peers/go-oracle.js'
import { bareWriter } from './bare-stream.js'
import { ofCanonical } from './canonical.js'
import { goTypes } from './go-types.js'

const file = fileURLToPath(new URL('../../../vectors/gob-cases.json', import.meta.url))
const hostileFile = fileURLToPath(new URL('../../../vectors/gob-hostile.json', import.meta.url))
const hostile = JSON.parse(readFileSync(hostileFile, 'utf8')) as readonly { name: string; stream: { hex: string }[] }[]
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly GobCase[]

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
}, 120_000)
afterAll(() => oracle.close())

/** What Go wrote for the cases, with the types as the oracle has them; it has no struct of several fields without a name in Go's own words. */
const written = cases
  .flatMap(({ wrote }) => wrote)
  .filter(({ error, panic }) => error === undefined && panic === undefined)
  .map((part) => ({ ...part, type: part.type.replaceAll('main.', '').replaceAll('interface {}', 'any') }))
  .filter(({ type }) => !type.includes(' '))

test('values that Go encodes at request come back', async () => {
  expect(written.length).toBeGreaterThan(100)
  await Promise.all(
    written.map(async ({ type, value, back }) => {
      const stream = await oracle.encode(type, value)
      expect(await oracle.decode(type, stream)).toEqual({ value: back ?? value })
    }),
  )
})

test('what we write Go reads, in types that are made up as they are needed', async () => {
  const value = { X: '1', Y: '-2' }
  const type = goTypes['main.Dot'] as never
  const stream = bareWriter()(type, ofCanonical(type, value))
  const wider = await oracle.decode('struct{Z:*string;Y:int;X:*int64;L:map[string][2][]byte}', stream)
  expect(wider).toEqual({ value: { X: '1', Y: '-2', Z: null, L: [] } })
})

test('an error, a panic, a hang and a crash are told apart, and the next question is answered', async () => {
  // 2^30 empty structs in a map that is skipped.
  const hanging = hostile.find(({ name }) => name.startsWith('H42') && name.includes('field'))?.stream[0]?.hex as string
  const ofItself = '10ff81020101015201ff820001ff820000'
  const answers = await Promise.all([
    oracle.decode('int', '03060005'),
    oracle.decode(
      'Dot',
      '1fff8103010105506f696e7401ff8200010201015801040001015901040000000fff820202f87fffffffffffffff0200',
    ),
    oracle.decode('Empty', hanging),
    // A slice of 2^30 ints, which is 8 GiB.
    oracle.decode('[]int', '0cff81020102ff820001040000' + '08ff8200fc40000000'),
    oracle.decode('Nested', `${ofItself}05ff82000100`),
  ])
  expect(answers).toEqual([
    { error: 'gob: decoding into local type *int, received remote type uint' },
    { panic: 'runtime error: index out of range [-9223372036854775808]' },
    { hang: true },
    { crash: expect.stringContaining('out of memory') },
    { value: [[]] },
  ])
}, 120_000)

test('what is no question is refused', async () => {
  await expect(oracle.decode('nope', '00')).rejects.toThrow('no type is called')
  await expect(oracle.encode('Dot', 'text')).rejects.toThrow('text is no main.Dot')
})

test('ten thousand questions are answered in their order', async () => {
  const numbers = Array.from({ length: 10_000 }, (_, index) => String(index - 5000))
  const streams = await Promise.all(numbers.map((value) => oracle.encode('int', value)))
  expect(await Promise.all(streams.map((stream) => oracle.decode('int', stream)))).toEqual(
    numbers.map((value) => ({ value })),
  )
}, 60_000)
