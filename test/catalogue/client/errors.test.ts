import { Client } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Args } from '../../../generated/arith.js'
import { ScriptedTransport, turn } from '../../runtime/scripted-transport.js'
import { arith, dialFor, others } from '../arith.js'
import { failure } from '../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../go-catalogue.js'
import { bareInteger, header, reply, replyType, responseType, undefinedType } from '../gob-bytes.js'
import { goAny, goArgs, goReply } from '../observed-go.js'
import { both, duel, end, send } from './duel.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

test('C10: a header that cannot be read ends the connection, and every pending call with it', async () => {
  const pair = await duel(2)
  // Ours looks at a header when the body behind it has come as well.
  send(pair, bareInteger, bareInteger)
  const text = 'gob: type mismatch in decoder: want struct type rpc.Response; got non-struct'
  for (const id of ['0', '1']) expect(await pair.go.wait(id)).toMatchObject({ error: text })
  expect(await pair.go.state()).toMatchObject({ shutdown: true })
  for (const call of pair.calls) {
    expect(await failure(call.done)).toMatchObject({ code: 'protocol', executed: 'maybe' })
  }
  expect(pair.client.stats().pending).toBe(0)
})

test('C12: a body that nobody waits for and that cannot be read ends Go’s connection; ours skips it by its length', async () => {
  const bad = await duel(2)
  send(bad, responseType, header(99), undefinedType)
  for (const id of ['0', '1']) {
    expect((await bad.go.wait(id)).error).toBe('reading error body: gob: bad data: undefined type <nil>')
  }
  bad.fromOurs.send(replyType, header(0), reply(15), header(1), reply(16))
  expect(await Promise.all(bad.calls.map(({ done }) => done))).toEqual([{ c: 15 }, { c: 16 }])

  const cut = await duel(2)
  send(cut, responseType, header(99), replyType, reply(15).slice(0, -2))
  end(cut)
  for (const id of ['0', '1']) {
    expect((await cut.go.wait(id)).error).toBe('reading error body: unexpected EOF')
  }
  for (const call of cut.calls) {
    expect(await failure(call.done)).toMatchObject({
      code: 'disconnected',
      message: 'the peer closed the connection in the middle of a message',
    })
  }
})

test('C13: an error reply carries its text and a body of any type, and the call waits for that body', async () => {
  const pair = await duel(2)
  const error = responseType + header(0, { error: 'out of paper' })
  send(pair, error)
  await pair.go.read(error.length / 2)
  expect(await pair.go.progress('0')).toMatchObject({ done: false })
  send(pair, bareInteger, replyType, header(1), reply(16))
  expect(await pair.go.wait('0')).toMatchObject({ error: 'out of paper', kind: 'rpc.ServerError' })
  expect(await pair.go.wait('1')).toMatchObject({ error: '', reply: { C: 16 } })
  expect(await failure(pair.calls[0]?.done)).toMatchObject({ code: 'remote', message: 'out of paper', executed: 'yes' })
  expect(await pair.calls[1]?.done).toEqual({ c: 16 })

  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec: gob() })
  const call = client.go(arith.add, { a: 7, b: 8 })
  transport.feed(Buffer.from(error, 'hex'))
  await turn()
  expect(client.stats().pending).toBe(1)
  transport.feed(Buffer.from(bareInteger, 'hex'))
  expect(await failure(call.done)).toMatchObject({ code: 'remote', message: 'out of paper' })
  await client.close()

  const live = await dialFor(server.gob, gob())
  expect(await failure(live.call(arith.err, 'out of ink'))).toMatchObject({ code: 'remote', message: 'out of ink' })
  expect(await live.call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
})

test('C14: when the body of an error reply never comes, Go’s call has its error all the same; ours is disconnected', async () => {
  const pair = await duel(2)
  send(pair, responseType, header(0, { error: 'out of paper' }))
  end(pair)
  expect(await pair.go.wait('0')).toMatchObject({ error: 'out of paper', kind: 'rpc.ServerError' })
  expect(await pair.go.wait('1')).toMatchObject({ error: 'reading error body: EOF' })
  // A header is not looked at before its body has come: what was cut may have been cut anywhere.
  for (const call of pair.calls) {
    expect(await failure(call.done)).toMatchObject({ code: 'disconnected', executed: 'maybe' })
  }
})

test('C15: a result that does not fit ends Go’s connection; with ours it fails its own call', async () => {
  const pair = await duel(2)
  send(pair, responseType, header(0), bareInteger)
  const cause = 'gob: type mismatch in decoder: want struct type main.Reply; got non-struct'
  expect(await pair.go.wait('0')).toMatchObject({ error: `reading body ${cause}` })
  expect(await pair.go.wait('1')).toMatchObject({ error: cause })
  expect(await failure(pair.calls[0]?.done)).toMatchObject({ code: 'decode', executed: 'yes' })
  pair.fromOurs.send(replyType, header(1), reply(16))
  expect(await pair.calls[1]?.done).toEqual({ c: 16 })

  const { go, client } = await both(server.gob)
  expect((await go.call('Arith.String', goArgs(1, 2), goReply())).error).toMatch(/^reading body gob: type mismatch/)
  expect(await go.call('Arith.Add', goArgs(1, 2), goReply())).toMatchObject({ kind: 'ErrShutdown' })
  expect(await failure(client.call({ ...arith.string, result: arith.add.result }, { a: 1, b: 2 }))).toMatchObject({
    code: 'decode',
    executed: 'yes',
  })
  expect(await client.call(arith.add, { a: 1, b: 2 })).toEqual({ c: 3 })
})

test('C16: a header without its body and then the end: Go prefixes the text of that one call; ours all say disconnected', async () => {
  const pair = await duel(2)
  send(pair, responseType, header(0))
  end(pair)
  expect(await pair.go.wait('0')).toMatchObject({ error: 'reading body EOF' })
  expect(await pair.go.wait('1')).toMatchObject({ error: 'unexpected EOF' })
  for (const call of pair.calls) {
    expect(await failure(call.done)).toMatchObject({ code: 'disconnected', executed: 'maybe' })
  }

  // Go's server, when it cannot encode a reply, has sent the header by then (issue 7689), and maybe types.
  for (const [method, reply, unencodable] of [
    ['Arith.BadReply', goReply(), arith.badReply],
    ['Arith.AnyUnreg', goAny, others.anyUnreg],
  ] as const) {
    const { go, client } = await both(server.gob)
    expect((await go.call(method, goArgs(1, 2), reply)).error).toMatch(/^reading body (unexpected )?EOF$/)
    expect(await failure(client.call<Args, unknown>(unencodable, { a: 1, b: 2 }))).toMatchObject({
      code: 'disconnected',
      executed: 'maybe',
    })
  }
})
