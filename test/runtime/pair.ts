import {
  Client,
  type ClientOptions,
  type CodecFactory,
  type Header,
  isRpcError,
  type RpcError,
  Server,
  type ServerOptions,
  type Transport,
} from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { CANCEL, NONE } from '../../runtime/codec.js'
import { methods } from './methods.js'
import type { ScriptedTransport } from './scripted-transport.js'

/** A header that a server was sent. */
export type Seen = Readonly<Header> & { readonly kind: 'request' | 'cancel' }

export interface Pair {
  readonly client: Client
  readonly server: Server
  /** Resolves when the server is done with the connection. */
  readonly served: Promise<void>
  /** The server's end of it. */
  readonly there: Transport
  /** What the server was sent, in order. */
  readonly seen: readonly Seen[]
}

export interface PairOptions {
  readonly codec?: CodecFactory
  readonly client?: Partial<ClientOptions>
  readonly server?: ServerOptions
}

const defaults = {
  echo: (text: string) => text,
  square: (n: number) => n * n,
  never: () => {},
  patient: () => {},
  guarded: (text: string) => text,
}

const open: { close(): Promise<void> }[] = []

/** A client of ours and a server of ours, connected. */
export function pair(
  handlers: object = {},
  { codec = gob(), client: ours = {}, server: theirs = {} }: PairOptions = {},
): Pair {
  const [here, there] = memoryPair()
  const seen: Seen[] = []
  const server = new Server(theirs)
  server.register(Object.values(methods), { ...defaults, ...handlers })
  const served = server.serve(there, { codec: recorded(codec, seen) })
  const client = new Client(here, { codec, ...ours })
  open.push(client, server)
  return { client, server, served, there, seen }
}

/** For `afterEach`: ends every pair. */
export async function closePairs(): Promise<void> {
  for (const each of open.splice(0)) await each.close()
}

/** The error with which a call ends. */
export async function failure(call: Promise<unknown>): Promise<RpcError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isRpcError(error)) throw new Error(`not an RpcError: ${String(error)}`)
  return error
}

/** What was written, as one value of JSON a line. */
export function lines<Line>(transport: ScriptedTransport): Line[] {
  const text = Buffer.from(transport.written()).toString()
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

/** Resolves once the condition holds; the test's own timeout ends the wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setImmediate(done))
}

/** Resolves when the signal aborts, as a handler that waits for nothing else. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done()
    else signal.addEventListener('abort', () => done())
  })
}

/** The same codec, with a list of the headers that it reads. */
function recorded(factory: CodecFactory, seen: Seen[]): CodecFactory {
  return {
    name: factory.name,
    methodName: (method) => factory.methodName(method),
    open(io) {
      const codec = factory.open(io)
      const readHeader = codec.readHeader.bind(codec)
      codec.readHeader = (header) => {
        const kind = readHeader(header)
        if (kind !== NONE) seen.push({ ...header, kind: kind === CANCEL ? 'cancel' : 'request' })
        return kind
      }
      return codec
    },
  }
}
