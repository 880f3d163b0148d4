import { once } from 'node:events'
import { connect } from 'node:net'
import { Client } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { socketTransport } from '../../../runtime/transport/socket.js'
import { turn } from '../../runtime/scripted-transport.js'
import { arith } from '../arith.js'
import { failure } from '../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../go-catalogue.js'
import { bareInteger, header, reply, replyType, responseType } from '../gob-bytes.js'
import { goArgs, goReply } from '../observed-go.js'
import { both, duel, end, send } from './duel.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

test('C20: one end for all: each pending call gets the same error, which for the peer’s end is no ErrShutdown', async () => {
  const pair = await duel(3)
  end(pair)
  for (const id of ['0', '1', '2']) expect(await pair.go.wait(id)).toMatchObject({ error: 'unexpected EOF' })
  expect(await pair.go.sameError('0')).toBe(true)
  // Ours names method and seq in each error, and all have the one end as their cause.
  const errors = await Promise.all(pair.calls.map(({ done }) => failure(done)))
  expect(errors.map(({ code, seq, method }) => ({ code, seq, method }))).toEqual(
    [0, 1, 2].map((seq) => ({ code: 'disconnected', seq, method: 'Arith.Add' })),
  )
  expect(new Set(errors.map(({ cause }) => cause)).size).toBe(1)
  expect(errors[0]?.cause).toMatchObject({ code: 'disconnected' })
})

test('C21: a call in flight when the caller closes: Go tells of a closed network connection, ours says closed', async () => {
  const pair = await duel(1)
  expect(await pair.go.close()).toEqual({ error: '', kind: '' })
  expect((await pair.go.wait('0')).error).toMatch(/^read tcp .*: use of closed network connection$/)
  await pair.client.close()
  expect(await failure(pair.calls[0]?.done)).toMatchObject({
    code: 'closed',
    message: 'the client was closed',
    executed: 'maybe',
  })
})

test('C22: Go keeps the entries of abandoned calls, even after Close; ours keeps none', async () => {
  const { go, client } = await both(server.gob)
  await go.crowd(1000, 'Arith.SleepMilli', goArgs(600_000, 0), goReply())
  expect((await go.state()).pending).toBe(1000)
  await go.close()
  expect(await go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ kind: 'ErrShutdown' })
  expect((await go.state()).pending).toBe(1000)

  const calls = Array.from({ length: 1000 }, () => client.go(arith.sleepMilli, { a: 600_000, b: 0 }))
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  expect(client.stats().pending).toBe(1000)
  for (const call of calls.slice(500)) call.cancel()
  expect(client.stats().pending).toBe(500)
  await client.close()
  expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
  expect(new Set(await Promise.all(calls.map(async ({ done }) => (await failure(done)).code)))).toEqual(
    new Set(['closed', 'canceled']),
  )
})

test('C23: after an error of the protocol Go leaves the socket open until Close; ours closes it at once', async () => {
  const pair = await duel(1)
  send(pair, bareInteger, bareInteger)
  expect((await pair.go.wait('0')).error).toContain('type mismatch')
  expect(await failure(pair.calls[0]?.done)).toMatchObject({ code: 'protocol' })
  await pair.fromOurs.ended()
  expect(pair.fromGo.isEnded()).toBe(false)
  // The codec's result; it has nothing to complain of.
  expect(await pair.go.close()).toEqual({ error: '', kind: '' })
  await pair.fromGo.ended()
})

test('C27: Close twice is ErrShutdown in Go; close() of ours does nothing the second time. Neither waits for the peer', async () => {
  const pair = await duel(1)
  expect(await pair.go.close()).toEqual({ error: '', kind: '' })
  expect(await pair.go.close()).toMatchObject({ kind: 'ErrShutdown' })
  await pair.client.close()
  await pair.client.close()
  await failure(pair.calls[0]?.done)
  await pair.fromGo.ended()
  await pair.fromOurs.ended()
})

test('C28: after half a close a pending call still gets its reply, and then the connection is over', async () => {
  const pair = await duel(1)
  await pair.go.closeWrite()
  await pair.fromGo.ended()
  pair.fromGo.send(responseType, header(0), replyType, reply(15))
  pair.fromGo.end()
  expect((await pair.go.wait('0')).reply).toEqual({ C: 15 })
  while (!(await pair.go.state()).shutdown) await pair.go.progress('0')
  expect(await pair.go.call('Arith.Add', goArgs(7, 8), goReply())).toMatchObject({ kind: 'ErrShutdown' })

  // A live Go server takes the end of the requests for the end of the connection, but for the replies that are due.
  const { hostname, port } = new URL(server.gob)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  await once(socket, 'connect')
  const client = new Client(socketTransport(socket), { codec: gob() })
  expect(await client.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
  const sleeping = client.go(arith.sleepMilli, { a: 50, b: 0 })
  for (const before = socket.bytesWritten; socket.bytesWritten === before; ) await turn()
  socket.end()
  expect(await sleeping.done).toEqual({ c: 0 })
  await once(socket, 'close')
  expect(await failure(client.call(arith.add, { a: 7, b: 8 }))).toMatchObject({ code: 'disconnected', executed: 'no' })
  await client.close()
})
