import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Type } from '../../runtime/type.js'
import { askValue } from './ask-value.js'
import { make } from './make.js'
import { run } from './run.js'
import { samples } from './sample.js'
import { specs } from './spec.js'

const VALUES = 20_000

test('values of schemas at random are the same to Go, there and back, and in the same bytes', async () => {
  const { accepted } = await run(samples, VALUES, askValue)
  expect(accepted).toBe(VALUES)
}, 600_000)

test('a schema at random may be of any kind that is carried', () => {
  const kinds = new Set<Type['kind']>()
  for (const spec of fc.sample(specs, { seed: 1, numRuns: 1000 })) collect(make(spec).type, kinds)
  expect([...kinds].sort()).toEqual([
    ...['bool', 'bytes', 'complex', 'custom', 'enum', 'float', 'int', 'int64', 'list', 'map', 'nullable', 'string'],
    ...['struct', 'time', 'tuple', 'uint', 'uint64'],
  ])
})

function collect(type: Type, kinds: Set<Type['kind']>): void {
  kinds.add(type.kind)
  if (type.kind === 'nullable') collect(type.inner, kinds)
  if (type.kind === 'list') collect(type.element, kinds)
  // A struct with a name of its own may hold itself.
  if (type.kind === 'struct' && type.name === '') for (const field of type.fields) collect(field.type, kinds)
}
