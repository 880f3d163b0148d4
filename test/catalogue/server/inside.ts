import { startChild } from './child.js'
import { eventually } from './eventually.js'

/** What Go's server shows to its own process alone: see `test/peers/go/catalogue_server_inside.go`. */
export interface Inside {
  /** What `Register` or `RegisterName` says of each receiver; empty for success. */
  readonly register: Readonly<Record<string, string>>
  /** What a call of each method of `Mixed` gives. */
  readonly methods: Readonly<Record<string, string>>
  /** A server whose writes fail: the handlers that ran all the same, and how often the connection was closed. */
  readonly deaf: { readonly ran: number; readonly closed: number }
  readonly once: { readonly sums: readonly number[]; readonly unserved: boolean; readonly closed: number }
  readonly accept: { readonly log: string; readonly sums: readonly number[] }
}

export async function lookInsideGo(): Promise<Inside> {
  const child = await startChild('desk', 'inside')
  const inside = await eventually('what Go shows', () => child.lines[0] as Inside | undefined, child.ended)
  await child.stop()
  return inside
}
