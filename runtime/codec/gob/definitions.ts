import type { ByteWriter } from '../../bytes.js'
import { RpcError } from '../../error.js'
import { goTypeName } from '../../go-type.js'
import type { StructType, Type } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import { writeInt, writeUint } from './number.js'
import type { Pieces } from './pieces.js'
import { basicId, notNull, structShape, tupleElement } from './shape.js'
import { FIRST_ID } from './wire-type.js'

/** A type of ours that needs a definition, as this stream knows it. */
interface Defined {
  readonly type: Type
  readonly id: number
  /** The name that goes into the definition; Go takes it from where it met the type first, and reads it for messages only. */
  readonly name: string
  /** What CommonType.Id says, once it is known: the id, but for a pointer that marshals itself, which Go gives another. */
  common: number
  sent: boolean
}

/** The type that stands for "nothing": the params or the result of a method without, and the body of an error reply. */
export const emptyStruct: StructType = { kind: 'struct', id: -1, name: '', wire: undefined, fields: [] }

/**
 * The types that this side has defined on one stream. Ids are given out as Go
 * does (encoding/gob/type.go, newTypeObject): to a struct before its fields, to
 * a list or a map after its elements; definitions are sent outside in
 * (encoding/gob/encoder.go, sendActualType).
 */
export class Definitions {
  readonly #writer: ByteWriter
  readonly #pieces: Pieces
  /** By {@link keyOf}: types that Go takes for one and the same have one id. */
  readonly #defined = new Map<string, Defined>()
  readonly #roots = new Map<Type, number>()
  readonly #keys = new Map<Type, string>()
  /** The keys of lists and maps whose parts are being looked at. */
  readonly #building = new Set<string>()
  #nextId = FIRST_ID
  /** The keys that were defined since the last {@link commit}, and the id that was next then. */
  #made: string[] = []
  #firstFree = FIRST_ID
  /** What was marked as sent since the last {@link commit}. */
  #fresh: Defined[] = []

  constructor(writer: ByteWriter, pieces: Pieces) {
    this.#writer = writer
    this.#pieces = pieces
  }

