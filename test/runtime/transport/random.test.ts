import { expect, test } from 'vitest'
import { hash, randomAt } from '../../../runtime/transport/random.js'

test('the numbers are those of mulberry32', () => {
  const numbers = [0, 1, 2, 3, 4].map((n) => randomAt(1, n))
  expect(numbers).toEqual([2693262067, 11749833, 2265367787, 4213581821, 4159151403])
})

test('the hash is FNV-1a', () => {
  expect(['', 'a', 'foobar'].map(hash)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968])
})
