import type { Codec, Header } from '@rpcgen/runtime'
import { defaultLimits } from '@rpcgen/runtime'
import { ArithMethods } from '../../generated/arith.js'
import { EchoMethods } from '../../generated/echo.js'
import { ByteReader, ByteWriter } from '../../runtime/bytes.js'
import { CANCEL, NONE, REQUEST, type RESPONSE } from '../../runtime/codec.js'
import type { AnyMethod } from '../../runtime/message.js'
import { requestHeader, usedHeader } from '../runtime/codec/headers.js'
import { stepsOf } from '../runtime/codec/steps.js'
import { Bench } from './bench.js'
import type { Wire } from './wire.js'

interface Exchange {
  readonly method: AnyMethod
  readonly params: unknown
}

const tree = { value: 0, branches: [], named: {} }

/** What is said in a conversation: a few of all things. */
const exchanges: readonly Exchange[] = [
  { method: ArithMethods.multiply as AnyMethod, params: { a: 6, b: -7 } },
  { method: ArithMethods.divide as AnyMethod, params: { a: 7, b: 0 } },
  { method: EchoMethods.fail as AnyMethod, params: 'no' },
  { method: EchoMethods.string as AnyMethod, params: 'żółw "x" 🐢' },
  { method: EchoMethods.bytes as AnyMethod, params: Uint8Array.of(0, 127, 128, 255) },
  { method: EchoMethods.tree as AnyMethod, params: { ...tree, left: tree, branches: [tree], named: { a: tree } } },
  { method: EchoMethods.sparse as AnyMethod, params: { required: 1, nullable: null, nullablePoint: { x: 1, y: 2 } } },
  { method: EchoMethods.map as AnyMethod, params: new Map([[1, 'one']]) },
  { method: EchoMethods.points as AnyMethod, params: [{ x: 1, y: 0.5 }] },
  { method: EchoMethods.nothing as AnyMethod, params: undefined },
]

export type Role = 'client' | 'server'

/** The frames that a side of this role reads in one conversation. */
export async function framesTo(role: Role, wire: Wire): Promise<readonly Uint8Array[]> {
  const bench = new Bench(wire)
  for (const { method, params } of exchanges) await bench.client.call(method, params).catch(() => {})
  await bench.close()
  return role === 'client' ? bench.responses : bench.requests
}

/** A codec that has been told what the side of this role says in the conversation, and what it reads. */
export class Listener {
  readonly codec: Codec
  readonly #role: Role
  readonly #reader = new ByteReader()
  readonly #header: Header = usedHeader()
  #seen = 0

  constructor(wire: Wire, role: Role) {
    const writer = new ByteWriter()
    const { codec, extensions = 'auto' } = wire
    const limits = { ...defaultLimits, message: 64 * 1024, nesting: 40 }
    this.codec = codec.open({ reader: this.#reader, writer, limits, extensions })
    this.#role = role
    if (role === 'server') return
    exchanges.forEach(({ method, params }, seq) => {
      this.codec.writeRequest(requestHeader(seq), method, params)
    })
  }

  /** What reading has cost so far. */
  get steps(): number {
    return stepsOf(this.codec)
  }

  /** Reads whatever is whole by now. Throws what the codec throws when framing is lost. */
  read(chunk: Uint8Array, note: (said: unknown) => void): void {
    this.#reader.append(chunk)
    for (;;) {
      const kind = this.codec.readHeader(this.#header)
      if (kind === NONE) return
      note({ kind, ...this.#header })
      if (kind === CANCEL) continue
      try {
        note(this.#body(kind))
      } catch (error) {
        note(error)
      }
    }
  }

  #body(kind: typeof REQUEST | typeof RESPONSE): unknown {
    const { method } = exchanges[this.#seen++ % exchanges.length] as Exchange
    if (kind === REQUEST) return this.codec.readBody(this.#role === 'server' ? method.params : undefined)
    if (this.#header.error === undefined) return this.codec.readBody(method.result)
    return this.codec.readBody(this.codec.errorOf?.(method)?.message)
  }
}
