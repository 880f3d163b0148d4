import { Client, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { dial, listen } from '@rpcgen/runtime/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wires } from '../../interop/wires.js'
import { startGoDesk } from './desk.js'
import { all, Desk, deskHandlers, Gates } from './desk-service.js'
import { startGoCaller } from './go-caller.js'
import { hosts } from './hosts.js'
import { type Inside, lookInsideGo } from './inside.js'
import { startOurDesk } from './our-desk.js'
import { startRawPeer } from './raw-peer.js'
import { repliesIn } from './replies.js'
import {
  args,
  argsType,
  header,
  intBody,
  overflowingHeader,
  requestType,
  stringBody,
  undefinedBody,
} from './requests.js'

/** A whole request whose header is an int. */
const noHeader = '03040006 03040006'

describe.each(hosts)('$whose', ({ start }) => {
  let desk: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    desk = await start()
  })
  afterAll(() => desk.stop())

  test.each([
    { what: 'an end without a request', wire: 'gob', bytes: '' },
    { what: 'an end within a header', wire: 'gob', bytes: requestType + header('Desk.Add', 1).slice(0, 8) },
    { what: 'an end without a request', wire: 'json', bytes: '' },
    { what: 'an end within a header', wire: 'json', bytes: Buffer.from('{"method":"Desk.A').toString('hex') },
  ] as const)('S5: answers $what with its own end and not a byte, over $wire', async ({ wire, bytes }) => {
    const raw = await startRawPeer(desk.urls[wire])
    raw.send(bytes)
    raw.end()
    expect(await raw.ended()).toHaveLength(0)
    raw.close()
  })

  test.each([
    { what: 'an int', wire: 'gob', bytes: noHeader },
    { what: 'no JSON', wire: 'json', bytes: Buffer.from('garbage\n').toString('hex') },
  ] as const)('S5: takes $what for a header as the end, without a reply, over $wire', async ({ wire, bytes }) => {
    const raw = await startRawPeer(desk.urls[wire])
    raw.send(bytes)
    expect(await raw.ended()).toHaveLength(0)
    raw.close()
    const other = await startGoCaller(wire, desk.urls[wire])
    expect(await other.call('Desk.Add', 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ error: '', reply: 3 })
    await other.stop()
  })

  test('S5: sends the replies that are due before such an end', async () => {
    const raw = await startRawPeer(desk.urls.gob)
    raw.send(requestType + header('Desk.Wait', 1) + stringBody('due') + noHeader)
    await desk.began('due')
    const client = await dial(desk.urls.gob, { codec: gob() })
    expect(raw.over()).toBe(false)
    await client.call(Desk.release, 'due')
    expect(repliesIn(await raw.ended())).toMatchObject([{ method: 'Desk.Wait', seq: 1n, error: '' }])
    raw.close()
    await client.close()
  })

  test.each(wires)(
    "S16: at the end of its input waits for what runs, replies, and then closes, to Go's client over $wire",
    async ({ wire, codec }) => {
      const caller = await startGoCaller(wire, desk.urls[wire])
      const names = ['one', 'two'].map((name) => `half ${wire} ${name}`)
      const calls = names.map((name) => caller.call('Desk.Wait', 'string', name, 'string'))
      for (const name of names) await desk.began(name)
      await caller.closeWrite()
      const client = await dial(desk.urls[wire], { codec })
      for (const name of names) await client.call(Desk.release, name)
      expect((await Promise.all(calls)).map(({ error, reply }) => [error, reply])).toEqual(
        names.map((name) => ['', name]),
      )
      await caller.stop()
      await client.close()
    },
  )

  test('S16: and closes no sooner, with nothing behind the last reply', async () => {
    const raw = await startRawPeer(desk.urls.gob)
    raw.send(
      requestType + header('Desk.Wait', 1) + stringBody('half raw') + header('Desk.Add', 2) + argsType + args(1, 2),
    )
    raw.end()
    await desk.began('half raw')
    await raw.until('the sum', (bytes) => (repliesIn(bytes).length === 1 ? true : undefined))
    expect(raw.over()).toBe(false)
    const client = await dial(desk.urls.gob, { codec: gob() })
    await client.call(Desk.release, 'half raw')
    expect(repliesIn(await raw.ended()).map(({ seq, error }) => [seq, error])).toEqual([
      [2n, ''],
      [1n, ''],
    ])
    raw.close()
    await client.close()
  })
})

describe('a request whose body is cut off by the end', () => {
  const cuts = [
    { what: 'missing', body: '', error: 'EOF' },
    { what: 'half there', body: argsType + args(1, 2).slice(0, 6), error: 'unexpected EOF' },
  ]

  test.each(cuts)('S10: and is $what gets an error reply from a Go server', async ({ body, error }) => {
    const go = await startGoDesk()
    const raw = await startRawPeer(go.urls.gob)
    raw.send(requestType + header('Desk.Add', 1) + body)
    raw.end()
    expect(repliesIn(await raw.ended())).toMatchObject([{ method: 'Desk.Add', seq: 1n, error }])
    raw.close()
    await go.stop()
  })

  test.each(cuts)(
    'S10: and is $what is no request to ours, which knows of one when all of it has come: it closes',
    async ({ body }) => {
      const desk = await startOurDesk()
      const raw = await startRawPeer(desk.urls.gob)
      raw.send(requestType + header('Desk.Add', 1) + body)
      raw.end()
      expect(await raw.ended()).toHaveLength(0)
      raw.close()
      await desk.stop()
    },
  )
})

