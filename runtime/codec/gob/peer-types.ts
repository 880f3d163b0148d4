import { RpcError } from '../../error.js'
import { eachField } from './each-field.js'
import { corrupt, type Input } from './input.js'
import type { WireField, WireType } from './wire-type.js'
import { basicNames, LOWEST_ID } from './wire-type.js'

const MAX_ID = 2 ** 31 - 1
/** A program has hundreds of types; a peer that defines more than this has no end in mind. */
const MAX_TYPES = 10_000

/** The types that the peer has defined on one stream, by id. */
export class PeerTypes {
  readonly #types = new Map<number, WireType>()

  get(id: number): WireType | undefined {
    return this.#types.get(id)
  }

  /** Takes in the definition of type `id`, which the input stands before. Throws as Go does for one that makes no sense. */
  define(id: number, input: Input): void {
    if (!(id >= LOWEST_ID && id <= MAX_ID) || this.#types.has(id)) throw corrupt('duplicate type received')
    if (this.#types.size >= MAX_TYPES) throw new RpcError('limit', `gob: more than ${MAX_TYPES} types`)
    this.#types.set(id, readWireType(input))
    if (input.left !== 0) throw corrupt('extra data in buffer')
  }

  /** The name of a type as an error shows it. */
  nameOf(id: number): string {
    const basic = basicNames.get(id)
    if (basic !== undefined) return basic
    const type = this.#types.get(id)
    switch (type?.kind) {
      case 'struct':
      case 'opaque':
        return type.name === '' ? 'struct' : type.name
      case 'slice':
        return 'slice'
      case 'array':
      case 'map':
        return type.kind
      default:
        return 'unknown type'
    }
  }
}

/** A type id inside a definition. */
function readId(input: Input): number {
  const id = input.int()
  if (!(id > 0 && id <= MAX_ID)) throw corrupt(`unknown type id ${id} or corrupted data`)
  return id
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

/** One of the seven fields of Go's wireType, each a struct that begins with CommonType (encoding/gob/type.go). */
function readWireType(input: Input): WireType {
  let type: WireType | undefined
  eachField(input, 7, (field) => {
    let name = ''
    let fields: readonly WireField[] = []
    const ids = [0, 0]
    eachField(input, 3, (part) => {
      if (part === 0) name = readCommon(input)
      else if (field === 2) fields = readFields(input)
      else if (field === 0 && part === 2) ids[1] = input.int()
      else ids[part - 1] = readId(input)
    })
    const [first = 0, second = 0] = ids
    if (field === 0) type = { kind: 'array', element: first, length: second }
    else if (field === 1) type = { kind: 'slice', element: first }
    else if (field === 2) type = { kind: 'struct', name, fields }
    else if (field === 3) type = { kind: 'map', key: first, element: second }
    else type = { kind: 'opaque', name }
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
