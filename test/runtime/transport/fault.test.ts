import { isRpcError } from '@rpcgen/runtime'
import { memoryPair } from '@rpcgen/runtime/memory'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Fault, faultTransport, type StreamFaults } from '../../../runtime/transport/fault.js'
import { ScriptedTransport } from '../scripted-transport.js'

const bytes = Uint8Array.from({ length: 40 }, (_, i) => i)

/** What came out of a faulty transport, and how it ended. */
interface Passage {
  readonly chunks: readonly (readonly number[])[]
  /** The last word: a clean end, an error's text, or silence. */
  readonly end: string
  readonly faults: readonly Fault[]
}

interface Way {
  readonly direction: 'incoming' | 'outgoing'
  pass(faults: StreamFaults, input?: readonly Uint8Array[], seed?: number): Promise<Passage>
}

/** Pieces of the bytes, all of the same size but the last. */
function cut(from: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < from.length; at += size) pieces.push(from.subarray(at, at + size))
  return pieces
}

function flat({ chunks }: Passage): number[] {
  return chunks.flat()
}

function kinds({ faults }: Passage): string[] {
  return faults.map(({ kind, offset }) => `${kind} ${offset}`)
}

/** Takes every delay at once: timers are fake. */
async function soon<T>(promise: Promise<T>): Promise<T | 'silence'> {
  let outcome: { value: T } | { error: unknown } | undefined
  promise.then(
    (value) => {
      outcome = { value }
    },
    (error: unknown) => {
      outcome = { error }
    },
  )
  await vi.advanceTimersByTimeAsync(60_000)
  if (outcome === undefined) return 'silence'
  if ('error' in outcome) throw outcome.error
  return outcome.value
}

function text(error: unknown): string {
  if (!isRpcError(error)) throw new Error(`not an RpcError: ${String(error)}`)
  return `${error.code}: ${error.message}`
}

const incoming: Way = {
  direction: 'incoming',
  async pass(faults, input = [bytes], seed = 42) {
    const inner = new ScriptedTransport()
    const transport = faultTransport(inner, { seed, incoming: faults })
    for (const chunk of [...input, null]) inner.feed(chunk)
    const chunks: number[][] = []
    let end: string | undefined
    while (end === undefined) {
      try {
        const chunk = await soon(transport.read())
        if (chunk === null) end = 'end'
        else if (chunk === 'silence') end = chunk
        else chunks.push([...chunk])
      } catch (error) {
        end = text(error)
      }
    }
    transport.close()
    return { chunks, end, faults: transport.faults }
  },
}

const outgoing: Way = {
  direction: 'outgoing',
  async pass(faults, input = [bytes], seed = 42) {
    const inner = new ScriptedTransport()
    const transport = faultTransport(inner, { seed, outgoing: faults })
    let end = 'end'
    try {
      for (const chunk of input) {
        const full = transport.write(chunk)
        if (full !== undefined && (await soon(full)) === 'silence') {
          end = 'silence'
          break
        }
      }
    } catch (error) {
      end = text(error)
    }
    transport.close()
    return { chunks: inner.writes.map((chunk) => [...chunk]), end, faults: transport.faults }
  },
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  const left = vi.getTimerCount()
  vi.useRealTimers()
  expect(left).toBe(0)
})

