import { type Client, type RpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial } from '@rpcgen/runtime/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wires } from '../../interop/wires.js'
import { ScriptedTransport, turn } from '../../runtime/scripted-transport.js'
import { type GoDesk, startGoDesk } from './desk.js'
import { all, Desk, deskHandlers, Gates } from './desk-service.js'
import { eventually } from './eventually.js'
import { startGoCaller } from './go-caller.js'
import { hosts } from './hosts.js'
import { lookInsideGo } from './inside.js'
import { startOurDesk } from './our-desk.js'
import { type RawPeer, startRawPeer } from './raw-peer.js'
import { type Reply, repliesIn } from './replies.js'
import { args, argsType, emptyBody, emptyType, header, intBody, requestType, stringBody } from './requests.js'

function untilReplies(raw: RawPeer, count: number): Promise<Reply[]> {
  return raw.until(`${count} replies`, (bytes) => {
    const replies = repliesIn(bytes)
    return replies.length === count ? replies : undefined
  })
}

/** The definition of Response, from behind its id: three fields, and in ours two more, which a Go client skips. */
const responseDefinitions: Readonly<Record<string, string>> = {
  "Go's server": definition('03', ''),
  'our server': definition('05', '0104436f6465010c00 010744657461696c73010a00'),
}

function definition(count: string, more: string): string {
  const name = '030101 08526573706f6e7365 01<A>00'
  const fields = '010d536572766963654d6574686f64010c00 0103536571010600 01054572726f72010c00'
  return `A: ${`${name} 01${count} ${fields} ${more} 0000`.replaceAll(' ', '')}`
}

describe.each(hosts)('$whose', ({ whose, start }) => {
  let desk: Awaited<ReturnType<typeof start>>
  let raw: RawPeer
  beforeAll(async () => {
    desk = await start()
  })
  afterAll(() => desk.stop())

  test('S7: replies with an error and an empty struct, whose type it defines the first time', async () => {
    raw = await startRawPeer(desk.urls.gob)
    raw.send(requestType + header('Desk.Nope', 1) + intBody(5))
    await untilReplies(raw, 1)
    raw.send(header('Desk.Fail', 2) + stringBody('no'))
    const [first, second] = await untilReplies(raw, 2)
    expect(first).toEqual({
      method: 'Desk.Nope',
      seq: 1n,
      error: "rpc: can't find method Desk.Nope",
      before: [responseDefinitions[whose], 'B: 030102<B>000000'],
      body: 'B 00',
    })
    expect(second).toEqual({ method: 'Desk.Fail', seq: 2n, error: 'no', before: [], body: 'B 00' })
    raw.close()
  })

  test.each(wires)("S11: gives the text of a method's error and not its reply, over $wire", async ({ wire, codec }) => {
    const caller = await startGoCaller(wire, desk.urls[wire])
    const client = await dial(desk.urls[wire], { codec })
    for (const text of ['divide by zero', ' two\nlines ', 'żółw 🐢']) {
      const want = { error: text, kind: 'server', reply: null }
      expect(await caller.call('Desk.Fail', 'string', text, 'int')).toMatchObject(want)
      await expect(client.call(Desk.fail, text)).rejects.toMatchObject({ code: 'remote', message: text })
    }
    await caller.stop()
    await client.close()
  })

  test('S12: has a body for a reply that nobody touched, and a fresh one for each call', async () => {
    raw = await startRawPeer(desk.urls.gob)
    raw.send(requestType)
    const sent = ['Desk.List', 'Desk.Table', 'Desk.Pair', 'Desk.List', 'Desk.Table', 'Desk.Pair']
    for (const [index, name] of sent.entries()) {
      raw.send(header(name, index) + (index === 0 ? emptyType : '') + emptyBody)
      await untilReplies(raw, index + 1)
    }
    const replies = await untilReplies(raw, sent.length)
    // No items, no entries, no fields: each is there all the same, and the second time as the first.
    expect(replies.map(({ error, body }) => [error, body])).toEqual([
      ['', 'B 0000'],
      ['', 'C 0000'],
      ['', 'D 00'],
      ['', 'B 0000'],
      ['', 'C 0000'],
      ['', 'D 00'],
    ])
    raw.close()
  })

  test.each(wires)(
    'S12: so that either client gets an empty list, an empty map and zeros, over $wire',
    async ({ wire, codec }) => {
      const caller = await startGoCaller(wire, desk.urls[wire])
      const client = await dial(desk.urls[wire], { codec })
      // Go's decoder leaves a slice nil when gob sends no items, and its json prints that as null.
      const none = wire === 'gob' ? null : []
      for (const _ of ['once', 'again']) {
        expect((await caller.call('Desk.List', 'struct{}', {}, '[]int')).reply).toEqual(none)
        expect((await caller.call('Desk.Table', 'struct{}', {}, 'map[string]int')).reply).toEqual({})
        expect((await caller.call('Desk.Pair', 'struct{}', {}, 'Args')).reply).toEqual({ A: 0, B: 0 })
        expect(await client.call(Desk.list, undefined)).toEqual([])
        expect(await client.call(Desk.table, undefined)).toEqual({})
        expect(await client.call(Desk.pair, undefined)).toEqual({ a: 0, b: 0 })
      }
      await caller.stop()
      await client.close()
    },
  )
})

