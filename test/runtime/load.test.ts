import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type ErrorCode, isRpcError } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial } from '@rpcgen/runtime/node'
import { expect, test } from 'vitest'
import { ArithClient } from '../../generated/arith.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

async function heap(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await new Promise((done) => setTimeout(done, 10))
    collect()
  }
  return process.memoryUsage().heapUsed
}

/** A server that reads everything and never answers. */
async function silent(): Promise<{ url: string; close: () => void }> {
  const sockets: Socket[] = []
  const listener: NetServer = createServer((socket) => {
    socket.resume()
    sockets.push(socket)
  })
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
  return {
    url: `tcp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      listener.close()
    },
  }
}

test('100,000 calls that all time out leave nothing: no entry, no timer, no memory', async () => {
  const calls = 100_000
  const { url, close } = await silent()
  const client = await dial(url, { codec: gob(), limits: { pending: calls } })
  const arith = new ArithClient(client)
  const signal = new AbortController().signal
  const codes = new Map<ErrorCode, number>()
  const round = async (count: number): Promise<void> => {
    let most = 0
    const settled: Promise<void>[] = []
    for (let i = 0; i < count; i++) {
      settled.push(
        arith.multiply({ a: i, b: i }, { timeout: 5_000, signal }).then(
          () => {},
          (error: unknown) => {
            if (isRpcError(error)) codes.set(error.code, (codes.get(error.code) ?? 0) + 1)
          },
        ),
      )
      most = Math.max(most, client.stats().pending)
    }
    expect(most).toBe(count)
    expect(client.stats()).toMatchObject({ timers: 1, listeners: 1 })
    await Promise.all(settled)
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
  }
  // What the first calls bring with them for good, such as compiled code, is not what is measured.
  await round(1_000)
  const before = await heap()
  await round(calls)
  const after = await heap()
  expect(codes).toEqual(new Map([['timeout', calls + 1_000]]))
  expect(after - before).toBeLessThan(10 * 2 ** 20)
  await client.close()
  close()
})
