import { ByteWriter } from '../../bytes.js'
import { RpcError } from '../../error.js'
import { exportedName, goMethodName, wireName } from '../../go.js'
import { goTypeName } from '../../go-type.js'
import type { AnyMethod } from '../../message.js'
import type { NullableType, StructType, Type, UnionType } from '../../type.js'
import { utf8Length, writeUtf8 } from '../../utf8.js'
import { corrupt } from './input.js'
import { MAX_UINT_BYTES, writeUint } from './number.js'
import { BOOL, BYTES, COMPLEX, FLOAT, INT, INTERFACE, STRING, UINT } from './wire-type.js'

/** What gob derives from a struct type, once. */
export interface StructShape {
  /** The exported Go name of each field. */
  readonly names: readonly string[]
  /** Whether a field is sent even when it is zero: an optional or nullable one, which is absent otherwise. */
  readonly explicit: readonly boolean[]
}

const structs: StructShape[] = []

export function structShape(type: StructType): StructShape {
  let shape = structs[type.id]
  if (shape === undefined) {
    shape = {
      names: type.fields.map(({ name, wire }) => wireName(wire, 'gob', exportedName(name))),
      explicit: type.fields.map((field) => field.optional || field.type.kind === 'nullable'),
    }
    structs[type.id] = shape
  }
  return shape
}

/** The name by which Go has registered the type of a message. */
export function typeName({ wire, name }: StructType): string {
  return wireName(wire, 'gob', name)
}

const unions: ReadonlyMap<string, number>[] = []

/** The index of the union's member whose type has this name. Throws `decode` with Go's text when there is none. */
export function memberNamed(type: UnionType, name: string): number {
  let members = unions[type.id]
  if (members === undefined) {
    members = new Map(type.members.map((member, index) => [typeName(member.type), index]))
    unions[type.id] = members
  }
  const index = members.get(name)
  if (index !== undefined) return index
  const known = [...members.keys()].map((known) => JSON.stringify(known)).join(', ')
  throw corrupt(`name not registered for interface: ${JSON.stringify(name)}; ${type.name} has ${known}`)
}

const methods: string[] = []

/** `Service.Method`, as Go has it. */
export function methodName(method: AnyMethod): string {
  let name = methods[method.id]
  if (name === undefined) {
    name = goMethodName(method, 'gob')
    methods[method.id] = name
  }
  return name
}

const basic = (id: number) => (): number => id
const defined = (): undefined => undefined

const basicIds: { readonly [K in Type['kind']]: (type: Extract<Type, { kind: K }>) => number | undefined } = {
  bool: basic(BOOL),
  int: basic(INT),
  int64: basic(INT),
  uint: basic(UINT),
  uint64: basic(UINT),
  float: basic(FLOAT),
  complex: basic(COMPLEX),
  string: basic(STRING),
  bytes: basic(BYTES),
  custom: ({ hook }) => (hook.form === 'string' ? STRING : hook.form === 'bytes' ? BYTES : undefined),
  enum: ({ base }) => (base === 'int' ? INT : STRING),
  nullable: ({ inner }) => basicId(inner),
  time: defined,
  list: defined,
  tuple: defined,
  map: defined,
  struct: defined,
  union: basic(INTERFACE),
  unknown: basic(INTERFACE),
}

/** The id of a type that gob knows from the start, or undefined for one that needs a definition. */
export function basicId(type: Type): number | undefined {
  return (basicIds[type.kind] as (type: Type) => number | undefined)(type)
}

/** Go flattens pointers: what may be null has the type that it has otherwise. */
export function notNull(type: Type): Exclude<Type, NullableType> {
  return type.kind === 'nullable' ? notNull(type.inner) : type
}

/** The type that every item of a tuple has, since a Go array has one; throws for a tuple of several. */
export function tupleElement(elements: readonly Type[]): Type {
  const [first, ...rest] = elements
  if (first === undefined) throw new RpcError('encode', 'gob does not carry an empty tuple')
  if (rest.some((other) => goTypeName(other) !== goTypeName(first))) {
    throw new RpcError('encode', `gob carries tuples of one type only, not of ${goTypeName(first)} and others`)
  }
  return first
}

const encodedNames: Uint8Array[] = []

/** The method's name as {@link encodeName} has it. */
export function encodedName(method: AnyMethod): Uint8Array {
  let bytes = encodedNames[method.id]
  if (bytes === undefined) {
    bytes = encodeName(methodName(method))
    encodedNames[method.id] = bytes
  }
  return bytes
}

/** A name as a gob string, with its length in front; nothing for the empty one, which is left out. */
export function encodeName(name: string): Uint8Array {
  const size = utf8Length(name)
  const writer = new ByteWriter(size + MAX_UINT_BYTES)
  if (size > 0) writeUint(writer, size)
  writeUtf8(writer, name, size)
  return writer.take()
}
