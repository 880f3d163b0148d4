import { isRpcError } from '@rpcgen/runtime'
import { expect } from 'vitest'
import { mostSteps } from '../../runtime/codec/steps.js'
import type { Behaviour } from '../behaviour.js'
import { framesTo, Listener } from '../conversation.js'
import type { Wire } from '../wire.js'

/** Reads all of it, in chunks of this size, or up to what ends the connection; answers with what it cost. */
function stepsOf(wire: Wire, role: 'client' | 'server', stream: Uint8Array, chunk: number): number {
  const listener = new Listener(wire, role)
  try {
    for (let at = 0; at < stream.length; at += chunk) listener.read(stream.slice(at, at + chunk), () => {})
  } catch (error) {
    if (!isRpcError(error)) throw error
  }
  return listener.steps
}

/** What arrives costs as much as it is long, and not what it makes believe. */
export const costs: readonly Behaviour[] = [
  {
    name: 'takes as many steps in chunks of one byte as in one',
    async run(wire) {
      for (const role of ['client', 'server'] as const) {
        const stream = Buffer.concat(await framesTo(role, wire))
        const whole = stepsOf(wire, role, stream, stream.length)
        expect(whole).toBeGreaterThan(0)
        expect(whole).toBeLessThanOrEqual(mostSteps(stream.length))
        expect(stepsOf(wire, role, stream, 1)).toBeLessThanOrEqual(2 * whole)
      }
    },
  },
  {
    name: 'takes as many steps as there are bytes, whatever they declare',
    async run(wire) {
      expect(wire.hostile.length).toBeGreaterThan(3)
      for (const role of ['client', 'server'] as const) {
        const frames = await framesTo(role, wire)
        for (const hostile of wire.hostile) {
          const stream = Buffer.concat([...frames.slice(0, 2), hostile])
          for (const chunk of [1, stream.length]) {
            expect(stepsOf(wire, role, stream, chunk)).toBeLessThanOrEqual(mostSteps(stream.length))
          }
        }
      }
    },
  },
]
