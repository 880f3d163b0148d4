import { expect } from 'vitest'
import type { Behaviour } from '../behaviour.js'
import { framesTo, Listener, type Role } from '../conversation.js'
import type { Wire } from '../wire.js'

function heard(wire: Wire, role: Role, chunks: readonly Uint8Array[]): unknown[] {
  const listener = new Listener(wire, role)
  const said: unknown[] = []
  for (const chunk of chunks) listener.read(chunk.slice(), (each) => said.push(each))
  return said
}

/** What was read does not depend on where the network cut it. */
export const cuts: readonly Behaviour[] = (['client', 'server'] as const).map((role) => ({
  name: `reads the same wherever the bytes are cut, as a ${role}`,
  async run(wire) {
    const stream = Buffer.concat(await framesTo(role, wire))
    const whole = heard(wire, role, [stream])
    expect(whole.length).toBeGreaterThan(15)
    expect(whole.filter((said) => said instanceof Error)).toEqual([])
    for (let cut = 1; cut < stream.length; cut++) {
      expect(heard(wire, role, [stream.subarray(0, cut), stream.subarray(cut)])).toEqual(whole)
    }
    const bytes = Array.from(stream, (_, i) => stream.subarray(i, i + 1))
    expect(heard(wire, role, bytes)).toEqual(whole)
  },
}))