describe.each([incoming, outgoing])('$direction', ({ direction, pass }) => {
  test('bytes pass as they are when no fault is asked for', async () => {
    const passage = await pass({}, cut(bytes, 7))
    expect(passage.chunks).toEqual(cut(bytes, 7).map((chunk) => [...chunk]))
    expect(passage).toMatchObject({ end: 'end', faults: [] })
  })

  test('split cuts before the bytes that it names', async () => {
    const passage = await pass({ split: [3, 7, 20] }, cut(bytes, 20))
    expect(passage.chunks.map(({ length }) => length)).toEqual([3, 4, 13, 20])
    expect(flat(passage)).toEqual([...bytes])
    expect(kinds(passage)).toEqual(['split 3', 'split 7', 'split 20'])
  })

  test('split with certainty makes every byte a chunk', async () => {
    const passage = await pass({ split: 1 })
    expect(passage.chunks).toEqual([...bytes].map((byte) => [byte]))
  })

  test('join brings chunks together where they meet', async () => {
    const passage = await pass({ join: [10, 30] }, cut(bytes, 10))
    expect(passage.chunks.map(({ length }) => length)).toEqual([20, 20])
    expect(flat(passage)).toEqual([...bytes])
    expect(kinds(passage)).toEqual(['join 10', 'join 30'])
  })

  test('a chunk is joined to 64 KiB and no further', async () => {
    const chunk = new Uint8Array(40 * 1024)
    const passage = await pass({ join: 1 }, [chunk, chunk, chunk, chunk])
    expect(passage.chunks.map(({ length }) => length)).toEqual([80 * 1024, 80 * 1024])
  })

  test('delay keeps the order, and tells how long', async () => {
    const passage = await pass({ delay: { at: [0, 5, 25], upTo: 500 } }, cut(bytes, 20))
    expect(flat(passage)).toEqual([...bytes])
    expect(passage.chunks.map(({ length }) => length)).toEqual([5, 15, 5, 15])
    expect(kinds(passage)).toEqual(['delay 0', 'delay 5', 'delay 25'])
    for (const { amount } of passage.faults) expect(amount).toSatisfy((ms: number) => ms >= 1 && ms <= 500)
  })

  test('corrupt changes the bytes that it names, in a copy', async () => {
    const given = Buffer.from(bytes)
    const passage = await pass({ corrupt: [0, 17, 39] }, [given])
    expect([...given]).toEqual([...bytes])
    const changed = flat(passage).flatMap((byte, i) => (byte === bytes[i] ? [] : [[i, byte ^ (bytes[i] as number)]]))
    expect(changed).toEqual(passage.faults.map(({ offset, amount }) => [offset, amount]))
    expect(kinds(passage)).toEqual(['corrupt 0', 'corrupt 17', 'corrupt 39'])
  })

  test('a chance strikes about as often as it says', async () => {
    const passage = await pass({ corrupt: 0.1 }, [new Uint8Array(100_000)])
    const changed = flat(passage).filter((byte) => byte !== 0).length
    expect(changed).toSatisfy((count: number) => count > 9_500 && count < 10_500)
  })

  test.each([0, 13, 40])('stall after %i bytes is silence', async (offset) => {
    const passage = await pass({ stall: [offset] }, cut(bytes, 10))
    expect(flat(passage)).toEqual([...bytes.subarray(0, offset)])
    expect(passage.end).toBe('silence')
    expect(kinds(passage)).toEqual([`stall ${offset}`])
  })

  test.each([0, 13, 40])('reset after %i bytes is a break that names the seed', async (offset) => {
    const passage = await pass({ reset: [offset] }, cut(bytes, 10))
    expect(flat(passage)).toEqual([...bytes.subarray(0, offset)])
    expect(passage.end).toBe(
      `disconnected: the connection was reset at byte ${offset} of the ${direction} stream (seed 42)`,
    )
    expect(kinds(passage)).toEqual([`reset ${offset}`])
  })

  test('of two ends at one byte the graver strikes, and only one', async () => {
    const passage = await pass({ stall: [8], halfClose: [8], truncate: [8], reset: [8, 9] })
    expect(kinds(passage)).toEqual(['reset 8'])
  })

  test('the same bytes meet the same faults, however they come in chunks', async () => {
    const stream = Uint8Array.from({ length: 3_000 }, (_, i) => i)
    const faults: StreamFaults = {
      split: 0.01,
      delay: { at: 0.002, upTo: 30 },
      corrupt: 0.01,
      reset: 0.0005,
      truncate: 0.0005,
    }
    const outcomes = new Set<string>()
    for (let seed = 0; seed < 20; seed++) {
      const [whole, ...others] = await Promise.all(
        [3_000, 1_000, 64, 7].map((size) => pass(faults, cut(stream, size), seed)),
      )
      if (whole === undefined) throw new Error('no passage')
      for (const other of others) {
        expect(flat(other)).toEqual(flat(whole))
        expect(other.end).toBe(whole.end)
        expect(other.faults).toEqual(whole.faults)
      }
      outcomes.add(JSON.stringify(whole.faults))
    }
    expect(outcomes.size).toBe(20)
  })

  test.each<[string, StreamFaults, string]>([
    ['a chance above 1', { reset: 1204 }, 'reset is 1204, and no chance from 0 to 1; a place is written [1204]'],
    ['a chance below 0', { split: -0.1 }, 'split is -0.1'],
    ['a chance that is no number', { split: Number.NaN }, 'split is NaN'],
    ['a place that is no offset', { corrupt: [3, 1.5] }, 'corrupt has 1.5, which is no offset in bytes'],
    ['a delay of no time', { delay: { at: 1, upTo: 0 } }, 'delay is up to 0'],
  ])('%s is refused', async (_, faults, message) => {
    const [inner] = memoryPair()
    expect(() => faultTransport(inner, { seed: 1, [direction]: faults })).toThrow(
      expect.objectContaining({ name: 'RangeError', message: expect.stringContaining(`${direction} ${message}`) }),
    )
  })
})

