import { fileURLToPath } from 'node:url'
import { assertNoLeaks, type CallContext, Client, Server } from '@rpcgen/runtime'
import { afterEach, describe, expect, test } from 'vitest'
import { lines } from '../examples/custom-codec/codec.js'
import { startGoServer } from './peers/go-server.js'
import { methods } from './runtime/methods.js'
import { closePairs, failure, pair } from './runtime/pair.js'
import { ScriptedTransport } from './runtime/scripted-transport.js'
import { execute } from './setup/execute.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What the calls print; the details of an error come from a server of the schema alone. */
const calls = (details: string): string => `
multiply({ a: 6, b: 7 })  = 42
divide({ a: -7, b: 2 })   = { quo: -3, rem: -1 }
divide({ a: 1, b: 0 })    ! remote: divide by zero
${details}four calls at once        = [ 1, 4, 9, 16 ]
`

test('examples/arith gets the same from TypeScript and from Go', async () => {
  const go = await startGoServer()
  const output = await execute(root, process.execPath, '--import', 'jiti/register', 'examples/arith/main.ts', go.gob)
  await go.stop()
  expect(output.replace(/tcp:\S+/g, 'URL')).toBe(
    `\nA TypeScript server at URL${calls('  the dividend was          1\n')}\nAnother server at URL${calls('')}`,
  )
})

test('examples/custom-codec calls a server in Python', async () => {
  const output = await execute(root, process.execPath, '--import', 'jiti/register', 'examples/custom-codec/main.ts')
  expect(output).toBe(`multiply({ a: 6, b: 7 })  = 42
divide({ a: -7, b: 2 })   = { quo: -3, rem: -1 }
divide({ a: 1, b: 0 })    ! remote: divide by zero
`)
})

test('examples/delve debugs a Go program', async () => {
  const output = await execute(root, process.execPath, '--import', 'jiti/register', 'examples/delve/main.ts')
  expect(output).toBe(`the API has version  2
a breakpoint is at   main.go:10
the program stopped  main.go:10
points[1].X * 100 =  300
a local variable     total int = 0
a local variable     p main.point = { X: 1, Y: 2 }
on the stack         main.sum main.go:10
on the stack         main.main main.go:17
detached             the program has ended
`)
})

test('examples/lsp asks a language server, and answers it', async () => {
  const output = await execute(root, process.execPath, '--import', 'jiti/register', 'examples/lsp/main.ts')
  expect(output).toBe(`double is           function double(n: number): number
what may follow     toExponential, toFixed, toLocaleString, toPrecision, toString
what is wrong       Property 'toF' does not exist on type 'number'.
the server asked    workspace/configuration
`)
})

test('examples/wires says the same on every wire', async () => {
  const output = await execute(root, process.execPath, '--import', 'jiti/register', 'examples/wires/main.ts')
  const names = [
    'gob',
    "Go's JSON",
    'JSON-RPC 2.0',
    "MessagePack, as Go's net/rpc",
    'MessagePack-RPC',
    'Thrift, binary',
    'Thrift, compact',
  ]
  expect(output).toBe(names.map((name) => `${name.padEnd(28)}  6 × 7 = 42, and 1 cannot be divided by 0\n`).join(''))
})

/** A transport from which this is read. */
function scripted(chunks: readonly string[]): ScriptedTransport {
  const transport = new ScriptedTransport()
  for (const chunk of chunks) transport.feed(Buffer.from(chunk))
  return transport
}

describe('the codec of examples/custom-codec', () => {
  afterEach(closePairs)

  test('serves as well as it calls, both ways over one connection', async () => {
    const echo = async (text: string, { caller }: CallContext) => `${text} ${await caller.call(methods.square, 3)}`
    const here = new Server()
    here.register([methods.square], { square: (n: number) => n * n })
    const { client, server } = pair({ echo }, { codec: lines(), client: { server: here } })
    const texts = Array.from({ length: 100 }, (_, i) => `π${i}`)
    expect(await Promise.all(texts.map((text) => client.call(methods.echo, text)))).toEqual(
      texts.map((text) => `${text} 9`),
    )
    for (const ledger of [client, here, server]) assertNoLeaks(ledger)
  })

  test('keeps a value that does not fit, or is too long, off the wire', async () => {
    const { client, seen } = pair({}, { codec: lines(), client: { limits: { message: 100 } } })
    expect(await failure(client.call(methods.square, 'x' as never))).toMatchObject({
      code: 'encode',
      path: 'params',
      executed: 'no',
    })
    expect(await failure(client.call(methods.echo, 'x'.repeat(100)))).toMatchObject({ code: 'limit', executed: 'no' })
    expect(await client.call(methods.square, 5)).toBe(25)
    expect(seen).toHaveLength(1)
  })

  test('finds lines wherever the stream is cut, and a result that does not fit fails its call alone', async () => {
    const replies = '{"id":0,"ok":49}\n{"id":1,"ok":"many"}\n{"id":7}\n{"id":2,"error":"no"}\n'
    for (let cut = 0; cut <= replies.length; cut++) {
      const transport = scripted([replies.slice(0, cut), replies.slice(cut)])
      const client = new Client(transport, { codec: lines() })
      const calls = [7, 8, 9].map((n) => client.call(methods.square, n))
      expect(await calls[0]).toBe(49)
      expect(await failure(calls[1] as Promise<unknown>)).toMatchObject({ code: 'decode', path: 'result' })
      expect(await failure(calls[2] as Promise<unknown>)).toMatchObject({ code: 'remote', message: 'no' })
      await client.close()
    }
  })

  test('ends the connection for a line that is no JSON, or that has no end', async () => {
    for (const [input, code] of [
      ['hello\n', 'protocol'],
      ['x'.repeat(1_000), 'limit'],
    ] as const) {
      const client = new Client(scripted([input]), { codec: lines(), limits: { message: 500 } })
      expect(await failure(client.call(methods.square, 1))).toMatchObject({ code })
    }
  })
})
