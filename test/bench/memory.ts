/** What a pending call and an open connection hold in memory: on the heap, and outside it in buffers. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Client, type Transport } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { ArithClient } from '../../generated/arith.js'
import { multiplying } from './multiplying.js'

const CALLS = 100_000
const CONNECTIONS = 1_000

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function inUse(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    await turn()
    collect()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** A peer that takes what it gets, answers the first write with these bytes, or sends them at once, and is silent from then on. */
function scripted(bytes: Uint8Array | undefined, when: 'at once' | 'asked'): Transport {
  let first = bytes
  let answer: ((chunk: Uint8Array) => void) | undefined
  const take = (to: (chunk: Uint8Array) => void): void => {
    if (first === undefined) return
    to(first.slice())
    first = undefined
  }
  return {
    read: () =>
      new Promise((resolve) => {
        if (when === 'at once') take(resolve)
        else answer = resolve
      }),
    write: () => {
      if (answer !== undefined) take(answer)
    },
    close: () => {},
  }
}

const options = { codec: gob(), limits: { pending: CALLS } }

/** What both sides of a connection write for its first call. */
async function firstCall(): Promise<{ request: Uint8Array; response: Uint8Array }> {
  const written: Record<'request' | 'response', Uint8Array[]> = { request: [], response: [] }
  const noting = (transport: Transport, chunks: Uint8Array[]): Transport => ({
    read: () => transport.read(),
    write: (bytes) => {
      chunks.push(bytes)
      return transport.write(bytes)
    },
    close: () => transport.close(),
  })
  const [here, there] = memoryPair()
  void multiplying().serve(noting(there, written.response), options)
  const client = new Client(noting(here, written.request), options)
  await new ArithClient(client).multiply({ a: 6, b: 7 })
  await client.close()
  return { request: Buffer.concat(written.request), response: Buffer.concat(written.response) }
}

/** Bytes for each of so many, once a few have brought what they bring for good. */
async function each(count: number, make: (count: number) => Promise<unknown>): Promise<number> {
  const warm = await make(count / 10)
  const before = await inUse()
  const made = await make(count)
  const after = await inUse()
  // Both are held until here.
  return warm === made ? Number.NaN : (after - before) / count
}

async function pendingCalls(timeout: number, signal: AbortSignal | undefined): Promise<number> {
  return each(CALLS, async (count) => {
    const client = new Client(scripted(undefined, 'asked'), options)
    const arith = new ArithClient(client)
    for (let i = 0; i < count; i++) arith.multiply({ a: i, b: 7 }, { timeout, signal }).catch(() => {})
    await turn()
    return client
  })
}

const { request, response } = await firstCall()

function clients(): Promise<number> {
  return each(CONNECTIONS, async (count) => {
    const all = Array.from({ length: count }, () => new Client(scripted(response, 'asked'), options))
    for (const client of all) await new ArithClient(client).multiply({ a: 6, b: 7 })
    return all
  })
}

function serverConnections(): Promise<number> {
  const server = multiplying()
  return each(CONNECTIONS, async (count) => {
    for (let i = 0; i < count; i++) void server.serve(scripted(request, 'at once'), options)
    const wanted = server.stats().outcomes.ok + count
    while (server.stats().outcomes.ok < wanted) await turn()
    return server.stats()
  })
}

console.log('\nMemory, bytes each, without the socket\n')
console.log('| what | bytes |')
console.log('|---|---:|')
const rows: readonly [string, () => Promise<number>][] = [
  ['pending call without a deadline', () => pendingCalls(Number.POSITIVE_INFINITY, undefined)],
  ['pending call with a deadline', () => pendingCalls(10_000, undefined)],
  ['pending call with a deadline and a signal', () => pendingCalls(10_000, new AbortController().signal)],
  ['open connection, client side, after a call', clients],
  ['open connection, server side, after a call', serverConnections],
]
for (const [what, measure] of rows) console.log(`| ${what} | ${Math.round(await measure())} |`)
process.exit()
