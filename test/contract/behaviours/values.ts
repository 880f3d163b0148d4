import { expect } from 'vitest'
import type { EchoClient, Everything } from '../../../generated/echo.js'
import { type EchoCase, echoes } from '../../interop/echoes.js'
import type { Behaviour } from '../behaviour.js'
import { Bench } from '../bench.js'

/** The cases of one method that stand or fall together. */
function groupOf({ method, value }: EchoCase): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return `${method}, not finite`
  if (typeof value === 'bigint' && value >= 2n ** 63n) return `${method}, beyond 63 bits`
  if (method === 'exact' && (value as { offset: number }).offset !== 0) {
    return `${method}, with ${(value as { offset: number }).offset % 60 === 0 ? 'a zone' : 'seconds in the zone'}`
  }
  if (method === 'everything' && (value as Everything).exact.offset !== 0) return `${method}, with a zone`
  return method
}

function grouped(): ReadonlyMap<string, readonly EchoCase[]> {
  const groups = new Map<string, EchoCase[]>()
  for (const each of echoes) groups.set(groupOf(each), [...(groups.get(groupOf(each)) ?? []), each])
  const record = Object.fromEntries([
    ['__proto__', 1],
    ['constructor', 2],
  ])
  groups.set('record, with names of every object', [{ method: 'record', value: record, back: {}, on: [] }])
  return groups
}

/** Every value of the edges of every type comes back as it was sent, to the bit. */
export const values: readonly Behaviour[] = [...grouped()].map(([name, cases]) => ({
  name: `carries ${name}`,
  async run(wire) {
    const bench = new Bench(wire)
    try {
      for (const { method, value } of cases) {
        const call = bench.echo[method] as (this: EchoClient, value: unknown) => Promise<unknown>
        const back = await call.call(bench.echo, value)
        expect(back).toEqual(value)
        if (method === 'record') expect(Object.entries(back as object)).toEqual(Object.entries(value as object))
      }
    } finally {
      await bench.close()
    }
  },
}))
