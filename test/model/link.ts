import { RpcError, type Server, type Transport } from '@rpcgen/runtime'
import { memoryPair } from '@rpcgen/runtime/memory'
import { type FaultKind, faultTransport } from '../../runtime/transport/fault.js'
import type { Clock } from './clock.js'
import { codecs, type LinkPlan, type Scenario } from './scenario.js'

/** After these the connection does not do what it should, whether or not anybody has noticed. */
const breaking: readonly FaultKind[] = ['corrupt', 'stall', 'halfClose', 'truncate', 'reset']

/** Whether a connection of this plan breaks sooner or later. */
export function breaks({ incoming, outgoing }: LinkPlan): boolean {
  return breaking.some((kind) => incoming[kind] !== undefined || outgoing[kind] !== undefined)
}

/** One connection between a client and a server of a run. */
export class Link {
  /** The client's end. */
  readonly transport: Transport
  /** When the connection was over for the server, or cut; Infinity while it is neither. */
  overAt = Number.POSITIVE_INFINITY
  readonly #faulty: ReturnType<typeof faultTransport>
  readonly #clock: Clock
  #break: ((error: Error) => void) | undefined

  constructor(server: Server, clock: Clock, plan: LinkPlan, { seed, codec }: Scenario) {
    this.#clock = clock
    const [here, there] = memoryPair()
    const { incoming, outgoing, faulty } = plan
    this.#faulty = faultTransport(faulty === 'client' ? here : there, { seed, incoming, outgoing })
    this.transport = this.#breakable(faulty === 'client' ? this.#faulty : here)
    const served = server.serve(faulty === 'client' ? there : this.#faulty, { codec: codecs[codec] })
    void served.then(() => this.#over())
  }

  get broken(): boolean {
    return this.#faulty.faults.some(({ kind }) => breaking.includes(kind))
  }

  get corrupted(): boolean {
    return this.#faulty.faults.some(({ kind }) => kind === 'corrupt')
  }

  /** The client finds the connection ended, or broken. */
  cut(how: 'end' | 'break'): void {
    this.#over()
    if (how === 'break') this.#break?.(new RpcError('disconnected', 'cut by the test'))
    this.#faulty.close()
  }

  describe(): string {
    return this.#faulty.describe()
  }

  #over(): void {
    this.overAt = Math.min(this.overAt, this.#clock.now)
  }

  #breakable(inner: Transport): Transport {
    const broken = new Promise<never>((_, reject) => {
      this.#break = reject
    })
    broken.catch(() => {})
    return {
      read: () => Promise.race([inner.read(), broken]),
      write: (bytes) => inner.write(bytes),
      close: (reason) => inner.close(reason),
    }
  }
}
