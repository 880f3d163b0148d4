import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { dial } from '@rpcgen/runtime/node'
import { method, service } from '@rpcgen/runtime/stub'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wires } from '../../interop/wires.js'
import { type GoDesk, startGoDesk } from './desk.js'
import { Desk, number, text } from './desk-service.js'
import { eventually } from './eventually.js'
import { startGoCaller } from './go-caller.js'
import { hosts } from './hosts.js'
import { type OurDesk, startOurDesk } from './our-desk.js'
import { startRawPeer } from './raw-peer.js'
import { repliesIn } from './replies.js'
import { args, argsType, header, intBody, requestType, stringBody, undefinedBody } from './requests.js'

let go: GoDesk
let ours: OurDesk
beforeAll(async () => {
  go = await startGoDesk()
  ours = await startOurDesk()
})
afterAll(async () => {
  await go.stop()
  await ours.stop()
})

/** Names that are not served, each with the answer. */
const unserved: readonly (readonly [name: string, text: string])[] = [
  ['X', 'rpc: service/method request ill-formed: X'],
  ['Foo.Nope', "rpc: can't find service Foo.Nope"],
  ['a.Desk.Add', "rpc: can't find service a.Desk.Add"],
  // What stands before the last dot of a service's name is no service.
  ['net.Nope', "rpc: can't find service net.Nope"],
  ['Desk.Nope', "rpc: can't find method Desk.Nope"],
  ['net.rpc.Desk.Nope', "rpc: can't find method net.rpc.Desk.Nope"],
  ['.', "rpc: can't find service ."],
]

