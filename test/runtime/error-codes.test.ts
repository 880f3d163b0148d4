import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import {
  ByteReader,
  ByteWriter,
  Client,
  type ClientInterceptor,
  type ClientOptions,
  defaultLimits,
  type ErrorCode,
  type Executed,
  isRpcError,
  RpcError,
  Server,
} from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { dial } from '@rpcgen/runtime/node'
import { type Message, method, service } from '@rpcgen/runtime/stub'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EchoMethods } from '../../generated/echo.js'
import { errorCodes } from '../../runtime/error.js'
import { methods } from './methods.js'
import { ScriptedTransport, turn } from './scripted-transport.js'

const codec = gob({ onMismatch: () => {} })

function served(handlers: object = {}, client: Partial<ClientOptions> = {}): Client {
  const [here, there] = memoryPair()
  const serving = new Server()
  const idle = { echo: String, square: Number, guarded: String, never: () => {}, patient: () => {} }
  serving.register(Object.values(methods), { ...idle, ...handlers })
  serving.register([matrix], { matrix: () => [[1]] })
  void serving.serve(there, { codec })
  const made = new Client(here, { codec, ...client })
  onTestFinished(() => Promise.all([made.close(), serving.close()]).then(() => {}))
  return made
}

/** A client whose peer is the test. */
function scripted(): { client: Client; transport: ScriptedTransport } {
  const transport = new ScriptedTransport()
  const client = new Client(transport, { codec })
  onTestFinished(() => client.close())
  return { client, transport }
}

/** A call that is on its way when something happens to its connection. */
async function underWay(happens: (transport: ScriptedTransport, client: Client) => unknown): Promise<unknown> {
  const { client, transport } = scripted()
  const call = client.call(methods.echo, 'x')
  await turn()
  await happens(transport, client)
  return call
}

/** What a server of ours sends in answer to the first request of a connection. */
function response(error: string, code: ErrorCode): Uint8Array {
  const writer = new ByteWriter()
  const answering = codec.open({ reader: new ByteReader(), writer, limits: defaultLimits, extensions: 'auto' })
  answering.writeResponse({ seq: 0, method: 'Test.Echo', error, code, errorName: undefined }, methods.echo, undefined)
  return writer.take()
}

/** A length that no message may have, and one byte of it. */
const endless = Uint8Array.of(0xfc, 0x7f, 0xff, 0xff, 0xff, 0)
/** Two messages that are whole, and of which the first is an integer where a header should be. */
const nonsense = Uint8Array.of(3, 4, 0, 6, 3, 4, 0, 6)

const wait = (): Promise<never> => new Promise(() => {})
const matrix = method<void, number[][]>(service('Deep'), 'matrix', {
  result: EchoMethods.matrix.result as Message<number[][]>,
})
const nobody = method(service('Nobody'), 'serves', {})
const squares = service('Test')
/** The method `square`, as one who has its types wrong calls it. */
const sendsText = method(squares, 'square', {
  params: methods.echo.params as Message<string>,
  result: methods.square.result as Message<number>,
})
const answersText = method(squares, 'square', {
  params: methods.square.params as Message<number>,
  result: methods.echo.result as Message<string>,
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** For every code, one way to each of the values of `executed` that the docs give it. */
const ways: Readonly<Record<ErrorCode, Partial<Record<Executed, () => Promise<unknown>>>>> = {
  canceled: {
    no: () => served().call(methods.echo, 'x', { signal: AbortSignal.abort() }),
    maybe() {
      const call = served({ echo: wait }).go(methods.echo, 'x')
      call.cancel()
      return call.done
    },
  },
  timeout: {
    no: () => served().call(methods.echo, 'x', { timeout: 0 }),
    maybe: () => served({ echo: wait }).call(methods.echo, 'x', { timeout: 5 }),
    yes: () => underWay((transport) => transport.feed(response('too late', 'timeout'))),
  },
  connect: {
    no: async () => dial(`tcp://127.0.0.1:${await freePort()}`, { codec }),
    maybe: () => underWay((transport) => transport.feed(new RpcError('connect', 'the peer demands a certificate'))),
  },
  closed: {
    async no() {
      const client = served()
      await client.close()
      return client.call(methods.echo, 'x')
    },
    maybe: () => underWay((_, client) => client.close()),
  },
  disconnected: {
    async no() {
      const { client, transport } = scripted()
      transport.feed(null)
      await turn()
      return client.call(methods.echo, 'x')
    },
    maybe: () => underWay((transport) => transport.feed(null)),
  },
  encode: {
    no: () => served().call(methods.echo, 7 as never),
  },
  decode: {
    yes: () => served({ square: () => 9 }).call(answersText, 3),
  },
  protocol: {
    async no() {
      const { client, transport } = scripted()
      transport.feed(nonsense)
      await turn()
      return client.call(methods.echo, 'x')
    },
    maybe: () => underWay((transport) => transport.feed(nonsense)),
  },
  limit: {
    no: () => served({}, { limits: { message: 1_000 } }).call(methods.echo, 'x'.repeat(2_000)),
    maybe: () => underWay((transport) => transport.feed(endless)),
    yes: () => served({}, { limits: { nesting: 1 } }).call(matrix, undefined),
  },
  overloaded: {
    async no() {
      const client = served({ echo: wait }, { limits: { pending: 1 } })
      client.go(methods.echo, 'first')
      return client.call(methods.echo, 'second')
    },
    yes: () =>
      served({
        echo: () => {
          throw new RpcError('overloaded', 'not now')
        },
      }).call(methods.echo, 'x'),
  },
  remote: {
    yes: () =>
      served({
        echo: () => {
          throw new RpcError('remote', 'no')
        },
      }).call(methods.echo, 'x'),
  },
  no_such_method: {
    yes: () => served().call(nobody, undefined),
  },
  bad_args: {
    yes: () => served().call(sendsText, 'three'),
  },
  internal: {
    no: () => served({}, { interceptors: [async () => Promise.reject(new Error('broken'))] }).call(methods.echo, 'x'),
    maybe() {
      const broken: ClientInterceptor = async (call, next) => {
        await next(call)
        throw new Error('broken')
      }
      return served({}, { interceptors: [broken] }).call(methods.echo, 'x')
    },
    yes: () =>
      served({
        echo: () => {
          throw new Error('secret')
        },
      }).call(methods.echo, 'x'),
  },
}

/** The rows of the docs' table: each code with its values of `executed`. */
const documented = [
  ...readFileSync(fileURLToPath(new URL('../../docs/errors.md', import.meta.url)), 'utf8').matchAll(
    /^\| `([a-z_]+)` +\|[^|]+\| ((?:`(?:no|maybe|yes)`(?:, )?)+) *\|/gm,
  ),
].map(([, code = '', executed = '']) => [code, executed.match(/\w+/g)] as const)

describe('the table of error codes in the docs', () => {
  test('has every code, and what the tests provoke of each', () => {
    expect(documented).toEqual(Object.entries(ways).map(([code, way]) => [code, Object.keys(way)]))
    expect(documented.map(([code]) => code)).toEqual(errorCodes)
  })

  const each = Object.entries(ways).flatMap(([code, way]) =>
    Object.entries(way).map(([executed, provoke]) => [code, executed, provoke] as const),
  )
  test.each(each)('%s comes with executed %s', async (code, executed, provoke) => {
    const error: unknown = await provoke().catch((reason: unknown) => reason)
    if (!isRpcError(error)) throw new Error(`no RpcError: ${String(error)}`)
    expect({ code: error.code, executed: error.executed }).toEqual({ code, executed })
    expect(error.message).not.toBe('')
  })
})
