import { Client } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRecordingProxy } from '../../interop/recording-proxy.js'
import { withTypeIdsFrom } from '../../interop/type-ids.js'
import { ScriptedTransport, turn } from '../../runtime/scripted-transport.js'
import { arith, dialFor } from '../arith.js'
import { failure } from '../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../go-catalogue.js'
import { gobValues, header, reply, replyType, responseType } from '../gob-bytes.js'
import { goArgs, goNil, goReply, observeGo } from '../observed-go.js'
import { rawServer } from '../raw-server.js'
import { both } from './duel.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

const goJson = json({ dialect: 'go' })

test('C1: a new client moves no bytes, and its types are sent once for the life of the connection', async () => {
  const requests: string[][] = []
  for (const makeCalls of [
    async (url: string, take: () => string) => {
      const client = await dialFor(url, gob())
      const taken: string[] = []
      for (const c of [15, 15]) {
        expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c })
        taken.push(take())
      }
      return taken
    },
    async (url: string, take: () => string) => {
      const go = await observeGo('gob', url)
      const taken: string[] = []
      for (const C of [15, 15]) {
        expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ error: '', reply: { C } })
        taken.push(take())
      }
      return taken
    },
  ]) {
    const proxy = await startRecordingProxy(server.gob)
    requests.push(await makeCalls(proxy.url, () => proxy.take()))
  }
  // A preamble would stand in front of the first request; a second encoder would repeat the types in the second.
  const [ours, theirs] = requests.map((each) => withTypeIdsFrom(65, each.join('')))
  expect(ours).toBe(theirs)
  for (const [first, second] of requests) {
    expect(first).toHaveLength(2 * 102)
    expect(second).toHaveLength(2 * 25)
  }
})

test('C2: requests leave in the order of their seqs', async () => {
  const count = 200
  const inOrder = Array.from({ length: count }, (_, seq) => seq)
  const raw = await rawServer()
  const seqs = (text: Buffer): number[] => [...text.toString().matchAll(/"id":(\d+)\}\n/g)].map(([, id]) => Number(id))

  const go = await observeGo('json', raw.url)
  const fromGo = await raw.accept()
  await go.crowd(count, 'Arith.Add', goArgs(1, 2), goReply())
  await fromGo.lines(count)
  expect(seqs(fromGo.received())).toEqual(inOrder)

  const client = await dialFor(raw.url, goJson)
  const fromOurs = await raw.accept()
  const starts = inOrder.map((n) => Promise.resolve().then(() => client.go(arith.add, { a: n, b: 0 }).seq))
  expect(await Promise.all(starts)).toEqual(inOrder)
  await fromOurs.lines(count)
  expect(seqs(fromOurs.received())).toEqual(inOrder)
})

test('C3: seqs start at 0, and a zero seq, an empty method and an empty error are absent from a header', async () => {
  const raw = await rawServer()
  const go = await observeGo('gob', raw.url)
  const fromGo = await raw.accept()
  await go.start('0', 'Arith.Add', goArgs(7, 8), goReply())
  for (let seq = 1; seq <= 8; seq++) await go.start(String(seq), '', goArgs(7, 8), goReply())
  await fromGo.requests(9)
  const withoutTypeId = (value: Buffer | undefined): string | undefined => value?.toString('hex').slice('ff82'.length)
  const headersOf = (received: Buffer): (string | undefined)[] =>
    [0, 16].map((at) => withoutTypeId(gobValues(received)[at]))
  const first = '010941726974682e41646400'
  expect(headersOf(fromGo.received())).toEqual([first, '020800'])

  // A method of ours has a name always, so an empty one is only ever read.
  const client = await dialFor(raw.url, gob())
  const fromOurs = await raw.accept()
  const calls = Array.from({ length: 9 }, () => client.go(arith.add, { a: 7, b: 8 }))
  await fromOurs.requests(9)
  expect(headersOf(fromOurs.received())).toEqual([first, '010941726974682e416464010800'])
  for (const peer of [fromGo, fromOurs]) {
    peer.send(responseType, header(8, { method: '' }), replyType, reply(8), header(0, { method: '' }), reply(1))
  }
  expect(header(8, { method: '' })).toBe('05ff82020800')
  expect([await calls[8]?.done, await calls[0]?.done]).toEqual([{ c: 8 }, { c: 1 }])
  expect([(await go.wait('8')).reply, (await go.wait('0')).reply]).toEqual([{ C: 8 }, { C: 1 }])

  // So an error without a text is no error by the time it arrives.
  const live = await both(server.gob)
  expect(await live.go.call('Arith.EmptyErr', goArgs(7, 8), goReply())).toMatchObject({ error: '', reply: { C: 7 } })
  expect(await live.client.call(arith.emptyErr, { a: 7, b: 8 })).toEqual({ c: 7 })
})

