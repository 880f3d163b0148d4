import { type CallContext, Client, type ClientOptions, type Metadata } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { afterEach, describe, expect, test } from 'vitest'
import { methods } from './methods.js'
import { closePairs, failure, pair } from './pair.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const codecs = [{ codec: gob() }, { codec: json({ dialect: 'go' }) }]

afterEach(closePairs)

/** A pair that keeps what its handlers were told. */
function told(client: Partial<ClientOptions> = {}, codec = gob()) {
  const metadata: Metadata[] = []
  const echo = (text: string, context: CallContext): string => {
    metadata.push(context.metadata)
    return text
  }
  return { ...pair({ echo }, { codec, client: { extensions: 'on', ...client } }), metadata }
}

/** All own pairs, those with strange keys too. */
const pairs = (metadata: Metadata | undefined): [string, string][] => Object.entries(metadata ?? {})

describe('metadata', () => {
  test.each(codecs)("is the client's with the call's in front, over $codec.name", async ({ codec }) => {
    const { client, metadata } = told({ metadata: { tenant: 'a', trace: 'none' } }, codec)
    await client.call(methods.echo, 'x')
    await client.call(methods.echo, 'x', { metadata: { trace: '7', span: '1' } })
    await client.call(methods.echo, 'x', { metadata: undefined })
    await client.call(methods.echo, 'x', { metadata: {} })
    expect(metadata.map(pairs)).toEqual([
      [
        ['tenant', 'a'],
        ['trace', 'none'],
      ],
      [
        ['tenant', 'a'],
        ['trace', '7'],
        ['span', '1'],
      ],
      [
        ['tenant', 'a'],
        ['trace', 'none'],
      ],
      [
        ['tenant', 'a'],
        ['trace', 'none'],
      ],
    ])
  })

  test.each(codecs)('is empty, and never undefined, where none was sent, over $codec.name', async ({ codec }) => {
    const { client, metadata } = told({}, codec)
    await client.call(methods.echo, 'x')
    await client.call(methods.echo, 'x', { metadata: {} })
    expect(metadata).toEqual([{}, {}])
    expect(() => Object.assign(metadata[0] as object, { a: 'for the next call' })).toThrow(TypeError)
  })

  test.each(codecs)('carries any text as it is, over $codec.name', async ({ codec }) => {
    const hostile = JSON.parse(`{
      "__proto__": "own", "constructor": "c", "toString": "t", "hasOwnProperty": "h", "then": "n",
      "": "an empty key", "an empty value": "", "0": "zero", "\\u0000": "\\u0000", "€😀": "\\"\\\\\\u2028\\n",
      "key: \\r\\nX": "a: b\\r\\n\\r\\n", "long": "${'x'.repeat(70_000)}"
    }`)
    const { client, metadata } = told({ metadata: JSON.parse('{"__proto__":"of the client","mine":"m"}') }, codec)
    await client.call(methods.echo, 'x', { metadata: hostile })
    expect(pairs(metadata[0]).sort()).toEqual([...pairs(hostile), ['mine', 'm']].sort())
    expect(Object.getPrototypeOf(metadata[0])).toBe(null)
    expect(Reflect.get({}, 'mine')).toBe(undefined)
  })

  test.each(codecs)('holds as many pairs as fit in a message, over $codec.name', async ({ codec }) => {
    const { client, metadata } = told({}, codec)
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`key ${i}`, String(i)]))
    await client.call(methods.echo, 'x', { metadata: many })
    expect(metadata[0]).toEqual({ ...many })
    const large = { metadata: { large: 'x'.repeat(5_000_000) } }
    expect(await failure(client.call(methods.echo, 'x', large))).toMatchObject({ code: 'limit', executed: 'no' })
    expect(await client.call(methods.echo, 'the next')).toBe('the next')
  })

  test('is not passed on by the context of a call', async () => {
    const behind = told()
    const before = pair(
      { echo: (text: string, context: CallContext) => behind.client.call(methods.echo, text, { context }) },
      { client: { extensions: 'on' } },
    )
    await before.client.call(methods.echo, 'x', { metadata: { token: 'secret' } })
    expect(behind.metadata).toEqual([{}])
  })
})

