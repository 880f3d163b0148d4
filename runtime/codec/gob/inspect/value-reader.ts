import { RpcError } from '../../../error.js'
import { readUtf8 } from '../../../utf8.js'
import { corrupt } from '../input.js'
import { basicNames, INTERFACE } from '../wire-type.js'
import { close, type Frame, put } from './frame.js'
import { nextBytes, nextInt, nextUint, readBasic, readOpaque } from './leaf.js'
import type { InspectLimits } from './limits.js'
import type { Source } from './source.js'
import type { GobType } from './type.js'
import type { GobValue } from './value.js'

/** What a value needs of its stream. */
export interface TypeTable {
  get(id: number): GobType | undefined
  /** Reads the definition of a type from behind its id, which began at byte `start`. */
  define(id: number, start: number): void
}

/** Go's own bound (encoding/gob/decode.go, decodeInterface). */
const MAX_TYPE_NAME = 1024

/**
 * Reads one value. What is begun and not ended stands on a stack of its own, for
 * two reasons: a stream of a few bytes a level cannot exhaust that of the
 * program; and when an interface brings a new type the message ends with the
 * definition, and the value stops until the next one is there.
 *
 * Every step reads a byte or ends a value, and an item of a list or a map begins
 * only where there is a byte left, so that values of no width cannot be many.
 */
export class ValueReader {
  readonly #source: Source
  readonly #types: TypeTable
  readonly #limits: InspectLimits
  readonly #stack: Frame[] = []
  #values = 0
  /** Whether a value is due that is not there yet. */
  #due = true
  #result: GobValue | undefined

  constructor(source: Source, types: TypeTable, limits: InspectLimits) {
    this.#source = source
    this.#types = types
    this.#limits = limits
  }

  /** Begins a value at the top or in an interface, whose type's id was read: a 0 stands before one that is no struct. */
  begin(id: number): void {
    this.#due = true
    const type = this.#types.get(id)
    if (type === undefined && !basicNames.has(id)) throw undefinedType(id)
    if (type?.kind !== 'struct' && nextUint(this.#source.input) !== 0) {
      throw corrupt('decode: corrupted data: non-zero delta for singleton')
    }
    this.#inner(id)
  }

  /** Reads on; undefined when the rest is in the next message. */
  run(): GobValue | undefined {
    for (;;) {
      const frame = this.#stack.at(-1)
      if (frame === undefined) return this.#result
      this.#source.steps++
      if (!this.#advance(frame)) return undefined
    }
  }

  /** Ends every value where it is; undefined when nothing was read yet. */
  abandon(): GobValue | undefined {
    const { at } = this.#source
    if (this.#stack.length === 0) return this.#result
    if (this.#due) this.#deliver({ kind: 'unread', start: at, end: at })
    while (this.#stack.length > 0) this.#finish()
    return this.#result
  }

  /** One step with the innermost value; false when it waits for a message. */
  #advance(frame: Frame): boolean {
    switch (frame.kind) {
      case 'struct':
        this.#nextField(frame)
        return true
      case 'array':
      case 'slice':
        if (frame.elements.length >= frame.count) this.#finish()
        else this.#item(frame.element, 'decoding array or slice', frame.count)
        return true
      case 'map':
        if (frame.pending !== undefined) this.#inner(frame.element)
        else if (frame.entries.length >= frame.count) this.#finish()
        else this.#item(frame.key, 'decoding map', frame.count)
        return true
      case 'interface':
        if (frame.value === undefined) return this.#concrete()
        this.#finish()
        return true
    }
  }

  #nextField(frame: Extract<Frame, { kind: 'struct' }>): void {
    // The end of the message ends the struct, too.
    const delta = this.#source.input.left === 0 ? 0 : nextUint(this.#source.input)
    if (delta === 0) {
      this.#finish()
      return
    }
    if (delta >= 2 ** 63) throw corrupt('decode: corrupted data: negative delta')
    const field = frame.field + Number(delta)
    const type = frame.type.fields[field]
    if (type === undefined) throw corrupt('bad data: field numbers out of bounds')
    frame.field = field
    this.#inner(type.id)
  }

  #item(id: number, doing: string, count: number | bigint): void {
    this.#due = true
    if (this.#source.input.left === 0) throw corrupt(`${doing}: length exceeds input size (${count} elements)`)
    this.#inner(id)
  }

  #inner(id: number): void {
    this.#due = true
    this.#source.steps++
    if (++this.#values > this.#limits.values) {
      throw new RpcError('limit', `gob: more than ${this.#limits.values} values inside one`)
    }
    const basic = readBasic(id, this.#source)
    if (basic !== undefined) this.#deliver(basic)
    else if (id === INTERFACE) this.#interface()
    else this.#defined(id)
  }

  #defined(id: number): void {
    const type = this.#types.get(id)
    if (type === undefined) throw undefinedType(id)
    if (type.kind === 'opaque') {
      this.#deliver(readOpaque(id, type, this.#source))
      return
    }
    const { input, at: start } = this.#source
    if (type.kind === 'struct') {
      this.#push({ kind: 'struct', id, type, fields: [], field: -1, start })
      return
    }
    const count = nextUint(input)
    if (type.kind === 'map') {
      const { key, element } = type
      this.#push({ kind: 'map', id, key, element, count, entries: [], pending: undefined, start })
      return
    }
    if (type.kind === 'array' && count !== type.length) throw corrupt('length mismatch in decodeArray')
    this.#push({ kind: type.kind, id, element: type.element, count, elements: [], start })
  }

  #interface(): void {
    const { input, at: start } = this.#source
    const bytes = nextBytes(input, 'invalid type name length')
    if (bytes.length === 0) {
      this.#deliver({ kind: 'interface', typeName: '', value: null, start, end: this.#source.at })
      return
    }
    if (bytes.length > MAX_TYPE_NAME) throw corrupt(`name too long (${bytes.length} bytes)`)
    this.#push({ kind: 'interface', typeName: readUtf8(bytes, 0, bytes.length), value: undefined, start })
    this.#due = true
  }

  /**
   * The definitions that come before an interface's value, and its type's id. What
   * follows a definition is a piece of its own: in this message behind its length,
   * or the next message, whose length is already read
   * (encoding/gob/decoder.go, decodeTypeSequence).
   */
  #concrete(): boolean {
    const { input } = this.#source
    for (;;) {
      if (input.left === 0) return false
      this.#source.steps++
      const start = this.#source.at
      const id = Number(nextInt(input))
      if (id >= 0) {
        // How many bytes the value takes, or its first piece; Go does not look at it either.
        nextUint(input)
        this.begin(id)
        return true
      }
      this.#types.define(-id, start)
      if (input.left > 0) nextUint(input)
    }
  }

  #push(frame: Frame): void {
    if (this.#stack.length >= this.#limits.nesting) {
      throw new RpcError('limit', `gob: more than ${this.#limits.nesting} values inside each other`)
    }
    this.#stack.push(frame)
    this.#due = false
  }

  #finish(): void {
    const frame = this.#stack.pop()
    if (frame !== undefined) this.#deliver(close(frame, this.#source.at))
  }

  #deliver(value: GobValue): void {
    const around = this.#stack.at(-1)
    if (around === undefined) this.#result = value
    else put(around, value)
    this.#due = false
  }
}

function undefinedType(id: number): RpcError {
  return corrupt(`bad data: undefined type ${id}`)
}
