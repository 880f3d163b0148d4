import type { ByteReader } from '../../bytes.js'
import { asRpcError, RpcError } from '../../error.js'
import { corrupt, Input } from './input.js'
import type { PeerTypes } from './peer-types.js'
import { Skimmer } from './skimmer.js'

/** A number could not be read because it has not arrived. */
const CUT = -1

/** Where a value lies, in bytes from the reader's position. */
export interface Extent {
  /** The peer's type. */
  id: number
  /** Behind the id. */
  start: number
  /** Where the message ends that the value begins in. */
  end: number
  /** Where the last of its messages ends. */
  last: number
  /** Why the value cannot be read, when its end could not be found: the rest of the message it broke in is dropped with it. */
  fault: RpcError | undefined
}

export function noExtent(): Extent {
  return { id: 0, start: 0, end: 0, last: 0, fault: undefined }
}

/**
 * Finds the values of a stream as their bytes arrive, and takes in the definitions
 * before them and inside them. Each byte is looked at once, however many chunks it
 * takes to arrive: only values that may hold an interface are read at all, since
 * only those may be cut.
 */
export class ValueScanner {
  readonly #reader: ByteReader
  readonly #peer: PeerTypes
  readonly #limit: number
  readonly #input = new Input()
  readonly #skimmer: Skimmer
  /** How many bytes from the reader's position are known to be whole messages. */
  #whole = 0
  /** Whether the value at hand goes on in the next message. */
  #begun = false
  /** After {@link #uint}: where the number ends. */
  #next = 0

  /** `limit` is how many bytes may lie between the reader's position and the end of a value. */
  constructor(reader: ByteReader, peer: PeerTypes, limit: number, nesting: number, emptyEntries: number) {
    this.#reader = reader
    this.#peer = peer
    this.#limit = limit
    this.#skimmer = new Skimmer(this.#input, peer, (id, input) => peer.define(id, input), nesting, emptyEntries)
  }

  get steps(): number {
    return this.#input.steps
  }

  /** Whether the stream stands behind a whole value, with nothing begun. */
  get isIdle(): boolean {
    return !this.#begun && this.#whole === 0 && this.#reader.available === 0
  }

  /** Steps over what was found: the reader's position is its end. */
  take(): number {
    const taken = this.#whole
    this.#reader.position += taken
    this.#whole = 0
    return taken
  }

  /** Finds the next value; false when it has not arrived whole. Throws `limit` or `protocol` when the next message cannot be told. */
  next(extent: Extent): boolean {
    const reader = this.#reader
    for (;;) {
      const size = this.#uint(reader.position + this.#whole)
      if (size === CUT) return false
      if (size === 0) throw new RpcError('protocol', 'gob: a message of no bytes')
      const start = this.#next
      const whole = start + size - reader.position
      if (whole > this.#limit) {
        throw new RpcError('limit', `a message of ${whole} bytes is over the limit of ${this.#limit}`)
      }
      if (start + size > reader.end) return false
      this.#whole = whole
      if (this.#read(extent, start, start + size)) return true
    }
  }

  /** Reads one message; true when a value ends with it. */
  #read(extent: Extent, start: number, end: number): boolean {
    const input = this.#input
    input.open(this.#reader.buffer, start, end)
    input.steps++
    if (!this.#begun) {
      const id = input.int()
      input.check()
      if (id < 0) {
        this.#peer.define(-id, input)
        if (input.left !== 0) throw corrupt(input.left < 0 ? 'unexpected EOF' : 'extra data in buffer')
        return false
      }
      extent.id = id
      extent.start = input.position - this.#reader.position
      extent.end = this.#whole
      extent.fault = undefined
    }
    extent.last = this.#whole
    return this.#begun || this.#peer.isOpen(extent.id) ? this.#skim(extent) : true
  }

  #skim(extent: Extent): boolean {
    try {
      if (!this.#begun) this.#skimmer.begin(extent.id)
      this.#begun = !this.#skimmer.run()
    } catch (error) {
      extent.fault = asRpcError(error, 'decode')
      this.#begun = false
    }
    return !this.#begun
  }

  /** The unsigned integer at `from`; its value may be past 2^53, which is over any limit all the same. */
  #uint(from: number): number {
    const { buffer, end } = this.#reader
    if (from >= end) return CUT
    const first = buffer[from] as number
    this.#next = from + 1
    if (first < 128) return first
    const size = 256 - first
    if (size > 8) throw new RpcError('protocol', 'gob: encoded unsigned integer out of range')
    if (from + 1 + size > end) return CUT
    let value = 0
    for (let i = 1; i <= size; i++) value = value * 256 + (buffer[from + i] as number)
    this.#next = from + 1 + size
    return value
  }
}