test('C4: Go writes once for each request of up to 4096 bytes; ours writes once for each turn of the event loop', async () => {
  const go = await observeGo('gob', server.gob)
  for (const id of ['1', '2', '3']) await go.start(id, 'Arith.Add', goArgs(7, 8), goReply())
  expect(await go.writes()).toEqual([102, 25, 25])
  const long = (size: number) => ({ Kind: 'string', Text: '7'.repeat(size) }) as const
  await go.call('Arith.Scan', long(10_000), goReply())
  const [first, rest] = await go.writes()
  expect(first).toBe(4096)
  expect(rest).toBeGreaterThan(10_000 - 4096)

  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec: gob() })
  for (let i = 0; i < 3; i++) client.go(arith.add, { a: 7, b: 8 })
  await turn()
  expect(transport.writes.map(({ length }) => length)).toEqual([102 + 25 + 25])
  client.go(arith.scan, '7'.repeat(10_000))
  await turn()
  expect(transport.writes).toHaveLength(2)
  await client.close()

  // The same bytes in one piece are nothing strange to Go.
  const live = await dialFor(server.gob, gob())
  const sums = [1, 2, 3].map((n) => live.call(arith.add, { a: n, b: n }))
  expect(await Promise.all(sums)).toEqual([{ c: 2 }, { c: 4 }, { c: 6 }])
  // Nor are the pieces in which Go writes a long reply to ours.
  expect(await live.call(arith.bytes, 10_000)).toEqual(new Uint8Array(10_000))
})

test('C5: a call after the end takes no seq and writes no byte; Go says ErrShutdown, ours who ended it', async () => {
  const raw = await rawServer()
  for (const endedBy of ['caller', 'peer'] as const) {
    const go = await observeGo('gob', raw.url)
    const fromGo = await raw.accept()
    const client = await dialFor(raw.url, gob())
    const fromOurs = await raw.accept()
    const lastOfGo = go.call('Arith.Add', goArgs(7, 8), goReply())
    const lastOfOurs = failure(client.call(arith.add, { a: 7, b: 8 }))
    await fromGo.requests(1)
    await fromOurs.requests(1)
    const before = [fromGo, fromOurs].map((peer) => peer.received().length)
    if (endedBy === 'caller') {
      await client.close()
      // Go's client takes one order at a time, and this one ends only with the reply.
      fromGo.send(responseType, header(0), replyType, reply(15))
      await lastOfGo
      await go.close()
    } else {
      fromGo.end()
      fromOurs.end()
    }
    await lastOfGo
    await lastOfOurs
    expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({
      error: 'connection is shut down',
      kind: 'ErrShutdown',
    })
    expect(await failure(client.call(arith.add, { a: 7, b: 8 }))).toMatchObject({
      code: endedBy === 'caller' ? 'closed' : 'disconnected',
      executed: 'no',
      seq: undefined,
    })
    await go.close()
    await fromGo.ended()
    await fromOurs.ended()
    expect([fromGo, fromOurs].map((peer) => peer.received().length)).toEqual(before)
  }
})

