import { isDeepStrictEqual } from 'node:util'
import type { Client } from '@rpcgen/runtime'
import fc from 'fast-check'
import type { KindCalls } from '../../peers/go-kinds.js'
import { canonical } from '../../runtime/codec/gob/canonical.js'
import type { Kind } from './kinds.js'
import { passed } from './passed.js'
import { type Seen, serviceOf } from './service.js'

/** How many calls wait for their replies at a time, as in test/peers/go/kinds_call.go. */
const IN_FLIGHT = 64

/** Sends so many values of a kind to a server that says what it saw in each, and sends it back. */
export async function callKind(client: Client, kind: Kind, seed: number, calls: number): Promise<KindCalls> {
  const values = fc.sample(kind.values, { numRuns: calls, seed })
  const { echo, seen } = serviceOf(kind)
  const complaints = new Map<number, object>()
  let next = 0
  let inFlight = 0

  async function call(index: number): Promise<void> {
    const sent = values[index]
    const arrived = passed(kind.type, sent, 'ours')
    const replied = client.call(echo, sent)
    inFlight = Math.max(inFlight, client.stats().pending)
    const { value, text } = (await replied) as Seen
    const saw: unknown = JSON.parse(text)
    const wanted = { value: arrived, text }
    if (!isDeepStrictEqual(saw, canonical(kind.type, arrived, 'go')))
      complaints.set(index, { sent: fc.stringify(sent), saw: text })
    else if (!isDeepStrictEqual({ value, text }, passed(seen, wanted, 'go')))
      complaints.set(index, { sent: fc.stringify(sent), got: fc.stringify(value) })
  }

  async function caller(): Promise<void> {
    while (next < values.length) {
      const index = next++
      await call(index).catch((error: unknown) =>
        complaints.set(index, { sent: fc.stringify(values[index]), error: String(error) }),
      )
    }
  }

  await Promise.all(Array.from({ length: IN_FLIGHT }, caller))
  const [first] = [...complaints].sort(([one], [other]) => one - other)
  return {
    kind: kind.name,
    seed,
    calls: values.length,
    inFlight,
    wrong: complaints.size,
    ...(first === undefined ? {} : { first: { index: first[0], ...first[1] } }),
  }
}
