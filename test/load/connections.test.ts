import { assertNoLeaks, type Client } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial } from '@rpcgen/runtime/node'
import { expect, test } from 'vitest'
import { connectPeers, misbehave } from './bad-peers.js'
import { startChildServer } from './child-server.js'
import { MEBIBYTE } from './heap.js'
import { PER_CONNECTION } from './limits.js'
import { methods } from './service.js'

const GOOD = 100
const BAD = 400

/** Calls of a good peer, one after the other, until it is told to stop. */
async function callOnAndOn(client: Client, going: { on: boolean; calls: number }): Promise<void> {
  for (let length = 1; going.on; length = (length * 7) % 1_009) {
    const text = await client.call(methods.text, length)
    if (text.length !== length) throw new Error(`${text.length} characters instead of ${length}`)
    going.calls++
  }
}

test('a server under 500 connections, most of them bad, answers the good ones, cuts the bad, and keeps within its limits', async () => {
  const server = await startChildServer()
  const clients = await Promise.all(
    Array.from({ length: GOOD }, () => dial(server.url, { codec: gob(), timeout: 60_000 })),
  )
  // A connection is there for its client before the server has taken it.
  await expect.poll(async () => (await server.report()).connections, { timeout: 30_000 }).toBe(GOOD)
  const before = await server.report()

  const going = { on: true, calls: 0 }
  const calling = Promise.all(clients.map((client) => callOnAndOn(client, going)))
  const peers = await connectPeers(server.url, BAD)
  await expect.poll(async () => (await server.report()).connections, { timeout: 30_000 }).toBe(GOOD + BAD)
  misbehave(peers)
  let { connections, memory } = await server.report()
  let most = memory
  while (connections > GOOD) {
    const calls = going.calls
    ;({ connections, memory } = await server.report())
    most = Math.max(most, memory)
    await expect.poll(() => going.calls, { timeout: 60_000 }).toBeGreaterThan(calls)
  }
  going.on = false
  await calling
  expect(most - before.memory).toBeLessThan((GOOD + BAD) * PER_CONNECTION)

  for (const socket of peers) socket.destroy()
  // Within what the first calls bring with them for good, such as compiled code.
  await expect
    .poll(async () => (await server.report()).memory - before.memory, { timeout: 30_000 })
    .toBeLessThan(10 * MEBIBYTE)
  for (const client of clients) {
    assertNoLeaks(client)
    await client.close()
  }
  await server.stop()
}, 120_000)
