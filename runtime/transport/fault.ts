import { RpcError } from '../error.js'
import type { Peer, Transport } from '../transport.js'
import { Course, type Direction, type Fault, type StreamFaults } from './fault-course.js'
import { FaultLog } from './fault-log.js'
import { Naps } from './naps.js'
import { runSteps, type Steps } from './steps.js'

export type { Direction, Fault, FaultKind, StreamFaults, Where } from './fault-course.js'

/** Milliseconds that a chunk waits for the next one to join, and how large the two may grow. */
const JOIN_WAIT = 10
const LARGEST_JOIN = 64 * 1024

const NOTHING = new Uint8Array(0)

export interface FaultOptions {
  /** The same seed, options and bytes give the same faults. */
  readonly seed: number
  /** Faults of what `read` answers. Default: none. */
  readonly incoming?: StreamFaults | undefined
  /** Faults of what `write` takes. Default: none. */
  readonly outgoing?: StreamFaults | undefined
}

/** A transport that fails as it was told to. */
export interface FaultTransport extends Transport {
  /** What struck so far, oldest first: the latest 100 of each kind in each direction. */
  readonly faults: readonly Fault[]
  /** The same in words, for the message of a failing test: `seed 42: outgoing reset at byte 1204`. */
  describe(): string
}

/** How the transport ended: what either side gets from then on. */
interface Outcome {
  /** Null is a clean end. */
  readonly read: Error | null
  readonly write: Error
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right
  const both = new Uint8Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}

class FaultyTransport implements FaultTransport {
  readonly peer?: Peer
  readonly #inner: Transport
  readonly #seed: number
  readonly #log = new FaultLog()
  readonly #incoming: Course
  readonly #outgoing: Course
  #outcome: Outcome | undefined
  /** Who waits for a delay, for a chunk to join, or in a stall. */
  readonly #naps = new Naps()
  /** Bytes that the inner transport gave and nobody has read. */
  #arrived: Uint8Array = NOTHING
  /** The inner read that a chunk waited for in vain, to be joined with it. */
  #ahead: Promise<Uint8Array | null> | undefined
  /** Bytes that were taken and that the inner transport has not got. */
  #queue: Uint8Array = NOTHING
  /** Runs while the queue waits for another write, to be joined with it. */
  #hold: ReturnType<typeof setTimeout> | undefined
  #pumping: Promise<void> | undefined
  /** True while the inner transport is full. */
  #full = false
  #closing = false

  constructor(inner: Transport, { seed, incoming = {}, outgoing = {} }: FaultOptions) {
    if (inner.peer !== undefined) this.peer = inner.peer
    this.#inner = inner
    this.#seed = seed
    this.#incoming = new Course(seed, 'incoming', incoming, (fault) => this.#log.add(fault))
    this.#outgoing = new Course(seed, 'outgoing', outgoing, (fault) => this.#log.add(fault))
  }

  get faults(): readonly Fault[] {
    return this.#log.kept
  }

  describe(): string {
    return this.#log.describe(this.#seed)
  }

