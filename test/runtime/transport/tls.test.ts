import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RpcError, Transport } from '@rpcgen/runtime'
import { type DialTlsOptions, dialTransport, type Listener, type ListenTlsOptions } from '@rpcgen/runtime/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listenTransport } from '../../../runtime/transport/dial-transport.js'
import { goCerts } from '../../peers/go-transports.js'

const folder = mkdtempSync(join(tmpdir(), 'rpcgen-tls-'))
beforeAll(() => goCerts(folder))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string): string => readFileSync(join(folder, `${name}.pem`), 'utf8')
const shown = (name: string): { cert: string; key: string } => ({ cert: file(name), key: file(`${name}-key`) })

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

interface Serving {
  readonly listener: Listener
  /** The next transport that comes in. */
  accepted(): Promise<Transport>
}

async function serving(tls: ListenTlsOptions = shown('server'), url = 'tls://127.0.0.1:0'): Promise<Serving> {
  const queue: Transport[] = []
  const listener = await listenTransport(url, (transport) => void queue.push(transport), { tls })
  endings.push(() => listener.close())
  return {
    listener,
    async accepted() {
      await expect.poll(() => queue.length, { timeout: 20_000 }).toBeGreaterThan(0)
      const transport = queue.shift() as Transport
      endings.push(() => transport.close())
      return transport
    },
  }
}

async function dialling(url: string, tls: DialTlsOptions = { ca: file('ca') }): Promise<Transport> {
  const transport = await dialTransport(url, { tls })
  endings.push(() => transport.close())
  return transport
}

async function refusal(attempt: Promise<unknown>): Promise<RpcError> {
  const outcome = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(outcome).toMatchObject({ code: 'connect', executed: 'no' })
  return outcome as RpcError
}

const text = (chunk: Uint8Array | null): string | null => (chunk === null ? null : Buffer.from(chunk).toString())

