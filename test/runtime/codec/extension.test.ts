import type { Codec, CodecFactory, Header, RequestHeader, ResponseHeader } from '@rpcgen/runtime'
import { defaultLimits, isRpcError, type Limits } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter } from '../../../runtime/bytes.js'
import { CANCEL, type Extensions, NONE, REQUEST, RESPONSE } from '../../../runtime/codec.js'
import type { AnyMethod, Message } from '../../../runtime/message.js'
import { methods, Refused, Taken } from '../methods.js'
import { plainRequest, plainResponse, requestHeader, responseHeader, usedHeader } from './headers.js'

const echo = methods.echo as AnyMethod
const guarded = methods.guarded as AnyMethod
const never = methods.never as AnyMethod
const details = Refused.message as Message<unknown>

/** What an end says of one message. */
interface Seen {
  readonly kind: number
  readonly header: Header
  /** Which of the method's errors it is. */
  readonly errorName: string | undefined
  readonly body: unknown
}

/** One end of a connection; what it writes goes to the other one in pieces of this many bytes. */
class End {
  readonly codec: Codec
  readonly #reader = new ByteReader()
  readonly #writer = new ByteWriter()
  readonly #header = usedHeader()
  readonly #piece: number

  constructor(factory: CodecFactory, extensions: Extensions, piece: number, limits: Partial<Limits> = {}) {
    const io = { reader: this.#reader, writer: this.#writer, limits: { ...defaultLimits, ...limits }, extensions }
    this.codec = factory.open(io)
    this.#piece = piece
  }

  /** Sends what was written; `body` is what the other end reads the bodies as. */
  sendTo(other: End, body?: Message<unknown>): Seen[] {
    const bytes = this.#writer.take()
    const seen: Seen[] = []
    for (let at = 0; at < bytes.length; at += this.#piece) {
      other.#reader.append(bytes.slice(at, at + this.#piece))
      seen.push(...other.#read(body))
    }
    expect(other.#reader.available).toBeLessThanOrEqual(1)
    return seen
  }

  get waiting(): number {
    return this.#writer.length
  }

  #read(body: Message<unknown> | undefined): Seen[] {
    const seen: Seen[] = []
    for (;;) {
      const kind = this.codec.readHeader(this.#header)
      if (kind === NONE) return seen
      const header = { ...this.#header }
      const errorName = this.codec.errorOf?.(guarded)?.name
      seen.push({ kind, header, errorName, body: kind === CANCEL ? undefined : this.codec.readBody(body) })
    }
  }
}

interface Pair {
  readonly client: End
  readonly server: End
  call(said?: Partial<RequestHeader>): Seen
  answer(said: Partial<ResponseHeader>, body?: unknown, as?: Message<unknown>): Seen
}

const codecs: Readonly<Record<'gob' | 'json', CodecFactory>> = { gob: gob(), json: json({ dialect: 'go' }) }

describe.each(['gob', 'json'] as const)('over %s', (wire) => {
  function pair(client: Extensions, piece = 2 ** 20, limits: Partial<Limits> = {}): Pair {
    const ends = {
      client: new End(codecs[wire], client, piece, limits),
      server: new End(codecs[wire], 'auto', piece, limits),
    }
    let seq = 0
    return {
      ...ends,
      call(said) {
        ends.client.codec.writeRequest(requestHeader(++seq, said), guarded, 'hello')
        return ends.client.sendTo(ends.server, guarded.params)[0] as Seen
      },
      answer(said, body, as) {
        ends.server.codec.writeResponse(responseHeader(seq, 'Test.Guarded', said), guarded, body)
        return ends.server.sendTo(ends.client, as)[0] as Seen
      },
    }
  }

  const sized = Array.from({ length: 40 }, (_, i) => i + 1)

  test.each([...sized, 2 ** 20])('a timeout and metadata arrive, in pieces of %i bytes', (piece) => {
    const { call } = pair('on', piece)
    const metadata = { trace: 'a1', '': 'empty key', empty: '', 'żółw 🐢': '"\\\n' }
    const { kind, header, body } = call({ timeout: 1500.25, metadata })
    expect(kind).toBe(REQUEST)
    expect(header).toEqual({
      ...plainRequest,
      seq: 1,
      method: 'Test.Guarded',
      timeout: 1500.25,
      metadata: header.metadata,
    })
    expect(Object.entries(header.metadata ?? {})).toEqual(Object.entries(metadata))
    expect(body).toBe('hello')
  })

  test.each([...sized, 2 ** 20])('an error of the schema arrives with its details, in pieces of %i bytes', (piece) => {
    const { call, answer } = pair('on', piece)
    for (const refusal of [
      { reason: 'full', after: -5 },
      { reason: '', after: 0 },
    ]) {
      call()
      const said = { error: 'refused: full', code: 'remote' } as const
      const { kind, header, errorName, body } = answer({ ...said, errorName: 'Refused' }, refusal, details)
      expect(errorName).toBe('Refused')
      expect(kind).toBe(RESPONSE)
      expect(header).toEqual({ ...plainResponse, ...said, seq: header.seq, method: header.method })
      expect(body).toEqual(refusal)
    }
  })

  test('details may be no struct, and nobody has to read them', () => {
    const { call, answer } = pair('on')
    call()
    const said = { error: 'taken', code: 'remote', errorName: 'Taken' } as const
    expect(answer(said, 'Ann', Taken.message as Message<unknown>).body).toBe('Ann')
    call()
    expect(answer(said, 'Ann').errorName).toBe('Taken')
    call()
    expect(answer({}, 'fine', guarded.result).body).toBe('fine')
  })

  test.each([
    'timeout',
    'canceled',
    'bad_args',
    'internal',
    'limit',
    'overloaded',
    'no_such_method',
    'remote',
  ] as const)('the code %s arrives', (code) => {
    const { call, answer } = pair('on')
    call()
    expect(answer({ error: 'no', code }).header).toMatchObject({ error: 'no', code })
    call()
    // A text that would tell another code.
    const error = "rpc: can't find service X.Y"
    expect(answer({ error, code }).header).toMatchObject({ error, code })
  })

  test('an error without a code has the one that its text tells', () => {
    const { call, answer } = pair('on')
    call()
    expect(answer({ error: 'boom' }).header).toMatchObject({ error: 'boom', code: 'remote' })
    call()
    expect(answer({ error: "rpc: can't find method T.X" }).header.code).toBe('no_such_method')
  })

  test('an error without a text is an error all the same', () => {
    const { call, answer } = pair('on')
    call()
    expect(answer({ error: '' }).header).toMatchObject({ error: 'unspecified error', code: 'remote' })
  })

  test.each([
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [2 ** 53 / 1e6, Number.POSITIVE_INFINITY],
    [9_007_199_254.740_99, 9_007_199_254.740_99],
    [0.000_001, 0.000_001],
    [0.000_000_1, 0],
    [0, 0],
    [-20, 0],
    [Number.NEGATIVE_INFINITY, 0],
  ])('a timeout of %d arrives as %d', (timeout, wanted) => {
    expect(pair('on').call({ timeout }).header.timeout).toBe(wanted)
  })

  test('keys that objects inherit are keys like any other', () => {
    const metadata = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d"}') as Record<
      string,
      string
    >
    const seen = pair('on').call({ metadata }).header.metadata ?? {}
    expect(Object.getPrototypeOf(seen)).toBeNull()
    expect(Object.entries(seen)).toEqual(Object.entries(metadata))
    expect('polluted' in Object.prototype).toBe(false)
  })

  test('metadata without a pair is none', () => {
    expect(pair('on').call({ metadata: {} }).header.metadata).toBeUndefined()
    expect(pair('on').call({ metadata: {}, timeout: 5 }).header).toMatchObject({ metadata: undefined, timeout: 5 })
  })

  test('metadata that is no text is refused, and nothing is sent', () => {
    const { client, call } = pair('on')
    const metadata = { a: 'x', b: 5 } as unknown as Record<string, string>
    expect(() => client.codec.writeRequest(requestHeader(9, { metadata }), guarded, 'x')).toThrow('expected a string')
    expect(client.waiting).toBe(0)
    expect(call({ timeout: 7 }).header.timeout).toBe(7)
  })

  test('metadata over the message limit is refused, and nothing is sent', () => {
    const { client, call } = pair('on', 2 ** 20, { message: 1000 })
    for (const metadata of [{ a: 'x'.repeat(980) }, { a: 'x'.repeat(1 << 24) }]) {
      const write = () => client.codec.writeRequest(requestHeader(9, { metadata }), guarded, 'x')
      expect(write).toThrow(expect.objectContaining({ code: 'limit' }))
      expect(client.waiting).toBe(0)
    }
    expect({ ...call({ metadata: { a: 'y' } }).header.metadata }).toEqual({ a: 'y' })
  })

  test.each([
    ['that do not fit', { reason: 'x', after: 'soon' }, 'encode', 'details.after'],
    ['that are none', undefined, 'encode', 'details'],
    ['over the message limit', { reason: 'x'.repeat(2000), after: 1 }, 'limit', undefined],
  ])('details %s are refused, nothing is sent, and no type counts as sent', (_name, body, code, path) => {
    const { client, server, call, answer } = pair('on', 2 ** 20, { message: 1000 })
    call()
    const said = { error: 'no', code: 'remote', errorName: 'Refused' } as const
    const thrown = caught(() => server.codec.writeResponse(responseHeader(1, 'Test.Guarded', said), guarded, body))
    expect(thrown.code).toBe(code)
    if (path !== undefined) expect(thrown.path).toBe(path)
    expect(server.waiting).toBe(0)
    // The header's type is defined in what is sent next, and the request can still be answered.
    expect(answer(said, { reason: 'x', after: 1 }, details).body).toEqual({ reason: 'x', after: 1 })
    expect(client.codec.extended).toBe(true)
  })

  test('an error that the method does not have is refused', () => {
    const { server, call } = pair('on')
    call()
    for (const method of [echo, undefined]) {
      const said = { error: 'no', code: 'remote', errorName: 'Refused' } as const
      const thrown = caught(() => server.codec.writeResponse(responseHeader(1, 'Test.Echo', said), method, {}))
      expect(thrown).toMatchObject({ code: 'encode', reason: 'the method has no error Refused' })
      expect(server.waiting).toBe(0)
    }
  })

  test('details that the caller takes for others fail its call alone', () => {
    const { call, answer } = pair('on')
    call()
    const said = { error: 'no', code: 'remote', errorName: 'Refused' } as const
    const thrown = caught(() => answer(said, { reason: 'x', after: 1 }, Taken.message as Message<unknown>))
    expect(thrown.code).toBe('decode')
    call()
    expect(answer({}, 'fine', guarded.result).body).toBe('fine')
  })

  test.each([...sized, 2 ** 20])('a cancel arrives, in pieces of %i bytes', (piece) => {
    for (const extensions of ['auto', 'on'] as const) {
      const { client, server } = pair(extensions, piece)
      client.codec.writeRequest(requestHeader(1), never, undefined)
      const [called] = client.sendTo(server)
      client.codec.writeCancel?.(2, 1)
      client.codec.writeRequest(requestHeader(3), echo, 'next')
      const [cancel, next] = client.sendTo(server, echo.params)
      expect(cancel?.kind).toBe(CANCEL)
      expect(cancel?.header).toEqual({
        ...plainRequest,
        seq: 2,
        method: '_goRPC_.Cancel',
        // One of ours waits for no answer; the fork that the message comes from does.
        answer: extensions === 'auto',
        target: called?.header.seq,
      })
      expect(next).toMatchObject({ kind: REQUEST, body: 'next', header: { seq: 3, answer: true, target: -1 } })
    }
  })

  test('a request of that name that is answered gets an answer', () => {
    const { client, server } = pair('auto')
    client.codec.writeCancel?.(1, 0)
    expect(client.sendTo(server)[0]?.header.answer).toBe(true)
    server.codec.writeResponse(responseHeader(1, '_goRPC_.Cancel'), undefined, undefined)
    expect(server.sendTo(client)[0]).toMatchObject({ kind: RESPONSE, header: { seq: 1, error: undefined } })
  })

  test('nothing is known of a peer before it has spoken, unless it is said', () => {
    expect(pair('auto').client.codec.extended).toBe(false)
    expect(pair('on').client.codec.extended).toBe(true)
  })

  test('a client that is told to begin makes itself known with its first request, whatever that says', () => {
    for (const said of [{}, { timeout: 5 }, { metadata: { a: 'b' } }]) {
      const { call, server } = pair('on')
      call(said)
      expect(server.codec.extended).toBe(true)
    }
    const { call, server } = pair('auto')
    call({ timeout: 5 })
    expect(server.codec.extended).toBe(false)
  })
})

/** The RpcError that this throws. */
function caught(act: () => unknown): { code: string; path: string | undefined; reason: string } {
  try {
    act()
  } catch (error) {
    if (isRpcError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
