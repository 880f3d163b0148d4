import { expect, test } from 'vitest'
import { Queue } from '../../runtime/queue.js'

function all(queue: Queue<number>): (number | undefined)[] {
  const taken: (number | undefined)[] = []
  while (queue.size > 0) taken.push(queue.shift())
  return taken
}

test('first come, first served, whatever comes in between', () => {
  const queue = new Queue<number>()
  expect(queue.shift()).toBe(undefined)
  for (const n of [1, 2, 3]) queue.add(n)
  expect(queue.shift()).toBe(1)
  queue.add(4)
  expect([...queue]).toEqual([2, 3, 4])
  expect(all(queue)).toEqual([2, 3, 4])
  expect(queue.shift()).toBe(undefined)
  queue.add(5)
  expect(all(queue)).toEqual([5])
})

test('who gives up is out, and who comes back stands last', () => {
  const queue = new Queue<number>()
  for (const n of [1, 2, 3, 4]) queue.add(n)
  expect(queue.delete(1)).toBe(true)
  expect(queue.delete(1)).toBe(false)
  expect(queue.shift()).toBe(2)
  queue.add(2)
  queue.add(3)
  expect(all(queue)).toEqual([3, 4, 2])
})

test('it can be emptied at once, and filled again', () => {
  const queue = new Queue<number>()
  for (const n of [1, 2, 3]) queue.add(n)
  queue.shift()
  expect(queue.clear()).toEqual([2, 3])
  expect(queue.size).toBe(0)
  queue.add(4)
  expect(all(queue)).toEqual([4])
})

test('many that come and go keep their order', () => {
  const queue = new Queue<number>()
  const taken: (number | undefined)[] = []
  let next = 0
  for (let round = 0; round < 1_000; round++) {
    for (let i = 0; i < 100; i++) queue.add(next++)
    for (let i = 0; i < 99; i++) taken.push(queue.shift())
  }
  taken.push(...all(queue))
  expect(taken).toEqual(Array.from({ length: 100_000 }, (_, n) => n))
})
