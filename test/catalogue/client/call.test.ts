import { afterAll, beforeAll, expect, test } from 'vitest'
import { arith } from '../arith.js'
import { failure } from '../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../go-catalogue.js'
import { header, reply, replyType, responseType } from '../gob-bytes.js'
import { goArgs, goReply } from '../observed-go.js'
import { both, duel, send } from './duel.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

test('C24: Go drops the report of a call when the channel is full; each call of ours has a promise of its own', async () => {
  const pair = await duel(0)
  const shared = pair.go.shared('Arith.Add', goArgs(7, 8), goReply())
  await pair.fromGo.requests(3)
  const calls = [0, 1, 2].map(() => pair.client.go(arith.add, { a: 7, b: 8 }))
  await pair.fromOurs.requests(3)
  send(pair, responseType, replyType, ...[0, 1, 2].flatMap((seq) => [header(seq), reply(seq + 10)]))
  expect(await shared).toEqual({ told: 1, replies: [{ C: 10 }, { C: 11 }] })
  expect(await Promise.all(calls.map(({ done }) => done))).toEqual([{ c: 10 }, { c: 11 }, { c: 12 }])
})

test('C25: Go makes a channel for 10 where none is given and panics at one without room; ours asks for none', async () => {
  const { go, client } = await both(server.gob)
  expect(await go.noChannel('Arith.Add', goArgs(7, 8), goReply())).toBe(10)
  expect(await go.unbuffered('Arith.Add', goArgs(7, 8), goReply())).toBe('rpc: done channel is unbuffered')
  const { done } = client.go(arith.add, { a: 7, b: 8 })
  // Whoever asks is told, as often as it is asked, and also when it is long over.
  expect(await Promise.all([done, done, done])).toEqual([{ c: 15 }, { c: 15 }, { c: 15 }])
  expect(await done).toEqual({ c: 15 })
})

test('C26: a call of Go has no deadline, and whoever stops waiting leaves it pending; ours ends it, and then it is gone', async () => {
  const { go, client } = await both(server.gob)
  await go.start('0', 'Arith.SleepMilli', goArgs(600_000, 0), goReply())
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  expect(await go.progress('0')).toEqual({ returned: true, done: false })
  expect(await go.state()).toEqual({ pending: 1, shutdown: false })

  const error = await failure(client.call(arith.sleepMilli, { a: 600_000, b: 0 }, { timeout: 20 }))
  expect(error).toMatchObject({ code: 'timeout', executed: 'maybe' })
  expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })

  const late = await failure(client.call(arith.sleepMilli, { a: 300, b: 0 }, { timeout: 1 }))
  expect(late.code).toBe('timeout')
  while (client.stats().lateReplies === 0) await client.call(arith.add, { a: 1, b: 2 })
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
})
