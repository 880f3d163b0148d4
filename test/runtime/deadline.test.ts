import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Deadlines, type Expiring } from '../../runtime/deadline.js'

class Entry implements Expiring {
  readonly startedAt = performance.now()
  before: Expiring | undefined = undefined
  after: Expiring | undefined = undefined
  list: Expiring['list'] = undefined
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

let expired: string[]
let deadlines: Deadlines

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  expired = []
  deadlines = new Deadlines((entry) => expired.push((entry as Entry).name))
})

afterEach(() => {
  vi.useRealTimers()
})

function add(name: string, ms: number): Entry {
  const entry = new Entry(name)
  deadlines.add(entry, ms)
  return entry
}

describe('deadlines', () => {
  test('expire in order of time, whatever the order and the durations they were added with', () => {
    add('c', 300)
    add('a', 100)
    vi.advanceTimersByTime(50)
    add('b', 100)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(60)
    expect(expired).toEqual(['a'])
    vi.advanceTimersByTime(50)
    expect(expired).toEqual(['a', 'b'])
    vi.advanceTimersByTime(200)
    expect(expired).toEqual(['a', 'b', 'c'])
    expect(deadlines.timers).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that are removed do not expire, and the last one takes the timer with it', () => {
    const [first, middle, last] = [add('first', 10), add('middle', 10), add('last', 10)]
    deadlines.remove(middle)
    deadlines.remove(first)
    deadlines.remove(first)
    expect(deadlines.timers).toBe(1)
    deadlines.remove(last)
    expect(deadlines.timers).toBe(0)
    vi.advanceTimersByTime(100)
    expect(expired).toEqual([])
  })

  test('past the range of a timer are waited for in steps', () => {
    add('far', 2 ** 31 + 5_000)
    vi.advanceTimersByTime(2 ** 31 - 1)
    expect(expired).toEqual([])
    expect(deadlines.timers).toBe(1)
    vi.advanceTimersByTime(5_001)
    expect(expired).toEqual(['far'])
  })

  test('added while others expire are not lost', () => {
    const again = new Deadlines((entry) => {
      expired.push((entry as Entry).name)
      if (expired.length === 1) again.add(new Entry('second'), 5)
    })
    again.add(new Entry('first'), 10)
    vi.advanceTimersByTime(10)
    expect(expired).toEqual(['first'])
    vi.advanceTimersByTime(6)
    expect(expired).toEqual(['first', 'second'])
    expect(again.timers).toBe(0)
  })
})
