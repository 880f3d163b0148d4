import { describe, expect, test } from 'vitest'
import { bounds } from './behaviours/bounds.js'
import { calls } from './behaviours/calls.js'
import { costs } from './behaviours/costs.js'
import { cuts } from './behaviours/cuts.js'
import { misfits } from './behaviours/misfits.js'
import { names } from './behaviours/names.js'
import { values } from './behaviours/values.js'
import { wires } from './wires.js'

const behaviours = [...values, ...calls, ...misfits, ...names, ...bounds, ...cuts, ...costs]

describe.each(wires)('$name', (wire) => {
  const { exceptions } = wire

  test.each(behaviours.filter(({ name }) => !Object.hasOwn(exceptions, name)))('$name', ({ run }) => run(wire))

  const declared = behaviours.filter(({ name }) => Object.hasOwn(exceptions, name))

  test.each(declared)('but not: $name', async ({ run }) => {
    await expect(run(wire)).rejects.toThrow()
  })

  test('has no exception to what nobody asks', () => {
    expect(Object.keys(exceptions).sort()).toEqual(declared.map(({ name }) => name).sort())
  })
})
