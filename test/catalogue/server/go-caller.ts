import { startChild } from './child.js'
import { eventually } from './eventually.js'

/** What a call of Go's client led to. */
export interface GoOutcome {
  readonly id: number
  /** Empty for success. */
  readonly error: string
  /** `server` for an error that the server replied with, `connection` for any other. */
  readonly kind: '' | 'server' | 'connection'
  readonly reply: unknown
}

/** A Go type that params or a reply can have: see `drivenTypes` in `test/peers/go/catalogue_server_caller.go`. */
type GoType =
  | 'Args'
  | 'Wider'
  | 'Other'
  | 'Texts'
  | 'Unknown'
  | 'Mood'
  | '[]int'
  | 'map[string]int'
  | 'int'
  | 'string'
  | 'struct{}'

/** Go's own client on one connection, in a process of its own. */
export interface GoCaller {
  /** Sends a request; calls leave in the order of these. The value is that of the params in JSON. */
  call(method: string, params: GoType, value: unknown, reply: GoType): Promise<GoOutcome>
  /** Ends the writing side of the connection, and waits until that is done. */
  closeWrite(): Promise<void>
  stop(): Promise<void>
}

/** Connects to `tcp://host:port`; `http` stands for Go's `DialHTTP`. */
export async function startGoCaller(wire: 'gob' | 'json' | 'http', url: string): Promise<GoCaller> {
  const child = await startChild('desk', 'call', wire, new URL(url).host)
  let last = 0
  const step = (told: object): Promise<GoOutcome> => {
    const id = ++last
    child.write({ ID: id, ...told })
    const outcome = (): GoOutcome | undefined => (child.lines as readonly GoOutcome[]).find((line) => line.id === id)
    return eventually(`the outcome of ${JSON.stringify(told)}`, outcome, child.ended)
  }
  return {
    call: (method, params, value, reply) => step({ Method: method, Params: params, Value: value, Reply: reply }),
    async closeWrite() {
      await step({ Half: true })
    },
    stop: () => child.stop(),
  }
}
