import { describe, expect, test } from 'vitest'
import { goTestNames, translatedNames } from './go-test-names.js'
import { without } from './without.js'

describe("the tests of Go's encoder_test.go", () => {
  test('have one test each, or else a reason for having none', async () => {
    const ours = [...translatedNames(new URL('.', import.meta.url)), ...without.map(({ name }) => name)]
    expect(ours.sort()).toEqual([...(await goTestNames(['encoder_test.go']))].sort())
  })

  test('that have none have a reason in words', () => {
    for (const { name, reason } of without) expect(reason.length, name).toBeGreaterThan(40)
  })
})
