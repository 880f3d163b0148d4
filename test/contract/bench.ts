import {
  assertNoLeaks,
  Client,
  type ClientOptions,
  type LimitOptions,
  type ServeOptions,
  Server,
  type Transport,
} from '@rpcgen/runtime'
import { memoryPair } from '@rpcgen/runtime/memory'
import { expect } from 'vitest'
import { ArithClient, serveArith } from '../../generated/arith.js'
import { EchoClient, type EchoHandlers, serveEcho } from '../../generated/echo.js'
import { arith, newEcho } from '../interop/handlers.js'
import type { Wire } from './wire.js'

export interface BenchOptions {
  readonly client?: Partial<ClientOptions>
  readonly serve?: Partial<ServeOptions>
  readonly echo?: Partial<EchoHandlers>
  readonly limits?: { readonly client?: LimitOptions; readonly server?: LimitOptions }
  /** Bytes in which everything travels. Default: as it is written. */
  readonly chunk?: number
}

/** A client and a server of one wire, with the stubs on them. */
export class Bench {
  readonly client: Client
  readonly server: Server
  readonly arith: ArithClient
  readonly echo: EchoClient
  /** What each side has written, in order. */
  readonly requests: Uint8Array[] = []
  readonly responses: Uint8Array[] = []

  constructor(wire: Wire, options: BenchOptions = {}) {
    const [here, there] = memoryPair()
    const { codec, extensions = 'auto' } = wire
    const { limits = {}, chunk } = options
    this.server = new Server({ limits: limits.server })
    serveArith(this.server, arith)
    serveEcho(this.server, { ...newEcho(), ...options.echo })
    void this.server.serve(recorded(there, this.responses, chunk), { codec, ...options.serve })
    const over = recorded(here, this.requests, chunk)
    this.client = new Client(over, { codec, extensions, limits: limits.client, ...options.client })
    this.arith = new ArithClient(this.client)
    this.echo = new EchoClient(this.client)
  }

  /** How many bytes the client has written. */
  get sent(): number {
    return this.requests.reduce((sum, { length }) => sum + length, 0)
  }

  /** Ends both sides, which must hold nothing by then. */
  async close(): Promise<void> {
    await this.client.close()
    await this.server.close()
    for (const ledger of [this.client, this.server]) assertNoLeaks(ledger)
    expect(this.client.stats()).toMatchObject({ pending: 0, timers: 0, listeners: 0 })
  }
}

/** The same transport, with a copy of what is written, in chunks of this size. */
function recorded(transport: Transport, writes: Uint8Array[], chunk = Number.POSITIVE_INFINITY): Transport {
  return {
    read: () => transport.read(),
    write(bytes) {
      writes.push(bytes.slice())
      for (let at = 0; ; at += chunk) {
        const full = transport.write(bytes.slice(at, at + chunk))
        if (at + chunk >= bytes.length) return full
      }
    },
    close: (reason) => transport.close(reason),
  }
}
