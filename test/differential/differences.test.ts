import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GoOracle, goOracle } from '../peers/go-oracle.js'
import { judge, oursOf } from './judge.js'
import { make } from './make.js'
import { streamDifferences } from './stream-differences.js'
import { keyDifferences, valueDifferences } from './value-differences.js'

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
}, 120_000)
afterAll(() => oracle.close())

const differences = [...Object.values(keyDifferences), ...valueDifferences, ...streamDifferences]

test.each(differences)('$reason', async ({ reason, example: { spec, stream } }) => {
  const question = { receiver: make(spec), stream: stream.replaceAll(' ', '') }
  const go = await oracle.decode(question.receiver.go, question.stream)
  const ours = oursOf(question)
  const found = judge(question, ours, go)?.map((each) => each.reason)
  expect(found, JSON.stringify([go, ours])).toEqual([reason])
})

test('each difference has a reason of its own', () => {
  expect(new Set(differences.map(({ reason }) => reason)).size).toBe(differences.length)
})
