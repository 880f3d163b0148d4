import type { ByteWriter } from '../../bytes.js'
import { RpcError } from '../../error.js'
import type { StructType, Type } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import { beginMessage, endMessage } from './frame.js'
import { writeInt, writeUint } from './number.js'
import { basicId, goName, structShape, tupleElement } from './shape.js'
import { FIRST_ID } from './wire-type.js'

/** A type of ours that needs a definition, as this stream knows it. */
interface Defined {
  readonly type: Type
  readonly id: number
  /** The name that goes into the definition; Go takes it from where it met the type first, and reads it for messages only. */
  readonly name: string
  sent: boolean
}

/** The type that stands for "nothing": the params or the result of a method without, and the body of an error reply. */
export const emptyStruct: StructType = { kind: 'struct', id: -1, name: '', fields: [] }

/**
 * The types that this side has defined on one stream. Ids are given out as Go
 * does (encoding/gob/type.go, newTypeObject): to a struct before its fields, to
 * a list or a map after its elements; definitions are sent outside in
 * (encoding/gob/encoder.go, sendActualType).
 */
export class Definitions {
  readonly #writer: ByteWriter
  /** By {@link keyOf}: types that Go takes for one and the same have one id. */
  readonly #defined = new Map<string, Defined>()
  readonly #roots = new Map<Type, number>()
  #nextId = FIRST_ID
  /** What was marked as sent since the last {@link commit}. */
  #fresh: Defined[] = []

  constructor(writer: ByteWriter) {
    this.#writer = writer
  }

  /** The type's id; sends what definitions the peer lacks for it. Throws `encode` for a type that gob does not carry. */
  announce(type: Type): number {
    const known = this.#roots.get(type)
    if (known !== undefined) return known
    const id = this.#idOf(type, ownName(type))
    this.#send(type)
    if (this.#fresh.length === 0) this.#roots.set(type, id)
    return id
  }

  /** The frame that the definitions were sent in is kept. */
  commit(): void {
    if (this.#fresh.length > 0) this.#fresh = []
  }

  /** The frame is taken back, and the definitions in it with it. */
  rollback(): void {
    for (const defined of this.#fresh) defined.sent = false
    this.#fresh = []
  }

  #idOf(typeOrNull: Type, name: string): number {
    const type = notNull(typeOrNull)
    const basic = basicId(type)
    if (basic !== undefined) return basic
    const known = this.#defined.get(keyOf(type))
    if (known !== undefined) return known.id
    if (type.kind !== 'struct') {
      for (const part of partsOf(type)) this.#idOf(part, ownName(part))
      return this.#define(type, name)
    }
    const id = this.#define(type, name)
    for (const part of partsOf(type)) this.#idOf(part, ownName(part) || goName(part))
    return id
  }

  #define(type: Type, name: string): number {
    const id = this.#nextId++
    this.#defined.set(keyOf(type), { type, id, name, sent: false })
    return id
  }

  #send(type: Type): void {
    const defined = this.#defined.get(keyOf(type))
    if (defined === undefined || defined.sent) return
    defined.sent = true
    this.#fresh.push(defined)
    const message = beginMessage(this.#writer)
    writeInt(this.#writer, -defined.id)
    this.#wireType(defined)
    endMessage(this.#writer, message)
    for (const part of partsOf(type)) this.#send(part)
  }

  /** The value of Go's `wireType`: a struct with one field set, which is a struct that begins with CommonType. */
  #wireType(defined: Defined): void {
    const { type } = defined
    const writer = this.#writer
    const id = (part: Type): number => this.#idOf(part, '')
    switch (type.kind) {
      case 'list':
        if (type.length === undefined) {
          this.#head(2, defined)
          this.#ints(id(type.element))
        } else {
          this.#head(1, defined)
          this.#ints(id(type.element), type.length)
        }
        break
      case 'tuple':
        this.#head(1, defined)
        this.#ints(id(tupleElement(type.elements)), type.elements.length)
        break
      case 'map':
        this.#head(4, defined)
        this.#ints(id(type.key), id(type.value))
        break
      case 'struct':
        this.#head(3, defined)
        this.#fields(type)
        break
      default:
        // time.Time, which is a GobEncoder: its definition has no more than a name.
        this.#head(5, defined)
    }
    writeUint(writer, 0)
    writeUint(writer, 0)
  }

  /** Opens the field of `wireType` at this distance from its start, and writes CommonType{Name, Id}. */
  #head(delta: number, { name, id }: Defined): void {
    const writer = this.#writer
    writeUint(writer, delta)
    writeUint(writer, 1)
    if (name !== '') {
      writeUint(writer, 1)
      this.#string(name)
    }
    writeUint(writer, name === '' ? 2 : 1)
    writeInt(writer, id)
    writeUint(writer, 0)
  }

  #ints(...values: readonly number[]): void {
    let delta = 1
    for (const value of values) {
      if (value === 0) {
        delta++
        continue
      }
      writeUint(this.#writer, delta)
      writeInt(this.#writer, value)
      delta = 1
    }
  }

  #fields(type: StructType): void {
    if (type.fields.length === 0) return
    const writer = this.#writer
    const { names } = structShape(type)
    writeUint(writer, 1)
    writeUint(writer, type.fields.length)
    for (const [index, field] of type.fields.entries()) {
      writeUint(writer, 1)
      this.#string(names[index] as string)
      writeUint(writer, 1)
      writeInt(writer, this.#idOf(field.type, ''))
      writeUint(writer, 0)
    }
  }

  #string(text: string): void {
    const size = utf8Length(text)
    writeUint(this.#writer, size)
    writeUtf8(this.#writer, text, size)
  }
}

/** Go's `reflect.Type.Name`: what a slice, an array or a map has none of. */
function ownName(type: Type): string {
  if (type.kind === 'time') return 'Time'
  return type.kind === 'struct' ? type.name : ''
}

function notNull(type: Type): Type {
  return type.kind === 'nullable' ? notNull(type.inner) : type
}

/** The types that a definition names. */
function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
      return [notNull(type.element)]
    case 'tuple':
      return [notNull(tupleElement(type.elements))]
    case 'map':
      return [notNull(type.key), notNull(type.value)]
    case 'struct':
      return type.fields.map((field) => notNull(field.type))
    default:
      return []
  }
}

/** What Go's reflect.Type would be the same for. Throws `encode` for what gob does not carry. */
function keyOf(type: Type): string {
  switch (type.kind) {
    case 'struct':
      return `struct ${type.id}`
    case 'nullable':
      return keyOf(type.inner)
    case 'tuple':
      return `[${type.elements.length}]${keyOf(tupleElement(type.elements))}`
    case 'list':
      if (type.length === undefined && type.element.kind === 'uint' && type.element.bits === 8) {
        throw new RpcError('encode', 'gob carries a list of uint8 as bytes only')
      }
      return `[${type.length ?? ''}]${keyOf(type.element)}`
    case 'map':
      return `map[${keyOf(type.key)}]${keyOf(type.value)}`
    case 'union':
    case 'unknown':
      throw new RpcError(
        'encode',
        `the gob codec does not carry ${type.kind === 'union' ? 'unions' : 'unknown values'} yet`,
      )
    default:
      return goName(type)
  }
}