describe.each(hosts)('$whose', ({ whose, start }) => {
  let desk: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    desk = await start()
  })
  afterAll(() => desk.stop())

  test.each(wires)(
    'S4: answers calls of one connection in the order in which they complete, over $wire',
    async ({ wire, codec }) => {
      const [waiting, releasing] = [await dial(desk.urls[wire], { codec }), await dial(desk.urls[wire], { codec })]
      const caller = await startGoCaller(wire, desk.urls[wire])
      const order: string[] = []
      const calls: Promise<unknown>[] = []
      for (const name of ['first', 'second', 'third']) {
        calls.push(waiting.call(Desk.wait, `${wire} ${name}`).then(() => order.push(name)))
        calls.push(
          caller.call('Desk.Wait', 'string', `Go ${wire} ${name}`, 'string').then(() => order.push(`Go ${name}`)),
        )
      }
      for (const name of ['third', 'first', 'second']) {
        for (const [prefix, seen] of [
          ['', name],
          ['Go ', `Go ${name}`],
        ]) {
          await desk.began(`${prefix}${wire} ${name}`)
          await releasing.call(Desk.release, `${prefix}${wire} ${name}`)
          await eventually(`the reply to ${seen}`, () => (order.at(-1) === seen ? true : undefined))
        }
      }
      await Promise.all(calls)
      expect(order).toEqual(['third', 'Go third', 'first', 'Go first', 'second', 'Go second'])
      await waiting.close()
      await releasing.close()
      await caller.stop()
    },
  )

  test('S6: answers a name that it does not serve with a text, reads past whatever body it has, and goes on', async () => {
    const raw = await startRawPeer(desk.urls.gob)
    // A body of a type that is not defined, once (twice ends a Go server: see S15), else one that no method takes.
    const bodyOf = (index: number): string => (index === 1 ? undefinedBody : intBody(5))
    raw.send(requestType)
    for (const [seq, [name]] of unserved.entries()) raw.send(header(name, seq + 1) + bodyOf(seq))
    raw.send(header('Desk.Add', 100) + argsType + args(2, 3))
    const replies = await raw.until('all replies', (bytes) => {
      const all = repliesIn(bytes)
      return all.length === unserved.length + 1 ? all : undefined
    })
    expect(new Map(replies.map(({ method, error }) => [method, error]))).toEqual(
      new Map([...unserved, ['Desk.Add', '']]),
    )
    expect(raw.over()).toBe(false)
    raw.close()
  })

  test.each(wires)('S6: answers either client so, over $wire', async ({ wire, codec }) => {
    const caller = await startGoCaller(wire, desk.urls[wire])
    const client = await dial(desk.urls[wire], { codec })
    for (const [name, answer] of unserved) {
      expect(await caller.call(name, 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ error: answer, kind: 'server' })
      const unknown = method(service('Desk'), 'unserved', { params: text, wire: { all: name } })
      // A name without a dot is one that our codecs do not send.
      if (!name.includes('.')) continue
      await expect(client.call(unknown, 'x')).rejects.toMatchObject({ message: answer, code: 'no_such_method' })
    }
    expect(await caller.call('Desk.Add', 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ error: '', reply: 3 })
    expect(await client.call(Desk.add, { a: 1, b: 2 })).toBe(3)
    await caller.stop()
    await client.close()
  })

  /** Go prints a type's package in one of these; ours has none. */
  const argsName = whose === "Go's server" ? 'main.Args' : 'Args'

  test.each([
    {
      params: 'Other',
      value: { C: 1 },
      error: 'gob: type mismatch: no fields matched compiling decoder for Args',
    },
    { params: 'int', value: 5, error: `gob: type mismatch in decoder: want struct type ${argsName}; got non-struct` },
    { params: 'Texts', value: { A: 'a' }, error: 'gob: wrong type (int) for received field Texts.A' },
    { params: 'struct{}', value: {}, reply: 0 },
    { params: 'Wider', value: { A: 1, B: 2, C: 3 }, reply: 3 },
  ] as const)('S8: takes params of type $params as Go does, and goes on', async ({ params, value, ...want }) => {
    const caller = await startGoCaller('gob', desk.urls.gob)
    const { error, reply } = { error: '', reply: null, ...want }
    const kind = error === '' ? '' : 'server'
    expect(await caller.call('Desk.Add', params, value, 'int')).toMatchObject({ error, kind, reply })
    expect(await caller.call('Desk.Add', 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ error: '', reply: 3 })
    await caller.stop()
  })

  test.each([
    { name: 'gob', codec: gob(), error: 'gob: type mismatch in decoder: want struct type main.Args; got non-struct' },
    {
      name: 'json',
      codec: json({ dialect: 'go' }),
      error: 'json: cannot unmarshal string into Go value of type main.Args',
    },
  ] as const)('S8: tells our client what does not fit, over $name', async ({ name, codec, error }) => {
    const client = await dial(desk.urls[name], { codec })
    const wrong = method(service('Desk'), 'add', { params: text })
    // The error of either wire names the type, Go's with its package.
    const message = error.replace('main.Args', argsName)
    await expect(client.call(wrong, 'x')).rejects.toMatchObject({ message, executed: 'yes' })
    expect(await client.call(Desk.add, { a: 1, b: 2 })).toBe(3)
    await client.close()
  })

  test('S8: takes no params for zeros: our client sends an empty struct for them', async () => {
    const client = await dial(desk.urls.gob, { codec: gob() })
    expect(await client.call(method(service('Desk'), 'add', { result: number }), undefined)).toBe(0)
    await client.close()
  })

  test('S22: echoes seq untouched, all 64 bits of it', async () => {
    const raw = await startRawPeer(desk.urls.gob)
    const sent = [2n ** 64n - 1n, 0n, 2n ** 53n + 1n]
    for (const [index, seq] of sent.entries()) {
      raw.send((index === 0 ? requestType : '') + header('Desk.Add', seq) + (index === 0 ? argsType : '') + args(2, 3))
      const reply = await raw.until('a reply', (bytes) => repliesIn(bytes)[index])
      expect(reply).toMatchObject({ method: 'Desk.Add', seq, error: '', body: '#2 000a' })
    }
    raw.close()
  })

  test('S22: takes a seq that is in flight already, and answers both', async () => {
    const raw = await startRawPeer(desk.urls.gob)
    const client = await dial(desk.urls.gob, { codec: gob() })
    raw.send(requestType + ['twin a', 'twin b'].map((name) => header('Desk.Wait', 7) + stringBody(name)).join(''))
    await desk.began('twin a')
    await desk.began('twin b')
    for (const name of ['twin b', 'twin a']) await client.call(Desk.release, name)
    const replies = await raw.until('two replies', (bytes) => {
      const all = repliesIn(bytes)
      return all.length === 2 ? all : undefined
    })
    expect(replies.map(({ seq, error }) => [seq, error])).toEqual([
      [7n, ''],
      [7n, ''],
    ])
    expect(replies.map(({ body }) => body).sort()).toEqual(
      ['twin a', 'twin b'].map((name) => `#6 ${stringBody(name).slice(4)}`),
    )
    raw.close()
    await client.close()
  })

  test('S22: reads a header without fields as an empty method and seq 0', async () => {
    const raw = await startRawPeer(desk.urls.gob)
    raw.send(requestType + header('', 0) + intBody(5))
    const [reply] = await raw.until('a reply', (bytes) => {
      const all = repliesIn(bytes)
      return all.length === 1 ? all : undefined
    })
    expect(reply).toMatchObject({ method: '', seq: 0n, error: 'rpc: service/method request ill-formed: ' })
    raw.close()
  })
})

