import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arith, dialFor, others } from '../arith.js'
import { type GoCatalogue, startGoCatalogue } from '../go-catalogue.js'
import { header, nilInterface, reply, replyType, responseType } from '../gob-bytes.js'
import { goArgs, goNil, goReply } from '../observed-go.js'
import { both, duel, send } from './duel.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

test('C11: a reply that nobody waits for is read and dropped', async () => {
  const pair = await duel(2)
  send(pair, responseType, header(99), replyType, reply(99), header(0), reply(15), header(0), reply(15))
  send(pair, header(1), reply(16))
  expect((await pair.go.wait('0')).reply).toEqual({ C: 15 })
  expect((await pair.go.wait('1')).reply).toEqual({ C: 16 })
  expect(await Promise.all(pair.calls.map(({ done }) => done))).toEqual([{ c: 15 }, { c: 16 }])
  expect(pair.client.stats()).toMatchObject({ pending: 0, lateReplies: 2 })

  // So a call that was cancelled may be forgotten at once: the late reply of a live server does no harm.
  const { client } = await both(server.gob)
  const cancelled = client.go(arith.mul, { a: 6, b: 7 })
  cancelled.cancel()
  expect(cancelled.seq).toBe(0)
  expect(client.stats().pending).toBe(0)
  while (client.stats().lateReplies === 0) await client.call(arith.add, { a: 1, b: 2 })
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
})

test('C17: a result that nobody wants is dropped and the call succeeds; a nil interface hangs Go’s client and not ours', async () => {
  const { go, client } = await both(server.gob)
  expect(await go.call('Arith.Add', goArgs(7, 8), goNil)).toEqual({ error: '', kind: '', reply: null })
  expect(await client.call(others.addUnread, { a: 7, b: 8 })).toBeUndefined()

  // An interface that holds something is skipped by either.
  expect(await go.call('Arith.AnyInt', goArgs(7, 8), goNil)).toEqual({ error: '', kind: '', reply: null })
  expect(await client.call(others.anyIntUnread, { a: 7, b: 8 })).toBeUndefined()

  const pair = await duel(2)
  await pair.go.start('2', 'Arith.Any', goArgs(1, 2), goNil)
  const unread = pair.client.go(others.anyUnread, { a: 1, b: 2 })
  await pair.fromGo.requests(3)
  await pair.fromOurs.requests(3)
  const answer = responseType + header(2) + nilInterface
  send(pair, answer)
  await pair.go.read(answer.length / 2)
  expect(await pair.go.progress('2')).toMatchObject({ done: false })
  expect(await unread.done).toBeUndefined()
  send(pair, replyType, header(0), reply(15))
  expect((await pair.go.wait('0')).error).not.toBe('')
  expect(await pair.calls[0]?.done).toEqual({ c: 15 })

  expect(await client.call(others.anyUnread, { a: 1, b: 2 })).toBeUndefined()
  expect(await client.call(arith.add, { a: 1, b: 2 })).toEqual({ c: 3 })
})

test('C18: a result is merged by Go into the value that was given, stale fields and all; ours is fresh for each call', async () => {
  const { go, client } = await both(server.gob)
  // The zero of a field is not sent, and what is not sent is not touched.
  expect((await go.call('Arith.Add', goArgs(7, -7), goReply(5))).reply).toEqual({ C: 5 })
  expect((await go.call('Arith.Map', goArgs(7, 8), { Kind: 'map', A: 1, B: 2 })).reply).toEqual({ 1: 2, 7: 8 })
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  expect(await client.call(arith.add, { a: 7, b: -7 })).toEqual({ c: 0 })
  expect(await client.call(arith.map, { a: 1, b: 2 })).toEqual(new Map([[1, 2]]))
  expect(await client.call(arith.map, { a: 7, b: 8 })).toEqual(new Map([[7, 8]]))
})

test('C19: the method that a response names is not compared with the request', async () => {
  const pair = await duel(1)
  send(pair, responseType, header(0, { method: 'X.Y' }), replyType, reply(15))
  expect((await pair.go.wait('0')).reply).toEqual({ C: 15 })
  expect(await pair.calls[0]?.done).toEqual({ c: 15 })
})

test('C29: replies come in any order and are matched by seq alone', async () => {
  const pair = await duel(3)
  const order: number[] = []
  const results = pair.calls.map(async ({ done }, seq) => {
    const { c } = await done
    order.push(seq)
    return c
  })
  send(pair, responseType, replyType, ...[2, 1, 0].flatMap((seq) => [header(seq), reply(seq + 10)]))
  for (const seq of [0, 1, 2]) expect((await pair.go.wait(String(seq))).reply).toEqual({ C: seq + 10 })
  expect(await Promise.all(results)).toEqual([10, 11, 12])
  expect(order).toEqual([2, 1, 0])

  for (const [url, codec] of [
    [server.gob, gob()],
    [server.json, json({ dialect: 'go' })],
  ] as const) {
    const client = await dialFor(url, codec)
    const overtaken = client.go(arith.sleepMilli, { a: 600_000, b: 0 })
    expect(await client.call(arith.mul, { a: 6, b: 7 })).toEqual({ c: 42 })
    expect([overtaken.seq, client.stats().pending]).toEqual([0, 1])
  }
})