describe('an error with an empty text', () => {
  let go: GoDesk
  beforeAll(async () => {
    go = await startGoDesk()
  })
  afterAll(() => go.stop())

  test('S11: is a success to a Go server, which sends the reply', async () => {
    const caller = await startGoCaller('gob', go.urls.gob)
    const client = await dial(go.urls.gob, { codec: gob() })
    expect(await caller.call('Desk.Fail', 'string', '', 'int')).toMatchObject({ error: '', reply: 41 })
    expect(await client.call(Desk.fail, '')).toBe(41)
    await caller.stop()
    await client.close()
  })

  test('S11: fails the call on our server, in words of our own', async () => {
    const desk = await startOurDesk()
    const caller = await startGoCaller('gob', desk.urls.gob)
    const client = await dial(desk.urls.gob, { codec: gob() })
    expect(await caller.call('Desk.Fail', 'string', '', 'int')).toMatchObject({
      error: 'unspecified error',
      kind: 'server',
    })
    await expect(client.call(Desk.fail, '')).rejects.toMatchObject({ code: 'remote', message: 'unspecified error' })
    await caller.stop()
    await client.close()
    await desk.stop()
  })
})

describe('a reply that cannot be encoded', () => {
  test.each([
    {
      name: 'Desk.Unsendable',
      method: Desk.unsendable,
      how: 'whose type needs no definition',
      error: 'reading body EOF',
    },
    {
      name: 'Desk.Unregistered',
      method: Desk.unregistered,
      how: 'whose type is defined by then',
      error: 'reading body unexpected EOF',
    },
  ])(
    'S13: $how leaves a Go server with a header without a body, so it closes the connection',
    async ({ name, method, error }) => {
      const go = await startGoDesk()
      const caller = await startGoCaller('gob', go.urls.gob)
      expect(await caller.call(name, 'struct{}', {}, 'Args')).toMatchObject({ error, kind: 'connection' })
      expect(go.log().join('')).toContain('rpc: gob error encoding body: gob: type ')
      const client = await dial(go.urls.gob, { codec: gob() })
      await expect(client.call<void, unknown>(method, undefined)).rejects.toMatchObject({
        code: 'disconnected',
        executed: 'maybe',
      })
      await caller.stop()
      await client.close()
      await go.stop()
    },
  )

  test.each(wires)('S13: becomes an error reply of our server, which goes on, over $wire', async ({ wire, codec }) => {
    const told: unknown[] = []
    const desk = await startOurDesk({ onError: (error, method) => told.push([method, (error as RpcError).path]) })
    const caller = await startGoCaller(wire, desk.urls[wire])
    const client: Client = await dial(desk.urls[wire], { codec })
    const want = { error: 'internal error', kind: 'server' }
    expect(await caller.call('Desk.Unsendable', 'struct{}', {}, 'Args')).toMatchObject(want)
    expect(await caller.call('Desk.Unregistered', 'struct{}', {}, '[]int')).toMatchObject(want)
    expect(told).toEqual([
      ['Desk.Unsendable', 'result.a'],
      ['Desk.Unregistered', 'result[1]'],
    ])
    await expect(client.call(Desk.unsendable, undefined)).rejects.toMatchObject({ message: 'internal error' })
    // The definitions that were taken back with the reply come with the next of that type.
    expect(await caller.call('Desk.List', 'struct{}', {}, '[]int')).toMatchObject({ error: '' })
    expect(await caller.call('Desk.Pair', 'struct{}', {}, 'Args')).toMatchObject({ error: '', reply: { A: 0, B: 0 } })
    await caller.stop()
    await client.close()
    await desk.stop()
  })
})

describe('a reply that cannot be written', () => {
  test('S14: is nothing to a Go server: it reads on, runs what is asked of it, and leaves the connection open', async () => {
    expect((await lookInsideGo()).deaf).toEqual({ ran: 3, closed: 0 })
  })

  test('S14: ends the connection of our server, which asks no more handlers for replies that nobody gets', async () => {
    let added = 0
    const add = (): number => ++added
    const server = new Server()
    server.register(all(Desk), { ...deskHandlers(new Gates()), add })
    const transport = new ScriptedTransport()
    transport.full = true
    const served = server.serve(transport, { codec: gob() })
    transport.feed(Buffer.from(requestType + header('Desk.Add', 1) + argsType + args(1, 2), 'hex'))
    await eventually('the reply', () => transport.writes[0])
    const refused = new Error('write refused')
    transport.breakWrite(refused)
    await served
    expect(transport.closed).toMatchObject({ code: 'disconnected', cause: refused })
    transport.feed(Buffer.from(header('Desk.Add', 2) + args(1, 2), 'hex'))
    await turn()
    expect(added).toBe(1)
  })
})