describe('metadata that is no object of strings', () => {
  test.each([
    { what: 'a number', metadata: { a: 1 } },
    { what: 'null', metadata: { a: null } },
    { what: 'undefined', metadata: { a: undefined } },
    { what: 'a list', metadata: { a: ['b'] } },
    { what: 'a String object', metadata: { a: Object('b') } },
    { what: 'behind a good one', metadata: { a: 'b', c: 3 } },
    { what: 'no object', metadata: 'a=b' },
    { what: 'null for all of it', metadata: null },
    {
      what: 'a getter that throws',
      metadata: {
        get a(): string {
          throw new Error('no')
        },
      },
    },
  ])('$what fails its own call, and no byte of it leaves', async ({ metadata }) => {
    for (const { codec } of codecs) {
      for (const extensions of ['auto', 'on'] as const) {
        const transport = new ScriptedTransport()
        const client = new Client(transport, { codec, extensions })
        const error = await failure(client.call(methods.echo, 'x', { metadata: metadata as never }))
        expect(error).toMatchObject({ code: 'encode', executed: 'no' })
        await turn()
        expect(transport.writes).toEqual([])
        expect(client.stats()).toMatchObject({ pending: 0, timers: 0, queuedBytes: 0 })
      }
    }
  })

  test('fails no other call, not even when it changes while it is sent', async () => {
    const { client, metadata } = told()
    let reads = 0
    const changing = {
      get a(): string {
        return reads++ === 0 ? 'a string' : (5 as never)
      },
    }
    expect(await failure(client.call(methods.echo, 'x', { metadata: changing }))).toMatchObject({ code: 'encode' })
    expect(await client.call(methods.echo, 'x', { metadata: { a: 'b' } })).toBe('x')
    expect(metadata).toEqual([{ a: 'b' }])
  })

  test('is refused by the client at once when it is for all calls', () => {
    const transport = new ScriptedTransport()
    for (const metadata of [{ a: 1 }, null]) {
      expect(() => new Client(transport, { codec: gob(), metadata: metadata as never })).toThrow('expected')
    }
    expect(transport.closed).toBe('open')
  })
})

describe('extensions', () => {
  const metadata = { a: 'b' }

  test("'auto' sends the first call plain, and the next with all it has, once the peer has answered", async () => {
    const { client, metadata: seen } = told({ extensions: 'auto', metadata })
    // Both leave before anything is known.
    await Promise.all([client.call(methods.echo, 'x'), client.call(methods.echo, 'x')])
    await client.call(methods.echo, 'x')
    expect(seen).toEqual([{}, {}, metadata])
  })

  test("'on' sends it with the first", async () => {
    const { client, metadata: seen } = told({ extensions: 'on', metadata })
    await client.call(methods.echo, 'x')
    expect(seen).toEqual([metadata])
  })

  test("'auto' over JSON never begins, for no reply to a plain request shows that the peer understands", async () => {
    const { client, metadata: seen } = told({ extensions: 'auto', metadata }, json({ dialect: 'go' }))
    for (let i = 0; i < 3; i++) await client.call(methods.echo, 'x')
    expect(seen).toEqual([{}, {}, {}])
  })

  test.each(codecs)(
    "are not seen by a stock $codec.name peer with 'auto': the bytes are those of no metadata",
    async ({ codec }) => {
      const sent = await Promise.all(
        [undefined, metadata].map(async (given) => {
          const transport = new ScriptedTransport()
          const client = new Client(transport, { codec, metadata: given })
          client.go(methods.echo, 'x', { timeout: 5_000, metadata: given })
          await turn()
          return transport.written()
        }),
      )
      expect(sent[1]).toEqual(sent[0])
      expect(sent[0]?.length).toBeGreaterThan(0)
    },
  )
})
