import { RpcError } from '../../error.js'
import { eachField } from './each-field.js'
import { corrupt, type Input } from './input.js'
import type { MarshaledForm, WireField, WireType } from './wire-type.js'
import { basicNames, INTERFACE, LOWEST_ID } from './wire-type.js'

const MAX_ID = 2 ** 31 - 1
/** How many parts of types are looked at before one is taken for open, which costs no more than a closer look at its values. */
const MOST_LOOKS = 200
/** What may be kept of the types of one stream, in bytes of their definitions: many times what any program has. */
const MOST_HELD = 4 * 1024 * 1024

/** The types that the peer has defined on one stream, by id. */
export class PeerTypes {
  /** What looking at types has cost so far: a step for each byte of a definition, each field that is planned for and each part that is looked at. */
  steps = 0
  #held = 0
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
    const start = input.position
    const type = readWireType(input)
    this.hold(input.position - start)
    this.#types.set(id, type)
  }

  /** Counts what is kept because of a definition, in steps. Throws `limit` when that is too much. */
  hold(size: number): void {
    this.steps += size
    this.#held += size
    if (this.#held > MOST_HELD) throw new RpcError('limit', `gob: types of more than ${MOST_HELD} bytes`)
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
    let looks = 0
    for (const next of found) {
      if (next === INTERFACE) return true
      if (basicNames.has(next) || this.#open.get(next) === false) continue
      const type = this.#types.get(next)
      if (type === undefined) return true
      for (const part of partsOf(type)) {
        if (++looks > MOST_LOOKS) return true
        this.steps++
        found.add(part)
      }
    }
    return false
  }
}

/** One by one, since a struct may have more than anybody looks at. */
function* partsOf(type: WireType): Iterable<number> {
  switch (type.kind) {
    case 'array':
    case 'slice':
      yield type.element
      return
    case 'map':
      yield type.key
      yield type.element
      return
    case 'struct':
      for (const { id } of type.fields) yield id
      return
    case 'opaque':
  }
}

/** A type id inside a definition, which has 32 bits. Whether there is such a type, a value that needs it tells. */
function readId(input: Input): number {
  const id = input.int()
  if (!(id >= -(2 ** 31) && id <= MAX_ID)) throw corrupt('value for "Id" out of range')
  return id
}

/** CommonType{Name, Id}: the name is a hint, and the id repeats what the message began with, save for pointers. */
function readCommon(input: Input): string {
  let name = ''
  eachField(input, 2, (field) => {
    if (field === 0) name = input.string()
    else readId(input)
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
      // The length of an array is an int, and no id.
      else ids[part - 1] = field === 0 && part === 2 ? input.int() : readId(input)
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