  /**
   * The type's id; sends what definitions the peer lacks for it. The first ends the
   * message or the piece that is open, which has nothing in it yet at the start of
   * a value. Throws `encode` for a type that gob does not carry.
   */
  announce(typeOrNull: Type): number {
    const type = notNull(typeOrNull)
    const known = this.#roots.get(type)
    if (known !== undefined) return known
    // What an earlier type has left behind that gob does not carry.
    this.#building.clear()
    const id = this.#idOf(type, ownName(type))
    this.#send(type)
    if (this.#fresh.length === 0) this.#roots.set(type, id)
    return id
  }

  /** The frame that the definitions were sent in is kept. */
  commit(): void {
    if (this.#fresh.length > 0) this.#fresh = []
    if (this.#made.length > 0) this.#made = []
    this.#firstFree = this.#nextId
  }

  /** The frame is taken back, and the definitions in it with it. */
  rollback(): void {
    for (const defined of this.#fresh) defined.sent = false
    // Nor has any of them got its id.
    for (const key of this.#made) this.#defined.delete(key)
    this.#nextId = this.#firstFree
    this.commit()
  }

  /** The id of a type, which is given out now if it has none; 0 for one that is being looked at and gets its id later. */
  #idOf(type: Type, name: string): number {
    const basic = basicId(type)
    if (basic !== undefined) return basic
    const key = this.#keyOf(type)
    const known = this.#defined.get(key)
    if (known !== undefined) return known.id
    if (this.#building.has(key)) return 0
    if (type.kind === 'struct') {
      const id = this.#define(type, name)
      for (const part of partsOf(type)) {
        const partName = ownName(part) || goTypeName(part)
        if (this.#idOf(part, partName) === 0) this.#define(part, partName)
      }
      return id
    }
    this.#building.add(key)
    const parts = partsOf(type)
    // Go knows what is in a map or an array by no name, unless it met the type before.
    for (const part of parts) this.#idOf(part, isSlice(type) ? ownName(part) : '')
    this.#building.delete(key)
    const id = this.#define(type, name)
    for (const part of parts) if (this.#idOf(part, '') === 0) this.#define(part, '')
    return id
  }

  #define(type: Type, name: string): number {
    const key = this.#keyOf(type)
    // Of types that hold one another, one may have got its id from another.
    const known = this.#defined.get(key)
    if (known !== undefined) return known.id
    const id = this.#nextId++
    this.#defined.set(key, { type, id, name, common: 0, sent: false })
    this.#made.push(key)
    return id
  }

  #keyOf(type: Type): string {
    let key = this.#keys.get(type)
    if (key === undefined) {
      key = keyOf(type, [])
      this.#keys.set(type, key)
    }
    return key
  }

  #send(type: Type): void {
    if (basicId(type) !== undefined) return
    const defined = this.#defined.get(this.#keyOf(type))
    if (defined === undefined || defined.sent) return
    defined.sent = true
    this.#fresh.push(defined)
    if (defined.common === 0) defined.common = isPointer(type) ? this.#nextId++ : defined.id
    writeInt(this.#writer, -defined.id)
    this.#wireType(defined)
    this.#pieces.cut()
    for (const part of partsOf(type)) this.#send(part)
  }

  /** The value of Go's `wireType`: a struct with one field set, which is a struct that begins with CommonType. */
  #wireType(defined: Defined): void {
    const { type } = defined
    const writer = this.#writer
    const id = (part: Type): number => this.#idOf(notNull(part), '')
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
        // What marshals itself is defined by no more than a name: time.Time is a GobEncoder.
        this.#head(type.kind === 'custom' ? marshaledFields[type.hook.form] : 5, defined)
    }
    writeUint(writer, 0)
    writeUint(writer, 0)
  }

  /** Opens the field of `wireType` at this distance from its start, and writes CommonType{Name, Id}. */
  #head(delta: number, { name, common }: Defined): void {
    const writer = this.#writer
    writeUint(writer, delta)
    writeUint(writer, 1)
    if (name !== '') {
      writeUint(writer, 1)
      this.#string(name)
    }
    writeUint(writer, name === '' ? 2 : 1)
    writeInt(writer, common)
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
      writeInt(writer, this.#idOf(notNull(field.type), ''))
      writeUint(writer, 0)
    }
  }

  #string(text: string): void {
    const size = utf8Length(text)
    writeUint(this.#writer, size)
    writeUtf8(this.#writer, text, size)
  }
}

/** The fields of wireType, counted from 1, for what marshals itself; strings and bytes need no definition. */
const marshaledFields = { gob: 5, binary: 6, text: 7, string: 0, bytes: 0 } as const

/** Go's `reflect.Type.Name`: what a slice, an array, a map or a pointer has none of. */
function ownName(type: Type): string {
  if (type.kind === 'time') return 'Time'
  if (type.kind === 'custom') return isPointer(type) ? '' : type.hook.name
  return type.kind === 'struct' ? type.name : ''
}

/** Whether Go marshals pointers to the type and not the type itself, as it does for `*big.Int`: such a definition has two ids. */
function isPointer(type: Type): boolean {
  return type.kind === 'custom' && type.hook.name.startsWith('*')
}

function isSlice(type: Type): boolean {
  return type.kind === 'list' && type.length === undefined
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

/**
 * What Go's reflect.Type would be the same for; `open` has the lists and maps
 * around the type, one of which it may be itself. Throws `encode` for what gob
 * does not carry.
 */
function keyOf(type: Type, open: readonly Type[]): string {
  if (open.includes(type)) return `^${open.length - open.indexOf(type)}`
  const inner = (part: Type): string => keyOf(part, [...open, type])
  switch (type.kind) {
    case 'struct':
      return `struct ${type.id}`
    case 'nullable':
      return keyOf(type.inner, open)
    case 'tuple':
      return `[${type.elements.length}]${inner(tupleElement(type.elements))}`
    case 'list':
      if (type.length === undefined && type.element.kind === 'uint' && type.element.bits === 8) {
        throw new RpcError('encode', 'gob carries a list of uint8 as bytes only')
      }
      return `[${type.length ?? ''}]${inner(type.element)}`
    case 'map':
      return `map[${inner(type.key)}]${inner(type.value)}`
    case 'custom':
      return `${type.hook.form} ${type.hook.name}`
    case 'enum':
      return `enum ${type.id}`
    default:
      return goTypeName(type)
  }
}
