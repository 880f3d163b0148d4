import type { Wire } from '../../peers/go-command.js'
import { startChild } from './child.js'
import { eventually } from './eventually.js'

/** A server of the service Desk, Go's or ours. */
export interface Desk {
  /** Where it speaks each of the wires. */
  readonly urls: Readonly<Record<Wire, string>>
  /** Waits until the handler of `Wait` runs for this name. */
  began(name: string): Promise<void>
  /** How many handlers of `Wait` have begun for names that start so. */
  count(prefix: string): number
  stop(): Promise<void>
}

/** A stock Go server in a process of its own. */
export interface GoDesk extends Desk {
  /** `host:port` of Go's own HTTP server, which has the RPC path and the debugging page. */
  readonly http: string
  /** What its log has said so far. */
  log(): readonly string[]
  /** What it wrote to its standard error so far. */
  complaint(): string
  /** Resolves with its exit code. */
  readonly exited: Promise<number | null>
}

type Addresses = Readonly<Record<Wire | 'http', string>>

interface Event {
  readonly event?: 'began' | 'log'
  readonly text?: string
}

export async function startGoDesk(): Promise<GoDesk> {
  const child = await startChild('desk', 'serve')
  const { gob, json, http } = await eventually('addresses', () => child.lines[0] as Addresses | undefined, child.ended)
  const texts = (kind: Event['event']): readonly string[] =>
    (child.lines as readonly Event[]).flatMap(({ event, text = '' }) => (event === kind ? [text] : []))
  return {
    urls: { gob: `tcp://${gob}`, json: `tcp://${json}` },
    http,
    async began(name) {
      await eventually(`Wait(${name})`, () => (texts('began').includes(name) ? true : undefined), child.ended)
    },
    count: (prefix) => texts('began').filter((name) => name.startsWith(prefix)).length,
    log: () => texts('log'),
    complaint: () => child.complaint(),
    exited: child.exited,
    stop: () => child.stop(),
  }
}