/** Both ends of a connection, the first of which is faulty. */
function pair(faults: Partial<Record<'incoming' | 'outgoing', StreamFaults>>) {
  const [inner, peer] = memoryPair()
  return { transport: faultTransport(inner, { seed: 7, ...faults }), peer }
}

describe('an end in one direction', () => {
  test('incoming halfClose leaves the writing open', async () => {
    const { transport, peer } = pair({ incoming: { halfClose: [4] } })
    peer.write(bytes)
    expect(await transport.read()).toEqual(bytes.subarray(0, 4))
    expect(await transport.read()).toBe(null)
    transport.write(bytes)
    expect(await peer.read()).toEqual(bytes)
    expect(await transport.read()).toBe(null)
    expect(transport.describe()).toBe('seed 7: incoming halfClose at byte 4')
  })

  test('outgoing halfClose loses what is written, and leaves the reading open', async () => {
    const { transport, peer } = pair({ outgoing: { halfClose: [4] } })
    expect(transport.write(bytes)).toBe(undefined)
    expect(transport.write(bytes)).toBe(undefined)
    peer.write(bytes)
    expect(await transport.read()).toEqual(bytes)
    transport.close()
    expect(await peer.read()).toEqual(bytes.subarray(0, 4))
    expect(await peer.read()).toBe(null)
    expect(transport.describe()).toBe('seed 7: outgoing halfClose at byte 4')
  })

  test('incoming truncate ends both sides cleanly', async () => {
    const { transport, peer } = pair({ incoming: { truncate: [4] } })
    peer.write(bytes)
    expect(await transport.read()).toEqual(bytes.subarray(0, 4))
    expect(await transport.read()).toBe(null)
    expect(() => transport.write(bytes)).toThrow('the connection was ended at byte 4 of the incoming stream (seed 7)')
    expect(await peer.read()).toBe(null)
  })

  test('outgoing truncate ends both sides cleanly, with a read that waits', async () => {
    const { transport, peer } = pair({ outgoing: { truncate: [4] } })
    const reading = transport.read()
    const writing = expect(transport.write(bytes)).rejects.toThrow(
      'the connection was ended at byte 4 of the outgoing stream (seed 7)',
    )
    expect(await reading).toBe(null)
    await writing
    expect(await peer.read()).toEqual(bytes.subarray(0, 4))
    expect(await peer.read()).toBe(null)
  })

  test('a write that ends where truncate strikes has succeeded', async () => {
    const { transport } = pair({ outgoing: { truncate: [bytes.length] } })
    expect(transport.write(bytes)).toBe(undefined)
    expect(() => transport.write(bytes)).toThrow('the connection was ended at byte 40')
  })

  test('outgoing reset breaks a read that waits', async () => {
    const { transport, peer } = pair({ outgoing: { reset: [4] } })
    const reading = transport.read()
    const writing = expect(transport.write(bytes)).rejects.toThrow('the connection was reset at byte 4')
    await expect(reading).rejects.toThrow('the connection was reset at byte 4')
    await expect(transport.read()).rejects.toThrow('the connection was reset at byte 4')
    await writing
    expect(await peer.read()).toEqual(bytes.subarray(0, 4))
  })

  test('a write of which nothing left throws', () => {
    const { transport } = pair({ outgoing: { reset: [0] } })
    expect(() => transport.write(bytes)).toThrow('the connection was reset at byte 0')
  })

  test('incoming reset breaks a write that stalls', async () => {
    const { transport, peer } = pair({ incoming: { reset: [4] }, outgoing: { stall: [0] } })
    const writing = expect(transport.write(bytes)).rejects.toThrow('the connection was reset at byte 4')
    peer.write(bytes)
    expect(await transport.read()).toEqual(bytes.subarray(0, 4))
    await expect(transport.read()).rejects.toThrow('the connection was reset at byte 4')
    await writing
  })
})

