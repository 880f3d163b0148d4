import { describe, expect, test } from 'vitest'
import { goTestNames, translatedNames } from '../encoder/go-test-names.js'
import { without } from './without.js'

const files = [
  'type_test.go',
  'timing_test.go',
  'example_test.go',
  'example_encdec_test.go',
  'example_interface_test.go',
]

describe("the tests of Go's type_test.go and timing_test.go, and the examples", () => {
  test('have one test each, or else a reason for having none', async () => {
    const ours = [...translatedNames(new URL('.', import.meta.url)), ...without.map(({ name }) => name)]
    expect(ours.sort()).toEqual([...(await goTestNames(files))].sort())
  })

  test('that have none have a reason in words', () => {
    for (const { name, reason } of without) expect(reason.length, name).toBeGreaterThan(40)
  })
})