describe('handlers at once', () => {
  test("S4: Go's server starts one for every request, however many", async () => {
    const [waiting, releasing] = [await dial(go.urls.gob, { codec: gob() }), await dial(go.urls.gob, { codec: gob() })]
    const names = Array.from({ length: 1_500 }, (_, i) => `crowd ${i}`)
    const calls = names.map((name) => waiting.call(Desk.wait, name))
    await eventually('1,500 handlers', () => (go.count('crowd') === 1_500 ? true : undefined))
    await Promise.all(names.map((name) => releasing.call(Desk.release, name)))
    expect(await Promise.all(calls)).toEqual(names)
    await waiting.close()
    await releasing.close()
  })

  test('S4: ours starts as many as its limit says, and reads on when one is done', async () => {
    const desk = await startOurDesk({ limits: { handlers: 3 } })
    const caller = await startGoCaller('gob', desk.urls.gob)
    const releasing = await dial(desk.urls.gob, { codec: gob() })
    const names = Array.from({ length: 8 }, (_, i) => `crowd ${i}`)
    const calls = names.map((name) => caller.call('Desk.Wait', 'string', name, 'string'))
    for (const [i, name] of names.entries()) {
      await desk.began(name)
      // Whatever has begun was let in by one that is done: never more than three are left.
      expect(desk.count('crowd')).toBeLessThanOrEqual(i + 3)
      if (i === 0) await eventually('three handlers', () => (desk.count('crowd') === 3 ? true : undefined))
      await releasing.call(Desk.release, name)
      expect((await calls[i])?.reply).toBe(name)
    }
    await releasing.close()
    await caller.stop()
    await desk.stop()
  })
})

describe('an interface value of a type that the server does not know', () => {
  test("S9: whose definition comes with it gets an error from Go's server, which then takes the rest of the value for a request and closes", async () => {
    const caller = await startGoCaller('gob', go.urls.gob)
    expect(await caller.call('Desk.Hold', 'Unknown', { N: 1 }, 'string')).toMatchObject({
      error: 'gob: name not registered for interface: "main.Unknown"',
      kind: 'server',
    })
    expect(await caller.call('Desk.Add', 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ kind: 'connection' })
    await caller.stop()
  })

  test('S9: gets an error from ours too, which finds the end of the value, and serves the next request', async () => {
    const caller = await startGoCaller('gob', ours.urls.gob)
    expect(await caller.call('Desk.Hold', 'Unknown', { N: 1 }, 'string')).toMatchObject({ kind: 'server' })
    expect(await caller.call('Desk.Add', 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ error: '', reply: 3 })
    await caller.stop()
  })

  test.each(hosts)('S9: and that is a basic one leaves the connection of $whose whole', async ({ start }) => {
    const desk = await start()
    const caller = await startGoCaller('gob', desk.urls.gob)
    const { error, kind } = await caller.call('Desk.Hold', 'Mood', 'bright', 'string')
    expect(kind).toBe('server')
    expect(error).not.toBe('')
    expect(await caller.call('Desk.Add', 'Args', { A: 1, B: 2 }, 'int')).toMatchObject({ error: '', reply: 3 })
    await caller.stop()
    await desk.stop()
  })
})