describe('closing', () => {
  test('ends a read that is delayed, and one that stalls', async () => {
    for (const faults of [{ delay: { at: [0], upTo: 1_000 } }, { stall: [0] }]) {
      const { transport, peer } = pair({ incoming: faults })
      peer.write(bytes)
      const reading = transport.read()
      await vi.advanceTimersByTimeAsync(0)
      transport.close()
      expect(await reading).toBe(null)
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  test('ends a write that stalls, with the reason', async () => {
    const { transport, peer } = pair({ outgoing: { stall: [4] } })
    const writing = expect(transport.write(bytes)).rejects.toThrow('enough')
    transport.close(new Error('enough'))
    await writing
    expect(await peer.read()).toEqual(bytes.subarray(0, 4))
    expect(() => transport.write(bytes)).toThrow('enough')
  })

  test('delivers a write that is delayed, in order and at once', async () => {
    const { transport, peer } = pair({ outgoing: { delay: { at: [0, 4, 9], upTo: 1_000 } } })
    const writing = transport.write(bytes)
    transport.close()
    expect(await writing).toBe(undefined)
    const chunks = [await peer.read(), await peer.read(), await peer.read()]
    expect(chunks.flatMap((chunk) => [...(chunk ?? [])])).toEqual([...bytes])
    expect(await peer.read()).toBe(null)
    expect(transport.faults.map(({ kind, offset }) => [kind, offset])).toEqual([
      ['delay', 0],
      ['delay', 4],
      ['delay', 9],
    ])
  })

  test('delivers what waits to be joined', async () => {
    const { transport, peer } = pair({ outgoing: { join: 1 } })
    expect(transport.write(bytes)).toBe(undefined)
    expect(vi.getTimerCount()).toBe(1)
    transport.close()
    expect(await peer.read()).toEqual(bytes)
  })

  test('closes the inner transport once, with the reason', () => {
    const inner = new ScriptedTransport()
    const close = vi.spyOn(inner, 'close')
    const transport = faultTransport(inner, { seed: 1, outgoing: { reset: [0] } })
    expect(() => transport.write(bytes)).toThrow('reset')
    transport.close(new Error('later'))
    expect(close).toHaveBeenCalledTimes(1)
    expect(inner.closed).toMatchObject({ message: expect.stringContaining('reset') })
  })
})

describe('what waits to be joined', () => {
  test('leaves by itself when nothing more is written', async () => {
    const inner = new ScriptedTransport()
    const transport = faultTransport(inner, { seed: 1, outgoing: { join: 1 } })
    transport.write(bytes)
    expect(inner.writes).toEqual([])
    await vi.advanceTimersByTimeAsync(10)
    expect(inner.writes).toEqual([bytes])
    expect(transport.faults).toEqual([])
  })

  test('keeps its place before the next write when the inner transport is full', async () => {
    const inner = new ScriptedTransport()
    inner.full = true
    const transport = faultTransport(inner, { seed: 1, outgoing: { join: [5], split: [3] } })
    expect(transport.write(bytes.subarray(0, 5))).toBe(undefined)
    await vi.advanceTimersByTimeAsync(10)
    expect(inner.writes).toEqual([bytes.subarray(0, 3)])
    const writing = transport.write(bytes.subarray(5))
    expect(inner.writes.length).toBe(1)
    inner.drain()
    expect(await writing).toBe(undefined)
    expect(Buffer.concat(inner.writes)).toEqual(Buffer.from(bytes))
  })

  test('is read by itself when nothing more arrives, and nothing is lost then', async () => {
    const { transport, peer } = pair({ incoming: { join: 1 } })
    peer.write(bytes)
    const reading = transport.read()
    await vi.advanceTimersByTimeAsync(10)
    expect(await reading).toEqual(bytes)
    peer.write(bytes.subarray(0, 5))
    const next = transport.read()
    await vi.advanceTimersByTimeAsync(10)
    expect(await next).toEqual(bytes.subarray(0, 5))
    expect(transport.faults).toEqual([])
    transport.close()
  })

  test('tells the next write, and the reader, when it could not leave', async () => {
    const inner = new ScriptedTransport()
    const transport = faultTransport(inner, { seed: 1, outgoing: { join: 1 } })
    const reading = expect(transport.read()).rejects.toThrow('the cable is cut')
    vi.spyOn(inner, 'write').mockImplementation(() => {
      throw new Error('the cable is cut')
    })
    transport.write(bytes)
    await vi.advanceTimersByTimeAsync(10)
    expect(() => transport.write(bytes)).toThrow('the cable is cut')
    await reading
  })
})

describe('the inner transport', () => {
  test('is full, and so is this one until it is not', async () => {
    const inner = new ScriptedTransport()
    inner.full = true
    const transport = faultTransport(inner, { seed: 1, outgoing: { split: [4] } })
    const writing = transport.write(bytes)
    await vi.advanceTimersByTimeAsync(0)
    expect(inner.writes).toEqual([bytes.subarray(0, 4)])
    inner.drain()
    expect(await writing).toBe(undefined)
    expect(inner.writes).toEqual([bytes.subarray(0, 4), bytes.subarray(4)])
  })

  test('is not written to on closing while it is full', async () => {
    const inner = new ScriptedTransport()
    inner.full = true
    const transport = faultTransport(inner, { seed: 1, outgoing: { split: [4] } })
    const writing = expect(transport.write(bytes)).rejects.toThrow('the transport was closed')
    transport.close()
    inner.drain()
    await writing
    expect(inner.writes).toEqual([bytes.subarray(0, 4)])
  })

  test('breaks, and so does this one', async () => {
    const inner = new ScriptedTransport()
    inner.full = true
    const transport = faultTransport(inner, { seed: 1, incoming: { join: 1 } })
    inner.feed(bytes)
    inner.feed(new Error('the cable is cut'))
    const reading = transport.read()
    await vi.advanceTimersByTimeAsync(10)
    expect(await reading).toEqual(bytes)
    await expect(transport.read()).rejects.toThrow('the cable is cut')
    const writing = expect(transport.write(bytes)).rejects.toThrow('the plug is out')
    inner.breakWrite(new Error('the plug is out'))
    await writing
    transport.close()
  })

  test('says who the peer is', () => {
    const peer = { address: '192.0.2.7:40123', certificate: undefined }
    const inner = Object.assign(new ScriptedTransport(), { peer })
    expect(faultTransport(inner, { seed: 1 }).peer).toBe(peer)
  })
})

describe('the log', () => {
  test('says that nothing struck', () => {
    expect(pair({}).transport.describe()).toBe('seed 7: no fault')
  })

  test('keeps the latest hundred of a kind, and all of the rare ones', async () => {
    const { transport } = pair({ outgoing: { split: 1, corrupt: [3], reset: [5_000] } })
    await expect(transport.write(new Uint8Array(6_000))).rejects.toThrow('reset')
    const splits = transport.faults.filter(({ kind }) => kind === 'split').map(({ offset }) => offset)
    expect(splits).toEqual(Array.from({ length: 100 }, (_, i) => 4_900 + i))
    expect(transport.faults.filter(({ kind }) => kind !== 'split').map(({ offset }) => offset)).toEqual([3, 5_000])
    expect(transport.describe()).toMatch(
      /^seed 7: 4991 earlier, then (outgoing split at byte \d{4}, ){9}outgoing reset at byte 5000$/,
    )
  })

  test('says how long and which bits', async () => {
    const { transport, peer } = pair({ incoming: { delay: { at: [0], upTo: 1 }, corrupt: [2] } })
    peer.write(bytes)
    await soon(transport.read())
    const bits = transport.faults.find(({ kind }) => kind === 'corrupt')?.amount.toString(16)
    expect(transport.describe()).toBe(
      `seed 7: incoming delay of 1 ms at byte 0, incoming corrupt (bits 0x${bits}) at byte 2`,
    )
  })
})
