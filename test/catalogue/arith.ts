import { type Client, type CodecFactory, RpcError, Server } from '@rpcgen/runtime'
import { dial, listen } from '@rpcgen/runtime/node'
import type { Decoder, Encoder, Message, Method, Slot } from '@rpcgen/runtime/stub'
import {
  bytes,
  integer,
  KEY,
  listType,
  mapType,
  message,
  method,
  service,
  string,
  structType,
  VALUE,
} from '@rpcgen/runtime/stub'
import { onTestFinished } from 'vitest'
import { Args } from '../../generated/arith.js'

/** The messages of Go's own tests (net/rpc/server_test.go), and the methods of `catalogue.go`, by hand. */
export interface Reply {
  c: number
}

const ReplyType = structType('Reply', () => [{ name: 'c', type: integer }])

export const ReplyBody: Message<Reply> = message(
  ReplyType,
  (e, slot, v) => {
    e.beginStruct(slot, ReplyType, v)
    e.int(0, v.c, 53)
    e.endStruct()
  },
  (d) => {
    let c = 0
    d.beginStruct(ReplyType)
    while (d.nextField() === 0) c = d.int(53)
    return { c }
  },
)

const text: Message<string> = message(
  string,
  (e, slot, v) => e.string(slot, v),
  (d) => d.string(),
)

const number: Message<number> = message(
  integer,
  (e, slot, v) => e.int(slot, v, 53),
  (d) => d.int(53),
)

const blob: Message<Uint8Array> = message(
  bytes,
  (e, slot, v) => e.bytes(slot, v),
  (d) => d.bytes(),
)

const mapOfNumbers = mapType(integer, () => integer)

const numbers: Message<Map<number, number>> = message(
  mapOfNumbers,
  (e, slot, v) => {
    e.beginMap(slot, mapOfNumbers, v.size)
    for (const [key, value] of v) {
      e.int(KEY, key, 53)
      e.int(VALUE, value, 53)
    }
    e.endMap()
  },
  (d) => {
    const read = new Map<number, number>()
    for (let left = d.beginMap(mapOfNumbers); d.nextKey(left); left--) {
      const key = d.int(53)
      d.nextValue()
      read.set(key, d.int(53))
    }
    return read
  },
)

function listOf(length?: number): Message<number[]> {
  const type = listType(() => integer, length)
  return message(
    type,
    (e: Encoder, slot: Slot, v: number[]) => {
      e.beginList(slot, type, v.length)
      for (const item of v) e.int(VALUE, item, 53)
      e.endList()
    },
    (d: Decoder) => {
      const read: number[] = []
      for (let left = d.beginList(type); d.nextItem(left); left--) read.push(d.int(53))
      return read
    },
  )
}

interface ArithMethods {
  readonly add: Method<Args, Reply>
  readonly mul: Method<Args, Reply>
  readonly div: Method<Args, Reply>
  readonly string: Method<Args, string>
  readonly scan: Method<string, Reply>
  readonly sleepMilli: Method<Args, Reply>
  readonly map: Method<Args, Map<number, number>>
  readonly nilMap: Method<Args, Map<number, number>>
  readonly slice: Method<Args, number[]>
  readonly array: Method<Args, number[]>
  readonly bytes: Method<number, Uint8Array>
  readonly err: Method<string, Reply>
  readonly emptyErr: Method<Args, Reply>
  readonly badReply: Method<Args, Reply>
}

/** The methods under one of the names that they are served by. */
export function arithMethods(name: string): ArithMethods {
  const arith = service(name)
  return {
    add: method(arith, 'add', { params: Args, result: ReplyBody }),
    mul: method(arith, 'mul', { params: Args, result: ReplyBody }),
    div: method(arith, 'div', { params: Args, result: ReplyBody }),
    string: method(arith, 'string', { params: Args, result: text }),
    scan: method(arith, 'scan', { params: text, result: ReplyBody }),
    sleepMilli: method(arith, 'sleepMilli', { params: Args, result: ReplyBody }),
    map: method(arith, 'map', { params: Args, result: numbers }),
    nilMap: method(arith, 'nilMap', { params: Args, result: numbers }),
    slice: method(arith, 'slice', { params: Args, result: listOf() }),
    array: method(arith, 'array', { params: Args, result: listOf(2) }),
    bytes: method(arith, 'bytes', { params: number, result: blob }),
    err: method(arith, 'err', { params: text, result: ReplyBody }),
    emptyErr: method(arith, 'emptyErr', { params: Args, result: ReplyBody }),
    badReply: method(arith, 'badReply', { params: Args, result: ReplyBody }),
  }
}

