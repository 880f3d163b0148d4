import { isRpcError } from '@rpcgen/runtime'
import { dial } from '@rpcgen/runtime/node'
import { describe, expect, test } from 'vitest'
import { EchoClient } from '../../generated/echo.js'
import { startGoServer } from '../peers/go-server.js'
import { wires } from './wires.js'

const CALLS = 1_000

describe.each(wires)('a server that is killed, over $wire', ({ wire, codec }) => {
  test('leaves no call behind, and nothing of any call', { timeout: 10_000 }, async () => {
    const server = await startGoServer()
    const client = await dial(server[wire], { codec, timeout: 60_000 })
    const echo = new EchoClient(client)
    const { signal } = new AbortController()
    const calls = Array.from({ length: CALLS }, () => echo.sleep(60_000, { signal }))
    // Requests leave in order: once this one is answered, all before it have left.
    const settled = Promise.allSettled(calls)
    await echo.count()
    expect(client.stats()).toMatchObject({ pending: CALLS, listeners: 1 })

    await server.kill()
    const kinds = new Set(
      (await settled).map((result) =>
        result.status === 'rejected' && isRpcError(result.reason)
          ? `${result.reason.code}, executed: ${result.reason.executed}`
          : result.status,
      ),
    )
    expect([...kinds]).toEqual(['disconnected, executed: maybe'])
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
    await expect(echo.count()).rejects.toMatchObject({ code: 'disconnected', executed: 'no' })
    await client.close()
  })
})
