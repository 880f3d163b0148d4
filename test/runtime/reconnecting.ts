import {
  ReconnectingClient,
  type ReconnectingClientOptions,
  Server,
  type StateEvent,
  type Transport,
} from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { methods } from './methods.js'
import { until } from './pair.js'

/** A client that connects again, and a server that every connection leads to. */
export interface Dialing {
  readonly client: ReconnectingClient
  /** The client's end of each connection. */
  readonly transports: Transport[]
  readonly events: StateEvent[]
  /** Which texts were echoed, each after the number of its connection, from 0. */
  readonly seen: string[]
  /** How many connections there have been. */
  links(): number
  /** Ends the latest connection; resolves when the client knows. */
  drop(): Promise<void>
  /** Keeps attempts to connect from ending until told to. */
  holdDialling(): { letDial(): void }
  /** Makes so many attempts to connect fail. */
  refuse(count: number): void
  /** Makes the first write to the next connection throw. */
  breakNextWrite(): void
}

const open: ReconnectingClient[] = []

/** For `afterEach`: closes every client. */
export async function closeDialing(): Promise<void> {
  for (const client of open.splice(0)) await client.close()
}

/** With pauses of 1 ms at most between attempts, unless told otherwise. */
export function dialing(handlers: object = {}, options: Partial<ReconnectingClientOptions> = {}): Dialing {
  const transports: Transport[] = []
  const seen: string[] = []
  const events: StateEvent[] = []
  let held: Promise<void> | undefined
  let refusals = 0
  let breakWrite = false
  const served: Transport[] = []
  const connected = (): Transport => {
    const [here, there] = memoryPair()
    const number = transports.push(here) - 1
    served.push(there)
    const server = new Server()
    const given = { echo: (text: string) => text, ...handlers }
    const handled = {
      ...given,
      echo(text: string, context: unknown) {
        seen.push(`${number}: ${text}`)
        return (given.echo as (...args: unknown[]) => unknown)(text, context)
      },
      never: () => new Promise(() => {}),
    }
    server.register([methods.echo, methods.never], handled)
    void server.serve(there, { codec: gob() })
    if (breakWrite) {
      breakWrite = false
      here.write = () => {
        here.close()
        throw new Error('broken')
      }
    }
    return here
  }
  const connect = async (): Promise<Transport> => {
    await held
    if (refusals-- > 0) throw new Error('nobody there')
    return connected()
  }
  const client = new ReconnectingClient(connected(), connect, {
    codec: gob(),
    reconnect: { delay: 1, maxDelay: 1 },
    ...options,
  })
  client.onState((event) => events.push(event))
  open.push(client)
  return {
    client,
    transports,
    events,
    seen,
    links: () => transports.length,
    async drop() {
      const before = events.length
      served.at(-1)?.close()
      await until(() => events.length > before || client.state === 'draining' || client.state === 'closed')
    },
    holdDialling() {
      let letDial: () => void = () => {}
      held = new Promise((resolve) => {
        letDial = resolve
      })
      return { letDial }
    },
    refuse(count) {
      refusals = count
    },
    breakNextWrite() {
      breakWrite = true
    },
  }
}
