import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial, dialTransport, type Listener, type ListenTlsOptions, listen } from '@rpcgen/runtime/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArithClient, serveArith } from '../../generated/arith.js'
import { type GoListener, goCerts, goTlsCalls, goTlsHalf, goTlsServer } from '../peers/go-transports.js'
import { arith } from './handlers.js'

const folder = mkdtempSync(join(tmpdir(), 'rpcgen-tls-'))
beforeAll(() => goCerts(folder))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string): string => readFileSync(join(folder, `${name}.pem`), 'utf8')
const shown = (name: string): { cert: string; key: string } => ({ cert: file(name), key: file(`${name}-key`) })

describe("Go's TLS client", () => {
  async function serving(
    tls: Omit<ListenTlsOptions, 'cert' | 'key'>,
    use: (address: string) => Promise<void>,
    multiply = arith.multiply,
  ): Promise<void> {
    const server = new Server()
    serveArith(server, { ...arith, multiply })
    const listener: Listener = await listen(server, 'tls://127.0.0.1:0', {
      codec: gob(),
      tls: { ...shown('server'), ...tls },
    })
    await use(listener.address.replace('tls://', ''))
    await listener.close()
    await server.close()
  }

  test('is served', async () => {
    await serving({}, async (address) => {
      expect(await goTlsCalls(address, folder)).toEqual({ code: 0, complaint: '' })
    })
  })

  test('is served with a certificate, and refused without one or with another, each alone', async () => {
    await serving({ requestCert: true, ca: file('ca') }, async (address) => {
      const [good, none, strange] = await Promise.all([
        goTlsCalls(address, folder, 'client'),
        goTlsCalls(address, folder),
        goTlsCalls(address, folder, 'stranger-client'),
      ])
      expect(good).toEqual({ code: 0, complaint: '' })
      for (const refused of [none, strange]) {
        expect(refused.code).toBe(1)
        expect(refused.complaint).not.toBe('')
      }
    })
  })

  test('that ends its side with a reply on its way still gets it', async () => {
    const slow = ({ a, b }: { a: number; b: number }): Promise<number> =>
      new Promise((done) => setTimeout(done, 50, a * b))
    await serving(
      {},
      async (address) => {
        expect(await goTlsHalf(address, folder)).toEqual({ code: 0, complaint: '' })
      },
      slow,
    )
  })
})

describe("Go's TLS server", () => {
  let go: GoListener<'plain' | 'mutual' | 'old'>
  beforeAll(async () => {
    go = await goTlsServer(folder)
  })
  afterAll(() => go.stop())

  test.each([
    { name: 'plain', own: undefined },
    { name: 'mutual', own: 'client' },
    { name: 'old', own: 'client' },
  ] as const)('serves our client: $name, showing $own', async ({ name, own }) => {
    const tls = { ca: file('ca'), ...(own === undefined ? {} : shown(own)) }
    const client = await dial(`tls://${go.addresses[name]}`, { codec: gob(), tls })
    const remote = new ArithClient(client)
    const products = await Promise.all(Array.from({ length: 1_000 }, (_, a) => remote.multiply({ a, b: 3 })))
    expect(products).toEqual(Array.from({ length: 1_000 }, (_, a) => a * 3))
    await client.close()
  })

  test.each([
    { own: undefined, words: 'the peer demands a certificate' },
    { own: 'stranger-client', words: "the peer refuses this side's certificate" },
  ])('by TLS 1.2 refuses in the handshake a client that shows $own', async ({ own, words }) => {
    const tls = { ca: file('ca'), ...(own === undefined ? {} : shown(own)) }
    const error: unknown = await dialTransport(`tls://${go.addresses.old}`, { tls }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'connect', executed: 'no' })
    expect(String(error)).toMatch(new RegExp(`${words} \\(ERR_SSL_\\S*ALERT\\S*\\)`))
  })

  // The client's part of a handshake of TLS 1.3 is over before the server looks at its certificate.
  test.each([
    { own: undefined, words: 'the peer demands a certificate' },
    { own: 'stranger-client', words: "the peer refuses this side's certificate" },
  ])('by TLS 1.3 refuses with the first read a client that shows $own', async ({ own, words }) => {
    const tls = { ca: file('ca'), ...(own === undefined ? {} : shown(own)) }
    const transport = await dialTransport(`tls://${go.addresses.mutual}`, { tls })
    const error: unknown = await transport.read().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'connect' })
    expect(String(error)).toMatch(new RegExp(`${words} \\(ERR_SSL_\\S*ALERT\\S*\\)`))
    transport.close()
  })
})