describe('a handler that panics', () => {
  test('S15: ends the process of a Go server, and every call in it', async () => {
    const go = await startGoDesk()
    const caller = await startGoCaller('gob', go.urls.gob)
    const waiting = caller.call('Desk.Wait', 'string', 'for ever', 'string')
    await go.began('for ever')
    const client = await dial(go.urls.gob, { codec: gob() })
    await expect(client.call(Desk.panic, undefined)).rejects.toMatchObject({ code: 'disconnected', executed: 'maybe' })
    expect(await go.exited).toBe(2)
    expect(go.complaint()).toContain('panic: on purpose')
    expect(await waiting).toMatchObject({ kind: 'connection' })
    await caller.stop()
    await client.close()
  })

  test.each(wires)('S15: fails its own call on our server and no other, over $wire', async ({ wire, codec }) => {
    const told: unknown[] = []
    const desk = await startOurDesk({ onError: (error) => told.push(error) })
    const caller = await startGoCaller(wire, desk.urls[wire])
    const client = await dial(desk.urls[wire], { codec })
    const waiting = caller.call('Desk.Wait', 'string', 'a while', 'string')
    await desk.began('a while')
    expect(await caller.call('Desk.Panic', 'struct{}', {}, 'struct{}')).toMatchObject({
      error: 'internal error',
      kind: 'server',
    })
    await expect(client.call(Desk.panic, undefined)).rejects.toMatchObject({ message: 'internal error' })
    expect(told).toMatchObject([{ message: 'on purpose' }, { message: 'on purpose' }])
    await client.call(Desk.release, 'a while')
    expect(await waiting).toMatchObject({ error: '', reply: 'a while' })
    await caller.stop()
    await client.close()
    await desk.stop()
  })
})

/** What ends a Go server of version 1.19, and what it says then. */
const hostile = [
  {
    what: 'a header whose field number overflows (golang/go#55337)',
    bytes: requestType + overflowingHeader,
    says: 'index out of range [-9223372036854775808]',
  },
  {
    what: 'the second body of a type that nothing defines, to a name that is not served',
    bytes: requestType + header('X', 1) + undefinedBody + header('X', 2) + undefinedBody,
    says: 'invalid memory address or nil pointer dereference',
  },
]

describe('a client that means harm', () => {
  test.each(hostile)('S15: ends the process of a Go server by $what', async ({ bytes, says }) => {
    const go = await startGoDesk()
    const raw = await startRawPeer(go.urls.gob)
    raw.send(bytes)
    expect(await go.exited).toBe(2)
    expect(go.complaint()).toContain(says)
    raw.close()
  })

  test.each(hostile)('S15: does not harm our server by $what', async ({ bytes }) => {
    const desk = await startOurDesk()
    const other = await startGoCaller('gob', desk.urls.gob)
    const waiting = other.call('Desk.Wait', 'string', 'all along', 'string')
    await desk.began('all along')
    const raw = await startRawPeer(desk.urls.gob)
    raw.send(bytes)
    // A body for the header that has none so far, and one request more: by then whatever is wrong has been met.
    raw.send(intBody(5) + header('X', 3) + intBody(5))
    await raw.until('the end, or three replies', (received) =>
      raw.over() || repliesIn(received).length === 3 ? true : undefined,
    )
    const releasing = await dial(desk.urls.gob, { codec: gob() })
    await releasing.call(Desk.release, 'all along')
    expect(await waiting).toMatchObject({ error: '', reply: 'all along' })
    raw.close()
    await other.stop()
    await releasing.close()
    await desk.stop()
  })

  test('S15: is cut off by our server when its header makes no sense', async () => {
    const desk = await startOurDesk()
    const raw = await startRawPeer(desk.urls.gob)
    raw.send(requestType + overflowingHeader + intBody(5))
    expect(await raw.ended()).toHaveLength(0)
    raw.close()
    await desk.stop()
  })
})

describe('serving', () => {
  let go: Inside
  beforeAll(async () => {
    go = await lookInsideGo()
  })

  test('S17: one request at a time is ServeRequest, which leaves the codec open; ours serves all that come until the connection is over', async () => {
    expect(go.once).toEqual({ sums: [2, 3], unserved: true, closed: 0 })

    const server = new Server()
    server.register(all(Desk), deskHandlers(new Gates()))
    const [here, there] = memoryPair()
    let over = false
    const served = server.serve(there, { codec: gob() }).then(() => {
      over = true
    })
    const client = new Client(here, { codec: gob() })
    expect(await client.call(Desk.add, { a: 1, b: 1 })).toBe(2)
    expect(await client.call(Desk.add, { a: 2, b: 1 })).toBe(3)
    expect(over).toBe(false)
    await client.close()
    await served
  })

  test('S17: is over for Accept, with a line in the log, when the listener is closed; ours says nothing, and either serves what is open', async () => {
    expect(go.accept.sums).toEqual([3, 7])
    expect(go.accept.log).toMatch(/^rpc\.Serve: accept:accept tcp .*: use of closed network connection\n$/)

    const told: unknown[] = []
    const server = new Server({ onError: (error) => told.push(error) })
    server.register(all(Desk), deskHandlers(new Gates()))
    const listener = await listen(server, 'tcp://127.0.0.1:0', { codec: gob() })
    const caller = await startGoCaller('gob', listener.address)
    expect(await caller.call('Desk.Add', 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ error: '', reply: 3 })
    await listener.close()
    await expect(dial(listener.address, { codec: gob() })).rejects.toMatchObject({ code: 'connect' })
    expect(await caller.call('Desk.Add', 'Args', { A: 3, B: 4 }, 'int')).toMatchObject({ error: '', reply: 7 })
    expect(told).toEqual([])
    await caller.stop()
    await server.close()
  })
})
