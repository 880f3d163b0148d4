import { MAX_DELAY } from '../earliest-timer.js'
import { hash, randomAt } from './random.js'

/** What `read` answers is incoming; what `write` takes is outgoing. */
export type Direction = 'incoming' | 'outgoing'

/**
 * Where faults strike: the chance at each byte, from 0 to 1, or the bytes
 * themselves, as offsets from the start of the stream. A fault strikes before
 * the byte: `[1204]` is after 1,204 bytes.
 */
export type Where = number | readonly number[]

/** The faults of one direction. Each that is left out never strikes. */
export interface StreamFaults {
  /** A chunk is cut: `1` makes every byte a chunk of its own. */
  readonly split?: Where | undefined
  /** A chunk that ends here waits, 10 ms at most, for the next one and comes together with it, up to 64 KiB. */
  readonly join?: Where | undefined
  /** This byte and all that follow come later, by 1 to `upTo` whole milliseconds. */
  readonly delay?: { readonly at: Where; readonly upTo: number } | undefined
  /** One to eight bits of the byte are flipped. */
  readonly corrupt?: Where | undefined
  /** Nothing moves any more, and nothing says so, until the transport is closed. */
  readonly stall?: Where | undefined
  /**
   * Only this direction ends. Incoming: the peer ends its side, so `read` answers
   * null, and writing goes on. Outgoing: the peer takes no more, so that what is
   * written is lost without a word, and reading goes on.
   */
  readonly halfClose?: Where | undefined
  /** Both directions end as if the other side had closed: `read` answers null, `write` throws. */
  readonly truncate?: Where | undefined
  /** The connection breaks: `read` rejects and `write` throws, in both directions. */
  readonly reset?: Where | undefined
}

export type FaultKind = keyof StreamFaults

/** One fault that struck. */
export interface Fault {
  readonly direction: Direction
  readonly kind: FaultKind
  /** How many bytes of that direction went before it. */
  readonly offset: number
  /** For `delay`, milliseconds; for `corrupt`, the bits that were flipped; for others 0. */
  readonly amount: number
}

/** The faults after which a direction moves no more bytes, the gravest first: of two at one byte, that one strikes. */
const stops = ['reset', 'truncate', 'halfClose', 'stall'] as const
export type Stop = (typeof stops)[number]

/** The first struck offset from `from` on, or `to` when there is none before it. */
type Places = (from: number, to: number) => number

const nowhere: Places = (_, to) => to

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function places(where: Where | undefined, key: number, name: string): Places {
  if (where === undefined || where === 0) return nowhere
  if (typeof where === 'number') {
    if (!(where > 0 && where <= 1)) {
      throw new RangeError(`${name} is ${where}, and no chance from 0 to 1; a place is written [${where}]`)
    }
    const threshold = where * 2 ** 32
    return (from, to) => {
      let offset = from
      while (offset < to && randomAt(key, offset) >= threshold) offset++
      return offset
    }
  }
  const wrong = where.find((offset) => !isOffset(offset))
  if (wrong !== undefined) throw new RangeError(`${name} has ${wrong}, which is no offset in bytes`)
  const sorted = [...where].sort((a, b) => a - b)
  return (from, to) => sorted.find((offset) => offset >= from && offset < to) ?? to
}

/**
 * One direction's stream and the faults that lie on it. All but `join` are a
 * function of the seed, the direction and the offset alone: however the bytes
 * come in chunks, the same faults strike the same bytes.
 */
export class Course {
  /** Bytes that went by. */
  offset = 0
  readonly #direction: Direction
  readonly #note: (fault: Fault) => void
  readonly #key: number
  readonly #split: Places
  readonly #join: Places
  readonly #delay: Places
  readonly #upTo: number
  readonly #corrupt: Places
  readonly #stops: readonly (readonly [Stop, Places])[]
  /** Faults that need a chunk to end where they strike. */
  readonly #cuts: readonly Places[]
  #stopped: Stop | undefined
  #pausedAt = -1

  /** Throws a RangeError for what is no place or no delay. */
  constructor(seed: number, direction: Direction, faults: StreamFaults, note: (fault: Fault) => void) {
    const place = (kind: FaultKind, where: Where | undefined): Places =>
      places(where, hash(`${seed} ${direction} ${kind}`), `${direction} ${kind}`)
    const { split, join, delay, corrupt } = faults
    this.#direction = direction
    this.#note = note
    this.#key = hash(`${seed} ${direction} amount`)
    this.#split = place('split', split)
    this.#join = place('join', join)
    this.#delay = place('delay', delay?.at)
    this.#upTo = delay?.upTo ?? 1
    this.#corrupt = place('corrupt', corrupt)
    this.#stops = stops.map((kind) => [kind, place(kind, faults[kind])])
    this.#cuts = [this.#split, this.#delay, ...this.#stops.map(([, at]) => at)].filter((at) => at !== nowhere)
    if (!(Number.isInteger(this.#upTo) && this.#upTo > 0 && this.#upTo <= MAX_DELAY)) {
      throw new RangeError(`${direction} delay is up to ${this.#upTo}, and not a whole number of milliseconds above 0`)
    }
  }

  /** What ended the stream here, if anything did. */
  stop(): Stop | undefined {
    if (this.#stopped !== undefined) return this.#stopped
    const found = this.#stops.find(([, at]) => this.#strikes(at, this.offset))
    if (found === undefined) return undefined
    this.#stopped = found[0]
    this.#strike(found[0], this.offset)
    return this.#stopped
  }

  /** Milliseconds to wait before the next byte; 0 when asked again. */
  pause(): number {
    if (this.#pausedAt === this.offset || !this.#strikes(this.#delay, this.offset)) return 0
    this.#pausedAt = this.offset
    const milliseconds = 1 + (randomAt(this.#key, this.offset) % this.#upTo)
    this.#strike('delay', this.offset, milliseconds)
    return milliseconds
  }

  /** Whether a chunk that ends `length` bytes from here waits for the next. */
  joins(length: number): boolean {
    return this.#strikes(this.#join, this.offset + length)
  }

  /** Notes that the bytes on both sides of the place `length` bytes from here became one chunk. */
  joined(length: number): void {
    this.#strike('join', this.offset + length)
  }

  /** What goes by next of these bytes, one at least: up to the next fault, and with the corrupt ones changed in a copy. */
  take(bytes: Uint8Array): Uint8Array {
    const from = this.offset
    if (from > 0 && this.#strikes(this.#split, from)) this.#strike('split', from)
    let to = from + bytes.length
    for (const cut of this.#cuts) to = cut(from + 1, to)
    this.offset = to
    const piece = bytes.subarray(0, to - from)
    let at = this.#corrupt(from, to)
    if (at === to) return piece
    const copy = new Uint8Array(piece)
    for (; at < to; at = this.#corrupt(at + 1, to)) {
      const bits = 1 + (randomAt(this.#key, at) % 255)
      copy[at - from] = (copy[at - from] as number) ^ bits
      this.#strike('corrupt', at, bits)
    }
    return copy
  }

  #strikes(at: Places, offset: number): boolean {
    return at(offset, offset + 1) === offset
  }

  #strike(kind: FaultKind, offset: number, amount = 0): void {
    this.#note({ direction: this.#direction, kind, offset, amount })
  }
}