test('C6: Go blocks inside Go while the peer does not read, until Close; ours returns at once and queues', async () => {
  const raw = await rawServer({ paused: true })
  const go = await observeGo('gob', raw.url)
  await go.startBlocked('1', 'Arith.Bytes', { Kind: 'bytes', A: 64 * 1024 * 1024 }, goNil)
  expect(await go.progress('1')).toEqual({ returned: false, done: false })
  await go.close()
  expect((await go.wait('1')).error).toContain('use of closed network connection')
  expect(await go.progress('1')).toEqual({ returned: true, done: true })

  const client = await dialFor(raw.url, gob())
  const calls = Array.from({ length: 8 }, () => client.go(arith.scan, '7'.repeat(3_000_000)))
  expect(client.stats().pending).toBe(8)
  expect(calls.map(({ seq }) => seq).slice(-4)).toEqual([undefined, undefined, undefined, undefined])
  await client.close()
  const errors = await Promise.all(calls.map(({ done }) => failure(done)))
  expect(errors.map(({ code }) => code)).toEqual(calls.map(() => 'closed'))
  expect(errors[0]?.executed).toBe('maybe')
  expect(errors[7]?.executed).toBe('no')
  expect(client.stats().pending).toBe(0)
})

test('C7: an error of the codec while it writes a request fails that call alone and leaves no entry', async () => {
  const go = await observeGo('json', server.json)
  expect((await go.call('Arith.Add', { Kind: 'chan' }, goReply())).error).toBe('json: unsupported type: chan int')
  expect(await go.state()).toMatchObject({ pending: 0, shutdown: false })
  expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ error: '', reply: { C: 15 } })

  for (const [url, codec] of [
    [server.gob, gob()],
    [server.json, goJson],
  ] as const) {
    const client = await dialFor(url, codec)
    expect(await failure(client.call(arith.add, { a: 7, b: 0.5 }))).toMatchObject({
      code: 'encode',
      executed: 'no',
      path: 'params.b',
    })
    expect(client.stats().pending).toBe(0)
    expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  }
})

test('C8: a body that cannot be encoded fails its own call, where Go’s poisons the stream', async () => {
  const go = await observeGo('gob', server.gob)
  expect((await go.call('Arith.Add', goNil, goReply())).error).toContain('cannot encode nil')
  expect(await go.writes()).toEqual([])
  expect((await go.call('Arith.Add', goArgs(7, 8), goReply())).error).toBe('unexpected EOF')
  expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ kind: 'ErrShutdown' })

  const proxy = await startRecordingProxy(server.gob)
  const client = await dialFor(proxy.url, gob())
  for (let i = 0; i < 2; i++) {
    expect(await failure(client.call(arith.add, null as never))).toMatchObject({ code: 'encode', executed: 'no' })
  }
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  // The types go out with the first call that is sent, whole: 102 bytes and two for its seq, which is not 0.
  expect(proxy.take()).toHaveLength(2 * (102 + 2))
  expect(await client.call(arith.add, { a: 1, b: 2 })).toEqual({ c: 3 })
})

test('C9: in JSON such a body puts nothing on the wire and its id is skipped; Go’s codec keeps the name of the method', async () => {
  const proxy = await startRecordingProxy(server.json)
  const second = '{"method":"Arith.Add","params":[{"A":7,"B":8}],"id":1}\n'
  const sent = (): string => Buffer.from(proxy.take(), 'hex').toString()

  const go = await observeGo('json', proxy.url)
  await go.call('Arith.Add', { Kind: 'chan' }, goReply())
  expect(await go.state()).toEqual({ pending: 0, shutdown: false, codecPending: 1 })
  expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ error: '', reply: { C: 15 } })
  expect(sent()).toBe(second)

  const client = await dialFor(proxy.url, goJson)
  const failed = client.go(arith.add, { a: 7, b: 0.5 })
  expect(await failure(failed.done)).toMatchObject({ code: 'encode', seq: undefined })
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  expect(sent()).toBe(second)
  expect(client.stats().pending).toBe(0)
})
