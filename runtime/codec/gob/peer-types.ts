import { RpcError } from '../../error.js'
import { eachField } from './each-field.js'
import { corrupt, type Input } from './input.js'
import type { MarshaledForm, WireField, WireType } from './wire-type.js'
import { basicNames, INTERFACE, LOWEST_ID } from './wire-type.js'

const MAX_ID = 2 ** 31 - 1
/** How many types are looked at before one is taken for open, which costs no more than a closer look at its values. */
const MOST_LOOKS = 64

/** The types that the peer has defined on one stream, by id. */
export class PeerTypes {
  readonly #types = new Map<number, WireType>()
  readonly #limit: number
  /** By id, what {@link isOpen} found. */
  readonly #open = new Map<number, boolean>()

  /** `limit` is the most types that the stream may define. */
  constructor(limit: number) {
    this.#limit = limit
  }

  get(id: number): WireType | undefined {
    return this.#types.get(id)
  }

  /**
   * Takes in the definition of type `id`, which the input stands before, and stops
   * behind it. Throws as Go does for one that makes no sense.
   */
  define(id: number, input: Input): void {
    if (!(id >= LOWEST_ID && id <= MAX_ID) || this.#types.has(id)) throw corrupt('duplicate type received')
    if (this.#types.size >= this.#limit) throw new RpcError('limit', `gob: more than ${this.#limit} types`)
    this.#types.set(id, readWireType(input))
  }

  /** Passes over a definition that was taken in before. */
  pass(input: Input): void {
    readWireType(input)
  }

  /**
   * Whether a value of the type may hold an interface, and so be cut into several
   * messages. A type that lacks a definition is taken to be open as well.
   */
  isOpen(id: number): boolean {
    if (!this.#types.has(id) && !basicNames.has(id)) return true
    let open = this.#open.get(id)
    if (open === undefined) {
      open = this.#findOpen(id)
      this.#open.set(id, open)
    }
    return open
  }

  #findOpen(id: number): boolean {
    const found = new Set([id])
    for (const next of found) {
      if (next === INTERFACE || found.size > MOST_LOOKS) return true
      if (basicNames.has(next) || this.#open.get(next) === false) continue
      const type = this.#types.get(next)
      if (type === undefined) return true
      for (const part of partsOf(type)) found.add(part)
    }
    return false
  }
}

function partsOf(type: WireType): readonly number[] {
  switch (type.kind) {
    case 'array':
    case 'slice':
      return [type.element]
    case 'map':
      return [type.key, type.element]
    case 'struct':
      return type.fields.map(({ id }) => id)
    case 'opaque':
      return []
  }
}

/** A type id inside a definition: 0, which is no type's, for what is no safe integer. A value that needs it tells. */
function readId(input: Input): number {
  const id = input.int()
  return Number.isNaN(id) ? 0 : id
}

/** CommonType{Name, Id}: the name is a hint, and the id repeats what the message began with, save for pointers. */
function readCommon(input: Input): string {
  let name = ''
  eachField(input, 2, (field) => {
    if (field === 0) name = input.string()
    else input.int()
  })
  return name
}

const forms = ['gob', 'binary', 'text'] as const

/** How many fields each of the seven structs has that a wireType may hold, CommonType included. */
const PARTS = [3, 2, 2, 3, 1, 1, 1]

/** One of the seven fields of Go's wireType, each a struct that begins with CommonType (encoding/gob/type.go). */
function readWireType(input: Input): WireType {
  let type: WireType | undefined
  eachField(input, PARTS.length, (field) => {
    let name = ''
    let fields: readonly WireField[] = []
    const ids = [0, 0]
    eachField(input, PARTS[field] as number, (part) => {
      if (part === 0) name = readCommon(input)
      else if (field === 2) fields = readFields(input)
      else ids[part - 1] = readId(input)
    })
    const [first = 0, second = 0] = ids
    if (field === 0) type = { kind: 'array', element: first, length: second }
    else if (field === 1) type = { kind: 'slice', element: first }
    else if (field === 2) type = { kind: 'struct', name, fields }
    else if (field === 3) type = { kind: 'map', key: first, element: second }
    else type = { kind: 'opaque', name, form: forms[field - 4] as MarshaledForm }
  })
  if (type === undefined) throw corrupt('a definition that defines nothing')
  return type
}

function readFields(input: Input): readonly WireField[] {
  const count = input.uint()
  if (!(count <= input.left)) throw corrupt('a struct of more fields than there are bytes')
  const fields: WireField[] = []
  for (let i = 0; i < count; i++) {
    let name = ''
    let id = 0
    eachField(input, 2, (field) => {
      if (field === 0) name = input.string()
      else id = readId(input)
    })
    if (name === '') throw corrupt('empty name for remote field')
    fields.push({ name, id })
  }
  return fields
}