  async read(): Promise<Uint8Array | null> {
    if (this.#outcome === undefined) {
      const stop = this.#incoming.stop()
      if (stop === 'halfClose') return null
      if (stop === 'reset') this.#reset('incoming')
      if (stop === 'truncate') this.#truncate('incoming')
      if (stop === 'stall') await this.#naps.take(Number.POSITIVE_INFINITY)
    }
    while (this.#outcome === undefined && this.#arrived.length === 0) {
      const chunk = await this.#pull()
      if (chunk === null) return this.#readEnd()
      this.#arrived = chunk
    }
    if (this.#outcome === undefined) {
      const pause = this.#incoming.pause()
      if (pause > 0) await this.#naps.take(pause)
    }
    if (this.#outcome !== undefined) return this.#readEnd()
    const piece = this.#incoming.take(this.#arrived)
    this.#arrived = this.#arrived.subarray(piece.length)
    return piece
  }

  write(bytes: Uint8Array): void | Promise<void> {
    if (this.#outcome !== undefined) throw this.#outcome.write
    if (this.#hold !== undefined) this.#outgoing.joined(this.#queue.length)
    this.#queue = joined(this.#queue, bytes)
    if (this.#pumping !== undefined) return this.#pumping
    const { length } = this.#queue
    if (length > 0 && length < LARGEST_JOIN && this.#outgoing.joins(length)) {
      this.#hold ??= setTimeout(() => void this.#release(), JOIN_WAIT)
      return
    }
    const { offset } = this.#outgoing
    try {
      return this.#pump()
    } catch (error) {
      // To throw is to say that nothing was taken.
      if (this.#outgoing.offset === offset) throw error
      return Promise.reject(error)
    }
  }

  close(reason?: Error): void {
    if (this.#outcome !== undefined) return
    this.#closing = true
    if (!this.#full) this.#deliver()
    const write = reason ?? new RpcError('closed', 'the transport was closed')
    this.#end({ read: null, write }, reason)
  }

  #readEnd(): null {
    const error = this.#outcome?.read ?? null
    if (error !== null) throw error
    return null
  }

  /** The next chunk of the inner transport, with those that it joins. */
  async #pull(): Promise<Uint8Array | null> {
    try {
      let chunk = await this.#readInner()
      while (
        chunk !== null &&
        chunk.length > 0 &&
        chunk.length < LARGEST_JOIN &&
        this.#outcome === undefined &&
        this.#incoming.joins(chunk.length)
      ) {
        this.#ahead = this.#readInner()
        const arrived = this.#ahead.catch(() => null)
        await this.#naps.take(JOIN_WAIT, arrived)
        const next = await Promise.race([arrived, null])
        // Nothing yet, the end or a failure: the next read tells.
        if (next === null) break
        this.#ahead = undefined
        this.#incoming.joined(chunk.length)
        chunk = joined(chunk, next)
      }
      return chunk
    } catch (error) {
      if (this.#outcome === undefined) throw error
      return null
    }
  }

  #readInner(): Promise<Uint8Array | null> {
    const ahead = this.#ahead
    this.#ahead = undefined
    return ahead ?? this.#inner.read()
  }

  /** Ends the wait of what was held back to be joined. */
  async #release(): Promise<void> {
    try {
      await this.#pump()
    } catch (error) {
      // The write that brought these bytes has long returned. The next one tells, and the reader.
      const failure = error instanceof Error ? error : new RpcError('disconnected', String(error))
      this.#end({ read: failure, write: failure }, failure)
    }
  }

  /** Hands the queue to the inner transport; a promise when that takes time. */
  #pump(): Promise<void> | undefined {
    clearTimeout(this.#hold)
    this.#hold = undefined
    this.#pumping = runSteps(this.#steps())?.finally(() => {
      this.#pumping = undefined
    })
    return this.#pumping
  }

  /** One step for each piece of the queue and for each wait. */
  *#steps(): Steps {
    for (;;) {
      if (this.#outcome !== undefined) {
        if (this.#queue.length === 0) return
        throw this.#outcome.write
      }
      const stop = this.#outgoing.stop()
      if (stop === 'reset') throw this.#reset('outgoing')
      if (stop === 'truncate') {
        this.#truncate('outgoing')
        continue
      }
      if (stop === 'stall') {
        yield this.#naps.take(Number.POSITIVE_INFINITY)
        continue
      }
      if (stop === 'halfClose') this.#queue = NOTHING
      if (this.#queue.length === 0) return
      const pause = this.#outgoing.pause()
      if (pause > 0 && !this.#closing) {
        yield this.#naps.take(pause)
        if (this.#outcome !== undefined) continue
      }
      const piece = this.#outgoing.take(this.#queue)
      this.#queue = this.#queue.subarray(piece.length)
      const full = this.#inner.write(piece)
      if (full === undefined) continue
      this.#full = true
      yield full
      this.#full = false
    }
  }

  /** What was written is delivered on closing, so what a delay or a join holds back leaves now, until the inner transport is full. */
  #deliver(): void {
    try {
      for (const wait of this.#steps()) {
        if (wait === undefined) continue
        wait.catch(() => {})
        return
      }
    } catch {
      // The stream broke, and the transport is being closed anyway.
    }
  }

  #reset(direction: Direction): RpcError {
    const error = this.#failure('the connection was reset', direction)
    this.#end({ read: error, write: error }, error)
    return error
  }

  #truncate(direction: Direction): void {
    this.#end({ read: null, write: this.#failure('the connection was ended', direction) }, undefined)
  }

  #failure(what: string, direction: Direction): RpcError {
    const { offset } = direction === 'incoming' ? this.#incoming : this.#outgoing
    return new RpcError('disconnected', `${what} at byte ${offset} of the ${direction} stream (seed ${this.#seed})`)
  }

  /** The one exit: after it no timer is left and nobody waits. */
  #end(outcome: Outcome, reason: Error | undefined): void {
    if (this.#outcome !== undefined) return
    this.#outcome = outcome
    clearTimeout(this.#hold)
    this.#hold = undefined
    this.#inner.close(reason)
    this.#naps.wakeAll()
  }
}

/**
 * Wraps a transport so that its bytes meet faults, each of which replays from
 * the seed: for tests of what a program does on a bad connection. Where a fault
 * strikes depends on the seed and on the bytes that went before it in its
 * direction, and not on time or on how they came in chunks (`join` apart, which
 * needs a chunk's end). A wait is a `setTimeout`, so that fake timers move it.
 *
 * Closing delivers what a delay or a join held back. After it no timer is left,
 * and a read or a write that stalled settles.
 *
 * Throws a RangeError for a chance, an offset or a delay that is none.
 */
export function faultTransport(inner: Transport, options: FaultOptions): FaultTransport {
  return new FaultyTransport(inner, options)
}
