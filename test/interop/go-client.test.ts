import { Server } from '@rpcgen/runtime'
import { listen } from '@rpcgen/runtime/node'
import { describe, expect, test } from 'vitest'
import { serveArith } from '../../generated/arith.js'
import { serveCatalog } from '../../generated/catalog.js'
import { serveEcho } from '../../generated/echo.js'
import { goClient } from '../peers/go-command.js'
import { startGoServer } from '../peers/go-server.js'
import { arith, newCatalog, newEcho } from './handlers.js'
import { wires } from './wires.js'

describe.each(wires)("Go's own client over $wire", ({ wire, codec }) => {
  test('gets from the TypeScript server what it asks for', async () => {
    const server = new Server()
    serveArith(server, arith)
    serveCatalog(server, newCatalog())
    serveEcho(server, newEcho())
    const listener = await listen(server, 'tcp://127.0.0.1:0', { codec })
    const checks = await goClient(wire, listener.address)
    await listener.close()
    await server.close()
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(checks.length).toBeGreaterThan(70)
  })

  test('gets the same from a Go server, so that its checks are those of Go', async () => {
    const server = await startGoServer()
    const checks = await goClient(wire, server[wire])
    await server.stop()
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
  })
})
