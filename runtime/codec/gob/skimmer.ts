import { corrupt, type Input } from './input.js'
import { interfaceName, nextType } from './interface.js'
import { tooDeep } from './limits.js'
import type { PeerTypes } from './peer-types.js'
import type { WireType } from './wire-type.js'
import { BOOL, BYTES, COMPLEX, FLOAT, INT, INTERFACE, STRING, UINT } from './wire-type.js'

/** More items than any message holds; their bytes have to arrive one by one all the same. */
const TOO_MANY = 2 ** 31

/** An interface whose value is not begun. */
const OPEN_INTERFACE = undefined

/**
 * Passes over a value by decoding it, which is the only way: an interface may
 * bring new types, and its byte count covers no more than its first piece (Go's
 * own skip counts, and loses its place: encoding/gob/decode.go, ignoreInterface).
 *
 * What is begun stands on a stack of its own, so that the value can stop where
 * its message ends, and go on in the next.
 */
export class Skimmer {
  readonly #input: Input
  readonly #peer: PeerTypes
  readonly #define: (id: number, input: Input) => void
  readonly #nesting: number
  readonly #emptyEntries: number
  #empty = 0
  #depth = 0
  /** By depth: the type, and the field that was read last of a struct, or the keys, values and items that are left. */
  readonly #types: (WireType | typeof OPEN_INTERFACE)[] = []
  readonly #marks: number[] = []

  /** `define` takes in a definition, or passes over it when it was taken in before; `nesting` is how many containers may lie inside each other. */
  constructor(
    input: Input,
    peer: PeerTypes,
    define: (id: number, input: Input) => void,
    nesting: number,
    emptyEntries: number,
  ) {
    this.#input = input
    this.#peer = peer
    this.#define = define
    this.#nesting = nesting
    this.#emptyEntries = emptyEntries
  }

  /** Passes over a value of the type, inside `depth` others, all of whose messages have arrived. */
  skip(id: number, depth: number): void {
    this.#depth = depth
    this.#empty = 0
    this.#value(id)
    while (!this.run(depth)) this.#input.nextMessage()
  }

  /** Begins a body: what is no struct stands behind a 0. */
  begin(id: number): void {
    this.#depth = 0
    this.#empty = 0
    this.#concrete(id)
  }

  /** Reads on; false when the value goes on in the next message. `from` is the depth that it began in. */
  run(from = 0): boolean {
    const input = this.#input
    while (this.#depth > from) {
      input.steps++
      const type = this.#types[this.#depth]
      if (type === OPEN_INTERFACE) {
        const id = nextType(input, this.#define)
        if (id === undefined) return false
        this.#depth--
        this.#concrete(id)
      } else if (type.kind === 'struct') {
        this.#nextField(type.fields)
      } else {
        this.#nextItem(type)
      }
    }
    return true
  }

  #concrete(id: number): void {
    if (this.#peer.get(id)?.kind !== 'struct' && this.#input.uint() !== 0) {
      throw corrupt('decode: corrupted data: non-zero delta for singleton')
    }
    this.#value(id)
  }

  #nextField(fields: readonly { readonly id: number }[]): void {
    const input = this.#input
    if (input.position >= input.end) {
      input.check()
      this.#depth--
      return
    }
    const delta = input.uint()
    if (delta === 0) {
      this.#depth--
      return
    }
    const field = (this.#marks[this.#depth] as number) + delta
    const type = fields[field]
    if (type === undefined) throw corrupt('bad data: field numbers out of bounds')
    this.#marks[this.#depth] = field
    this.#value(type.id)
  }

  #nextItem(type: Exclude<WireType, { kind: 'struct' }>): void {
    const left = this.#marks[this.#depth] as number
    if (left === 0) {
      this.#depth--
      return
    }
    this.#marks[this.#depth] = left - 1
    const isMap = type.kind === 'map'
    if (this.#input.left <= 0 && (!isMap || ++this.#empty > 2 * this.#emptyEntries)) throw corrupt('unexpected EOF')
    if (isMap) this.#value(left % 2 === 0 ? type.key : type.element)
    else if (type.kind !== 'opaque') this.#value(type.element)
  }

  #value(id: number): void {
    const input = this.#input
    switch (id) {
      case BOOL:
      case INT:
      case UINT:
      case FLOAT:
        input.uint64()
        break
      case COMPLEX:
        input.uint64()
        input.uint64()
        break
      case BYTES:
      case STRING:
        this.#bytes()
        break
      case INTERFACE:
        if (interfaceName(input) !== '') this.#enter(OPEN_INTERFACE, 0)
        break
      default:
        this.#defined(this.#peer.get(id))
    }
    input.check()
  }

  #defined(type: WireType | undefined): void {
    switch (type?.kind) {
      case 'opaque':
        this.#bytes()
        return
      case 'struct':
        this.#enter(type, -1)
        return
      case 'map':
        this.#enter(type, 2 * this.#count(type, this.#emptyEntries))
        return
      case 'array':
      case 'slice': {
        const count = this.#count(type, 0)
        if (type.kind === 'array' && count !== type.length) throw corrupt('length mismatch in ignoreArray')
        this.#enter(type, count)
        return
      }
      default:
        throw corrupt('bad data: undefined type')
    }
  }

  #bytes(): void {
    const length = this.#input.length('string slice')
    this.#input.position += length
  }

  /** Each item takes a byte at least, save as many as `empty`: of this message, unless an interface in one may end it. */
  #count(type: Exclude<WireType, { kind: 'struct' | 'opaque' }>, empty: number): number {
    const count = this.#input.uint()
    const isOpen = this.#peer.isOpen(type.element) || (type.kind === 'map' && this.#peer.isOpen(type.key))
    const most = isOpen ? TOO_MANY : this.#input.left + empty
    if (!(count <= most)) throw corrupt('length exceeds input size')
    return count
  }

  #enter(type: WireType | typeof OPEN_INTERFACE, mark: number): void {
    if (this.#depth >= this.#nesting) throw tooDeep(this.#nesting)
    this.#depth++
    this.#types[this.#depth] = type
    this.#marks[this.#depth] = mark
  }
}
