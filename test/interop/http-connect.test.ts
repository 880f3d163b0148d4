import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial, listen } from '@rpcgen/runtime/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArithClient, serveArith } from '../../generated/arith.js'
import { type GoListener, goHttpCalls, goHttpServer } from '../peers/go-transports.js'
import { arith } from './handlers.js'

const folder = mkdtempSync(join(tmpdir(), 'rpcgen-http-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe("Go's DialHTTP", () => {
  test.each([
    { network: 'tcp', url: 'http-connect://127.0.0.1:0', path: undefined },
    { network: 'tcp', url: 'http-connect://127.0.0.1:0', path: '/foo' },
    { network: 'unix', url: `http-connect+unix:${join(folder, 'ours')}`, path: undefined },
    { network: 'unix', url: `http-connect+unix:${join(folder, 'ours?')}`, path: '/foo' },
  ] as const)('reaches our server over $network, path $path', async ({ network, url, path }) => {
    const server = new Server()
    serveArith(server, arith)
    const listener = await listen(server, url, { codec: gob(), path })
    const address = listener.address.replace(/^http-connect(:\/\/|\+unix:)/, '')
    expect(await goHttpCalls(network, address, path)).toEqual({ code: 0, complaint: '' })
    const lost = await goHttpCalls(network, address, '/elsewhere')
    expect(lost.complaint).toMatch(/^dial-http .*: unexpected HTTP response: 404 Not Found$/)
    await listener.close()
    await server.close()
  })
})

describe("Go's HandleHTTP", () => {
  let go: GoListener<'tcp' | 'unix'>
  let urls: Readonly<Record<'tcp' | 'unix', string>>
  beforeAll(async () => {
    go = await goHttpServer(join(folder, 'go'))
    urls = { tcp: `http-connect://${go.addresses.tcp}`, unix: `http-connect+unix:${go.addresses.unix}` }
  })
  afterAll(() => go.stop())

  test.each([
    { network: 'tcp', path: undefined },
    { network: 'tcp', path: '/foo' },
    { network: 'unix', path: undefined },
    { network: 'unix', path: '/foo' },
  ] as const)('serves our client over $network, path $path', async ({ network, path }) => {
    const client = await dial(urls[network], { codec: gob(), path })
    const remote = new ArithClient(client)
    const products = await Promise.all(Array.from({ length: 1_000 }, (_, a) => remote.multiply({ a, b: 3 })))
    expect(products).toEqual(Array.from({ length: 1_000 }, (_, a) => a * 3))
    await client.close()
  })

  test.each(['tcp', 'unix'] as const)('refuses another path over %s', async (network) => {
    await expect(dial(urls[network], { codec: gob(), path: '/elsewhere' })).rejects.toMatchObject({
      code: 'connect',
      executed: 'no',
      message: `cannot connect to ${urls[network]}: unexpected HTTP response: 404 Not Found`,
    })
  })
})
