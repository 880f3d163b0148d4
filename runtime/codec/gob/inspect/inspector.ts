import { ByteReader } from '../../../bytes.js'
import { isRpcError, RpcError } from '../../../error.js'
import { corrupt } from '../input.js'
import { LOWEST_ID } from '../wire-type.js'
import type { GobItem } from './item.js'
import { nextInt } from './leaf.js'
import { defaultInspectLimits, type InspectLimits } from './limits.js'
import { type Prefix, readPrefix } from './prefix.js'
import { Source } from './source.js'
import { builtinTypes, type GobType, typeOf, WIRE_TYPE } from './type.js'
import type { GobValue } from './value.js'
import { type TypeTable, ValueReader } from './value-reader.js'

const MAX_ID = 2 ** 31 - 1
/** Go takes no message of this length or above (encoding/gob/decoder.go, tooBig). */
const TOO_BIG = 2 ** 33

/** A value that is begun. It goes on in the next message when an interface in it has brought a new type. */
interface Begun {
  readonly id: number
  readonly start: number
  readonly reader: ValueReader
  /** How many bytes its messages had up to now. */
  bytes: number
}

/**
 * Reads a stream of gob without a schema, as its bytes arrive.
 *
 * A message that makes no sense is an item like any other, a fault, and the
 * stream goes on behind it, as for a Go decoder that is asked again.
 */
export class GobInspector {
  readonly #limits: InspectLimits
  readonly #reader = new ByteReader()
  readonly #source = new Source()
  readonly #types = new Map<number, GobType>()
  readonly #table: TypeTable = {
    get: (id) => builtinTypes.get(id) ?? this.#types.get(id),
    define: (id, start) => this.#define(id, start),
  }
  #items: GobItem[] = []
  /** Which byte of the stream the reader stands before. */
  #at: number
  #begun: Begun | undefined
  /** Whether the last message defines a type, so that a value has to come. */
  #defined = false
  #ended = false

  /** `at` is the number that the first byte has, for a stream that is part of something longer. */
  constructor(limits: Partial<InspectLimits> = {}, at = 0) {
    this.#limits = { ...defaultInspectLimits, ...limits }
    this.#at = at
  }

  /** What it has cost so far: at most 64 steps for each byte that arrived, and 1,000 more. */
  get steps(): number {
    return this.#source.steps
  }

  /**
   * Takes in the next bytes, which must not change from now on, and answers with
   * what they bring to an end: nothing after a fatal fault.
   */
  push(chunk: Uint8Array): readonly GobItem[] {
    if (this.#ended || chunk.length === 0) return []
    this.#reader.append(chunk)
    try {
      while (this.#readMessage());
    } catch (error) {
      // Where the next message begins is lost.
      this.#ended = true
      this.#fault(error, this.#at, this.#at, this.#abandon())
    }
    return this.#take()
  }

  /** There are no more bytes. Answers with a fault when that cuts something off, and with what there is of it. */
  end(): readonly GobItem[] {
    if (this.#ended) return []
    this.#ended = true
    const { available } = this.#reader
    if (available === 0 && this.#begun === undefined && !this.#defined) return []
    const start = this.#begun?.start ?? this.#at
    const end = this.#at + available
    this.#fault(new RpcError('protocol', 'gob: unexpected EOF'), start, end, this.#readRest())
    return this.#take()
  }

  /** Reads a message when all of it is there. */
  #readMessage(): boolean {
    this.#source.steps++
    const prefix = readPrefix(this.#reader)
    if (prefix === undefined) return false
    this.#check(prefix)
    const size = prefix.width + prefix.length
    if (this.#reader.available < size) return false
    const start = this.#at
    this.#open(prefix, size)
    try {
      if (prefix.length === 0) throw new RpcError('protocol', 'gob: a message of no bytes')
      const value = this.#decode(prefix.length)
      if (value !== undefined) this.#close(value)
    } catch (error) {
      this.#fault(error, this.#begun?.start ?? start, this.#source.at, this.#abandon())
      this.#defined = false
    }
    return true
  }

  /** Reads what there is of the last message; answers with the part of a value that this gives. */
  #readRest(): GobValue | undefined {
    const prefix = readPrefix(this.#reader)
    if (prefix !== undefined) this.#open(prefix, this.#reader.available)
    try {
      const whole = prefix === undefined || this.#source.input.left === 0 ? undefined : this.#decode(0)
      return whole ?? this.#abandon()
    } catch (error) {
      if (!isRpcError(error)) throw error
      return this.#abandon()
    }
  }

  #check({ length }: Prefix): void {
    if (length >= TOO_BIG) throw new RpcError('protocol', 'gob: invalid message length')
    const bytes = length + (this.#begun?.bytes ?? 0)
    if (bytes <= this.#limits.message) return
    throw new RpcError('limit', `a message of ${bytes} bytes is over the limit of ${this.#limits.message}`)
  }

  /** Steps into a message of which `size` bytes are there, its length included. */
  #open({ width, length }: Prefix, size: number): void {
    const { buffer, position } = this.#reader
    this.#items.push({ kind: 'message', length, start: this.#at, end: this.#at + width + length })
    this.#source.open(buffer, position + width, position + size, this.#at + width)
    this.#reader.position += size
    this.#at += size
  }

  /** Reads the message that is open; answers with the value that ends in it. */
  #decode(length: number): GobValue | undefined {
    const { input, at: start } = this.#source
    if (this.#begun === undefined) {
      const id = Number(nextInt(input))
      if (id < 0) {
        this.#define(-id, start)
        this.#defined = true
        if (input.left > 0) throw corrupt('extra data in buffer')
        return undefined
      }
      const reader = new ValueReader(this.#source, this.#table, this.#limits)
      this.#begun = { id, start, reader, bytes: 0 }
      reader.begin(id)
    }
    this.#begun.bytes += length
    return this.#begun.reader.run()
  }

  #define(id: number, start: number): void {
    if (!(id >= LOWEST_ID && id <= MAX_ID) || this.#types.has(id)) throw corrupt('duplicate type received')
    if (this.#types.size >= this.#limits.types) {
      throw new RpcError('limit', `gob: more than ${this.#limits.types} types`)
    }
    const reader = new ValueReader(this.#source, this.#table, this.#limits)
    reader.begin(WIRE_TYPE)
    const definition = reader.run()
    // What the end of the stream cuts off reads as if the missing fields were zero.
    if (definition === undefined || (this.#ended && this.#source.input.left === 0)) throw corrupt('unexpected EOF')
    const type = typeOf(definition)
    this.#types.set(id, type)
    this.#items.push({ kind: 'definition', id, type, start, end: this.#source.at })
  }

  #close(value: GobValue): void {
    const { at, end } = this.#source
    const { id, start } = this.#begun as Begun
    this.#begun = undefined
    this.#defined = false
    this.#items.push({ kind: 'value', id, value, start, end: at })
    if (at < end) this.#items.push({ kind: 'extra', start: at, end })
  }

  /** Lets go of the value that is begun; answers with what was read of it. */
  #abandon(): GobValue | undefined {
    const value = this.#begun?.reader.abandon()
    this.#begun = undefined
    return value
  }

  #fault(thrown: unknown, start: number, end: number, value: GobValue | undefined): void {
    if (!isRpcError(thrown)) throw thrown
    const error = new RpcError(thrown.code, `${thrown.reason} at byte ${end}`)
    this.#items.push({
      kind: 'fault',
      error,
      start,
      end,
      fatal: this.#ended,
      ...(value === undefined ? {} : { value }),
    })
  }

  #take(): readonly GobItem[] {
    const items = this.#items
    this.#items = []
    return items
  }
}