describe('a TLS connection', () => {
  test.each(['tls://127.0.0.1:0', 'tls://localhost:0', 'tls://[::1]:0'])('%s carries bytes both ways', async (url) => {
    const { listener, accepted } = await serving(shown('server'), url)
    expect(listener.address).toMatch(/^tls:\/\/(127\.0\.0\.1|\[::1\]):[1-9]\d*$/)
    // By name: some releases of Node do not find an IPv6 address in a certificate that has it.
    const here = await dialling(listener.address, { ca: file('ca'), servername: 'localhost' })
    const there = await accepted()
    await here.write(Buffer.from('ping'))
    expect(text(await there.read())).toBe('ping')
    await there.write(Buffer.from('pong'))
    expect(text(await here.read())).toBe('pong')
    here.close()
    expect(await there.read()).toBeNull()
  })

  test('tells each side who the other is', async () => {
    const { listener, accepted } = await serving({ ...shown('server'), ca: file('ca'), requestCert: true })
    const here = await dialling(listener.address, { ca: file('ca'), ...shown('client') })
    const there = await accepted()
    expect(here.peer?.address).toBe(listener.address.replace('tls://', ''))
    expect(here.peer?.certificate).toMatchObject({
      subject: { CN: 'server', O: 'Example' },
      issuer: { CN: 'ca' },
      subjectAltName: 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    })
    expect(there.peer?.address).toMatch(/^127\.0\.0\.1:\d+$/)
    const certificate = there.peer?.certificate
    expect(certificate).toMatchObject({
      subject: { CN: 'client-7', O: 'Example', OU: ['one', 'two'] },
      subjectAltName: 'DNS:client-7.example',
    })
    expect(certificate?.fingerprint256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    const der = file('client').replace(/-----.*-----|\n/g, '')
    expect(Buffer.from(certificate?.raw ?? []).toString('base64')).toBe(der)
  })

  test('knows of no certificate where none was asked for or none was verified', async () => {
    const { listener, accepted } = await serving()
    const here = await dialling(listener.address, { rejectUnauthorized: false })
    expect((await accepted()).peer).toMatchObject({ certificate: undefined })
    expect(here.peer).toEqual({ address: listener.address.replace('tls://', ''), certificate: undefined })
  })

  test('delivers what was written before it was closed', async () => {
    const { listener, accepted } = await serving()
    const here = await dialling(listener.address)
    const there = await accepted()
    await there.write(Buffer.from('last words'))
    there.close()
    expect(text(await here.read())).toBe('last words')
    expect(await here.read()).toBeNull()
  })

  test('takes certificates as bytes, several authorities, and a name that is not that of the URL', async () => {
    const { cert, key } = shown('elsewhere')
    const { listener } = await serving({ cert: Buffer.from(cert), key: Buffer.from(key) })
    const ca = [file('stranger-ca'), Buffer.from(file('ca'))]
    const here = await dialling(listener.address, { ca, servername: 'elsewhere.example' })
    expect(here.peer?.certificate?.subjectAltName).toBe('DNS:elsewhere.example')
  })
})

describe('a server whose certificate is not to be trusted', () => {
  test.each([
    { name: 'expired', words: "the peer's certificate has expired (CERT_HAS_EXPIRED)" },
    { name: 'early', words: "the peer's certificate is not valid yet (CERT_NOT_YET_VALID)" },
    { name: 'elsewhere', words: "the peer's certificate is for another name (" },
    { name: 'elsewhere', words: '(ERR_TLS_CERT_ALTNAME_INVALID)' },
    { name: 'self-signed', words: "the peer's certificate is self-signed and not trusted here (DEPTH_ZERO_" },
    { name: 'stranger', words: "the peer's certificate comes from an authority that is not trusted here (UNABLE_TO_" },
  ])('$name: $words', async ({ name, words }) => {
    const { listener } = await serving(shown(name))
    expect((await refusal(dialling(listener.address))).message).toContain(words)
  })

  test('by Node, which has never heard of the authority', async () => {
    const { listener } = await serving()
    expect((await refusal(dialling(listener.address, {}))).message).toContain('an authority that is not trusted here')
  })
})

describe('a peer that does not speak TLS', () => {
  async function plain(serve: (socket: Socket) => void): Promise<string> {
    const server: NetServer = createServer((socket) => {
      socket.on('error', () => {})
      endings.push(() => socket.destroy())
      serve(socket)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    endings.push(() => server.close())
    return `tls://127.0.0.1:${(server.address() as { port: number }).port}`
  }

  test('but something else', async () => {
    const url = await plain((socket) => socket.write('220 mail.example ESMTP ready\r\n'))
    expect((await refusal(dialling(url))).message).toContain('the peer does not speak TLS (ERR_SSL_')
  })

  test('but hangs up', async () => {
    const url = await plain((socket) => socket.once('data', () => socket.end()))
    const { message } = await refusal(dialling(url))
    expect(message).toBe(
      `cannot connect to ${url}: the peer closed the connection during the TLS handshake (ECONNRESET)`,
    )
  })

  test('but says nothing', async () => {
    const url = await plain(() => {})
    const { message } = await refusal(dialTransport(url, { dialTimeout: 50 }))
    expect(message).toContain('no answer within 50 ms')
  })
})

describe('a client whose handshake comes to nothing', () => {
  function raw({ listener }: Serving): Socket {
    const socket = connect(Number(listener.address.split(':').at(-1)), '127.0.0.1')
    socket.on('error', () => {})
    endings.push(() => socket.destroy())
    return socket
  }
  const closed = (socket: Socket): Promise<unknown> => new Promise((done) => socket.resume().once('close', done))

  test.each([
    { title: 'speaks something else', act: (socket: Socket) => socket.write('GET / HTTP/1.0\r\n\r\n') },
    { title: 'resets', act: (socket: Socket) => socket.resetAndDestroy() },
  ])('since it $title, concerns nobody else', async ({ act }) => {
    const server = await serving()
    const socket = raw(server)
    const gone = closed(socket)
    await new Promise<void>((done) => socket.once('connect', done))
    act(socket)
    await gone
    const here = await dialling(server.listener.address)
    await here.write(Buffer.from('still here'))
    expect(text(await (await server.accepted()).read())).toBe('still here')
  })

  test('is cut in the end, whether it says nothing, stops in the middle or has ended', async () => {
    const server = await serving()
    const sockets = [raw(server), raw(server), raw(server)] as const
    const gone = sockets.map(closed)
    sockets[1].write(Uint8Array.of(22, 3, 1, 2, 0, 1))
    sockets[2].end()
    await Promise.all(gone)
  })

  test('is cut when the listener closes, while the connections that are open stay', async () => {
    const server = await serving()
    const here = await dialling(server.listener.address)
    const there = await server.accepted()
    const socket = raw(server)
    const gone = closed(socket)
    // Accepted after this one, so this one is accepted when the other is.
    await new Promise<void>((done) => socket.once('connect', done))
    await dialling(server.listener.address)
    await server.accepted()
    await server.listener.close()
    await gone
    await here.write(Buffer.from('open'))
    expect(text(await there.read())).toBe('open')
  })
})

describe('options that do not fit', () => {
  test.each([
    { url: 'tcp://127.0.0.1:1', options: { tls: {} }, words: 'takes no tls option: that is for tls' },
    { url: 'unix:/nowhere', options: { tls: {} }, words: 'takes no tls option: that is for tls' },
    {
      url: 'tcp://127.0.0.1:1',
      options: { path: '/foo' },
      words: 'takes no path option: that is for http-connect and',
    },
    { url: 'tls://127.0.0.1:1', options: { path: '/foo' }, words: 'takes no path option' },
    { url: 'http-connect://127.0.0.1:1', options: { path: 'foo' }, words: '"foo" is no path of the form /path' },
    { url: 'http-connect://127.0.0.1:1', options: { path: '/a\r\nb' }, words: 'is no path of the form /path' },
    { url: 'tls://127.0.0.1', options: {}, words: 'not of the form tls://host:port' },
  ])('$url $options', async ({ url, options, words }) => {
    expect((await refusal(dialTransport(url, options))).message).toContain(words)
    expect((await refusal(listenTransport(url, () => {}, options))).message).toMatch(
      url.startsWith('tls') && words.includes('form') ? /not of the form/ : words,
    )
  })

  test('certificates that cannot be used', async () => {
    const url = 'tls://127.0.0.1:1'
    const prefix = `cannot use the tls options for ${url}: `
    expect((await refusal(dialling(url, { ca: '/etc/ca.pem' }))).message).toBe(`${prefix}ca is not in PEM`)
    const { cert } = shown('client')
    const { key } = shown('server')
    expect((await refusal(dialling(url, { cert }))).message).toBe(`${prefix}there is a cert without its key`)
    expect((await refusal(dialling(url, { key }))).message).toBe(`${prefix}there is a key without its cert`)
    expect((await refusal(dialling(url, { cert, key }))).message).toMatch(new RegExp(`^${prefix}.*mismatch`))
  })

  test('a server without what it needs', async () => {
    const url = 'tls://127.0.0.1:0'
    const attempt = (given?: ListenTlsOptions): Promise<RpcError> =>
      refusal(listenTransport(url, () => {}, given === undefined ? {} : { tls: given }))
    for (const given of [undefined, {}, { ca: file('ca') }]) {
      expect((await attempt(given)).message).toBe(
        `cannot listen on ${url}: of the tls options, cert and key are missing`,
      )
    }
    expect((await attempt({ ...shown('server'), requestCert: true })).message).toContain('requestCert needs ca')
    expect((await attempt({ ...shown('server'), ca: 'nonsense', requestCert: true })).message).toContain(
      'ca is not in PEM',
    )
  })
})