export const arith: ArithMethods = arithMethods('Arith')

/** Methods of the Go peer that a test reads in another way than they are served. */
export const others: {
  readonly addUnread: Method<Args, void>
  readonly anyUnread: Method<Args, void>
  readonly anyIntUnread: Method<Args, void>
  readonly anyUnreg: Method<Args, void>
  readonly addOfReply: Method<Reply, Reply>
  readonly exported: Method<Args, Reply>
  readonly unknownMethod: Method<Args, Reply>
  readonly unknownService: Method<Args, Reply>
} = {
  addUnread: method(service('Arith'), 'add', { params: Args }),
  anyUnread: method(service('Arith'), 'any', { params: Args }),
  anyIntUnread: method(service('Arith'), 'anyInt', { params: Args }),
  anyUnreg: method(service('Arith'), 'anyUnreg', { params: Args }),
  addOfReply: method(service('Arith'), 'add', { params: ReplyBody, result: ReplyBody }),
  exported: method(service('Embed'), 'exported', { params: Args, result: ReplyBody }),
  unknownMethod: method(service('Arith'), 'badOperation', { params: Args, result: ReplyBody }),
  unknownService: method(service('Unknown'), 'add', { params: Args, result: ReplyBody }),
}

/** The service of net/rpc/jsonrpc/all_test.go, whose argument is no struct. */
export const builtin: {
  readonly map: Method<number, Map<number, number>>
  readonly slice: Method<number, number[]>
  readonly array: Method<number, number[]>
} = {
  map: method(service('BuiltinTypes'), 'map', { params: number, result: numbers }),
  slice: method(service('BuiltinTypes'), 'slice', { params: number, result: listOf() }),
  array: method(service('BuiltinTypes'), 'array', { params: number, result: listOf(1) }),
}

const handlers = {
  add: ({ a, b }: Args) => ({ c: a + b }),
  mul: ({ a, b }: Args) => ({ c: a * b }),
  div({ a, b }: Args) {
    if (b === 0) throw new RpcError('remote', 'divide by zero')
    return { c: Math.trunc(a / b) }
  },
  string: ({ a, b }: Args) => `${a}+${b}=${a + b}`,
  scan: (digits: string) => ({ c: Number(digits) }),
  sleepMilli: ({ a }: Args) => new Promise((done) => setTimeout(done, a, { c: 0 })),
  map: ({ a, b }: Args) => new Map([[a, b]]),
  nilMap: () => new Map(),
  slice: ({ a, b }: Args) => [a, b],
  array: ({ a, b }: Args) => [a, b],
  bytes: (size: number) => new Uint8Array(size),
  err(reason: string) {
    throw new RpcError('remote', reason)
  },
  emptyErr() {
    throw new RpcError('remote', '')
  },
  // What its type cannot hold, as Go's handler answers with what gob cannot send.
  badReply: () => ({ c: 'foo' }),
}

/** A server of ours with the services of the Go peer. */
export function arithServer(): Server {
  const server = new Server()
  for (const name of ['Arith', 'net.rpc.Arith', 'newServer.Arith']) {
    server.register(Object.values(arithMethods(name)), handlers)
  }
  server.register([others.exported], { exported: handlers.add })
  server.register(Object.values(builtin), {
    map: (i: number) => new Map([[i, i]]),
    slice: (i: number) => [i],
    array: (i: number) => [i],
  })
  return server
}

/** Serves {@link arithServer} on a free port for the time of one test; answers with its URL. */
export async function serveArith(
  codec: CodecFactory,
  { url = 'tcp://127.0.0.1:0', ...options }: At = {},
): Promise<string> {
  const server = arithServer()
  const listener = await listen(server, url, { codec, ...options })
  onTestFinished(async () => {
    await listener.close()
    await server.close()
  })
  return listener.address
}

/** Where to serve, when not at a port of TCP. */
interface At {
  readonly url?: string
  readonly path?: string
}

/** A client of ours for the time of one test. */
export async function dialFor(url: string, codec: CodecFactory, options: Pick<At, 'path'> = {}): Promise<Client> {
  const client = await dial(url, { codec, ...options })
  onTestFinished(() => client.close())
  return client
}
