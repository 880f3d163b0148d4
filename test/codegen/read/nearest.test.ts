import { expect, test } from 'vitest'
import { nearest } from '../../../codegen/read/nearest.js'

test.each<[string, string | undefined]>([
  ['wir', 'wire'],
  ['wired', 'wire'],
  ['WIRE', 'wire'],
  ['wrie', 'wire'],
  ['size', undefined],
  ['timout', 'timeout'],
  ['tiemout', 'timeout'],
  ['time_outs', 'timeout'],
  ['outtime', undefined],
  ['', undefined],
])('%j is near %j', (word, want) => {
  expect(nearest(word, ['wire', 'timeout'])).toBe(want)
})
