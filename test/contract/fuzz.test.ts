import { isRpcError } from '@rpcgen/runtime'
import { describe, expect, test } from 'vitest'
import { hash, randomAt } from '../../runtime/transport/random.js'
import { mostSteps } from '../runtime/codec/steps.js'
import { framesTo, Listener } from './conversation.js'
import { wires } from './wires.js'

const FRAMES = 20_000

type Random = () => number

const below = (random: Random, end: number): number => Math.floor(random() * end)

/** What goes wrong with bytes: some are changed, lost, doubled or come from elsewhere, or all end early. */
function mutated(frame: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes = [...frame]
  for (let count = 1 + below(random, 3); count > 0; count--) {
    const at = below(random, bytes.length)
    const length = 1 + below(random, 8)
    const other = others[below(random, others.length)] as Uint8Array
    const from = below(random, other.length)
    switch (below(random, 7)) {
      case 0:
        bytes[at] = below(random, 256)
        break
      case 1:
        bytes[at] = (bytes[at] as number) ^ (1 << below(random, 8))
        break
      case 2:
        bytes.splice(at, length)
        break
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + length))
        break
      case 4:
        bytes.splice(at, 0, ...other.subarray(from, from + length))
        break
      case 5:
        bytes.splice(at, length, ...Array.from({ length }, () => (random() < 0.5 ? 255 : 127)))
        break
      default:
        bytes = bytes.slice(0, at + 1)
    }
    if (bytes.length === 0) bytes.push(0)
  }
  return Uint8Array.from(bytes)
}

describe.each(wires)('$name', (wire) => {
  test.each(['client', 'server'] as const)(`${FRAMES} broken frames do a %s no harm`, async (role) => {
    const frames = await framesTo(role, wire)
    const seed = hash(`${wire.name} ${role}`)
    let drawn = 0
    const random: Random = () => randomAt(seed, drawn++) / 2 ** 32
    const heap = process.memoryUsage().heapUsed
    let largest = 0
    let errors = 0
    for (let i = 0; i < FRAMES; i++) {
      const at = below(random, frames.length)
      const listener = new Listener(wire, role)
      let fed = 0
      try {
        // What came before it may have told the codec something: a type, or that the peer knows the extension.
        const before = random() < 0.5 ? frames.slice(0, at) : []
        for (const frame of before) listener.read(frame.slice(), () => {})
        const mutant = mutated(frames[at] as Uint8Array, frames, random)
        fed = before.reduce((sum, { length }) => sum + length, mutant.length)
        listener.read(mutant, (said) => {
          if (!(said instanceof Error)) return
          errors++
          expect(isRpcError(said)).toBe(true)
        })
      } catch (error) {
        errors++
        if (!isRpcError(error)) throw error
        expect(['protocol', 'limit']).toContain(error.code)
      }
      if (listener.steps > mostSteps(fed)) expect(listener.steps).toBeLessThanOrEqual(mostSteps(fed))
      if (i % 500 === 0) largest = Math.max(largest, process.memoryUsage().heapUsed)
    }
    expect(errors).toBeGreaterThan(FRAMES / 20)
    expect(largest - heap).toBeLessThan(300 * 2 ** 20)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
