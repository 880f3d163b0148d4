import { assertNoLeaks, Client, isRpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { expect, test } from 'vitest'
import { ArithMethods, serveArith } from '../../generated/arith.js'
import { MEBIBYTE, memory } from './heap.js'

const CALLS = 1_000_000
const IN_FLIGHT = 1_000

test('1,000,000 calls cancelled in flight leave nothing, and their replies are counted as late', async () => {
  let answer = (): void => {}
  let gate = Promise.resolve()
  const server = new Server({ limits: { handlers: 2 * IN_FLIGHT } })
  serveArith(server, {
    multiply: async ({ a, b }) => {
      await gate
      return a * b
    },
    divide: ({ a, b }) => ({ quo: Math.trunc(a / b), rem: a % b }),
  })
  const [here, there] = memoryPair()
  const served = server.serve(there, { codec: gob() })
  const client = new Client(here, { codec: gob(), limits: { pending: IN_FLIGHT } })
  const outcomes = new Map<string, number>()
  let cancelled = 0

  const round = async (): Promise<void> => {
    gate = new Promise((open) => {
      answer = open
    })
    const calls = Array.from({ length: IN_FLIGHT }, (_, i) => client.go(ArithMethods.multiply, { a: i, b: 2 }))
    await expect.poll(() => server.stats().pending, { interval: 1, timeout: 60_000 }).toBe(IN_FLIGHT)
    for (const call of calls) call.cancel()
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
    for (const { done } of calls) {
      const error: unknown = await done.catch((reason: unknown) => reason)
      const outcome = isRpcError(error) ? `${error.code} ${error.executed}` : 'no error'
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    cancelled += calls.length
    answer()
    await expect.poll(() => client.stats().lateReplies, { interval: 1, timeout: 60_000 }).toBe(cancelled)
  }

  // What the first calls bring with them for good, such as compiled code, is not what is measured.
  await round()
  const before = await memory()
  while (cancelled < CALLS + IN_FLIGHT) await round()
  const after = await memory()
  expect(outcomes).toEqual(new Map([['canceled maybe', cancelled]]))
  expect(after - before).toBeLessThan(10 * MEBIBYTE)

  expect(await client.call(ArithMethods.multiply, { a: 6, b: 7 })).toBe(42)
  assertNoLeaks(client)
  expect(server.stats()).toMatchObject({ pending: 0, timers: 0, queuedBytes: 0 })
  await client.close()
  await served
}, 300_000)
