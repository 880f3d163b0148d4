import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Stage, Watch } from '../../runtime/watch.js'

const limits = { idle: 1_000, partial: 300, stall: 500 }
let over: Stage[]
let watch: Watch

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  over = []
  watch = new Watch(limits, (stage) => over.push(stage))
})

afterEach(() => {
  vi.useRealTimers()
})

test('a stage is over its limit after that time, once', () => {
  watch.begin('partial')
  vi.advanceTimersByTime(299)
  expect(over).toEqual([])
  vi.advanceTimersByTime(1)
  expect(over).toEqual(['partial'])
  vi.advanceTimersByTime(10_000)
  expect(over).toEqual(['partial'])
  expect(vi.getTimerCount()).toBe(0)
})

test('stages share one timer, and each has its own limit', () => {
  for (const stage of ['idle', 'partial', 'stall'] as const) watch.begin(stage)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(499)
  expect(over).toEqual(['partial'])
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(501)
  expect(over).toEqual(['partial', 'stall', 'idle'])
})

test('a stage that has ended is never over, and what began again counts from then', () => {
  watch.begin('partial')
  vi.advanceTimersByTime(200)
  watch.end('partial')
  watch.begin('partial')
  vi.advanceTimersByTime(299)
  expect(over).toEqual([])
  vi.advanceTimersByTime(1)
  expect(over).toEqual(['partial'])
  watch.begin('stall')
  watch.end('stall')
  vi.advanceTimersByTime(10_000)
  expect(over).toEqual(['partial'])
  expect(vi.getTimerCount()).toBe(0)
})

test('beginning a stage twice changes nothing, restarting it does', () => {
  watch.begin('partial')
  vi.advanceTimersByTime(200)
  watch.begin('partial')
  vi.advanceTimersByTime(100)
  expect(over).toEqual(['partial'])
  watch.begin('stall')
  vi.advanceTimersByTime(400)
  watch.restart('stall')
  vi.advanceTimersByTime(499)
  expect(over).toEqual(['partial'])
  vi.advanceTimersByTime(1)
  expect(over).toEqual(['partial', 'stall'])
})

test('a thousand restarts arm no timer of their own', () => {
  watch.begin('idle')
  const armed = vi.spyOn(globalThis, 'setTimeout')
  for (let i = 0; i < 1_000; i++) watch.restart('idle')
  expect(armed).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  expect(over).toEqual(['idle'])
})

test('a shorter stage that begins later is noticed in its own time', () => {
  watch.begin('idle')
  vi.advanceTimersByTime(100)
  watch.begin('partial')
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(300)
  expect(over).toEqual(['partial'])
  vi.advanceTimersByTime(600)
  expect(over).toEqual(['partial', 'idle'])
})

test('a stage may be restarted by whoever is told that it is over', () => {
  const again = new Watch(limits, (stage) => {
    over.push(stage)
    if (over.length < 3) again.restart(stage)
  })
  again.begin('idle')
  vi.advanceTimersByTime(10_000)
  expect(over).toEqual(['idle', 'idle', 'idle'])
  expect(vi.getTimerCount()).toBe(0)
})

test('nothing is over once it has stopped, not even what was at the same moment', () => {
  const once = new Watch({ idle: 300, partial: 300, stall: 300 }, (stage) => {
    over.push(stage)
    once.stop()
  })
  for (const stage of ['stall', 'partial', 'idle'] as const) once.begin(stage)
  vi.advanceTimersByTime(10_000)
  expect(over).toEqual(['idle'])
  expect(vi.getTimerCount()).toBe(0)
})

test('a limit of Infinity arms no timer, and one past the range of timers does not fire at once', () => {
  const endless = new Watch({ idle: Number.POSITIVE_INFINITY, partial: 2 ** 40, stall: 1 }, (stage) => over.push(stage))
  endless.begin('idle')
  expect(vi.getTimerCount()).toBe(0)
  endless.begin('partial')
  vi.advanceTimersByTime(2 ** 32)
  expect(over).toEqual([])
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(2 ** 40 - 2 ** 32)
  expect(over).toEqual(['partial'])
})

test('a timer that fires early waits for the rest', () => {
  const armed = vi.spyOn(globalThis, 'setTimeout')
  watch.begin('partial')
  const fire = armed.mock.calls[0]?.[0] as () => void
  vi.advanceTimersByTime(299)
  fire()
  expect(over).toEqual([])
  vi.advanceTimersByTime(1)
  expect(over).toEqual(['partial'])
})
