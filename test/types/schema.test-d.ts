import {
  array,
  bigInt,
  bytes,
  type Complex,
  complex64,
  complex128,
  duration,
  type Errors,
  type ExactTimestamp,
  float32,
  int8,
  int16,
  int32,
  int64,
  ip,
  type MethodDef,
  map,
  marshaled,
  message,
  method,
  rawString,
  type ServiceDef,
  service,
  set,
  timestamp,
  uint8,
  uint16,
  uint32,
  uint64,
  uuid,
} from 'rpcgen/schema'
import { type Static, type TInteger, type TString, Type } from 'typebox'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

const holds = <T extends true>(): T | undefined => undefined

// What a schema's author gets from Static.
const everything = Type.Object({
  int8: int8(),
  int16: int16(),
  int32: int32(),
  int64: int64(),
  uint8: uint8(),
  uint16: uint16(),
  uint32: uint32(),
  uint64: uint64(),
  float32: float32(),
  bytes: bytes(),
  date: timestamp(),
  dateToo: timestamp({ exact: false }),
  exact: timestamp({ exact: true }),
  duration: duration(),
  complex64: complex64(),
  complex128: complex128({ wire: 'Z' }),
  bigInt: bigInt(),
  ip: ip(),
  rawString: rawString(),
  marshaled: marshaled<{ degrees: number }>('Celsius', '#hooks/celsius.js', { title: 't' }),
  fixed: array(Type.String(), 3),
  map: map(int32(), Type.Array(bytes())),
  set: set(int64()),
  sets: set(set(uuid({ id: 1 })), { id: 2 }),
  uuid: uuid(),
  named: message('Named', { a: Type.Optional(int64()) }),
})
type Everything = Static<typeof everything>

holds<Equal<Everything['int8' | 'int16' | 'int32' | 'uint8' | 'uint16' | 'uint32' | 'float32'], number>>()
holds<Equal<Everything['int64' | 'uint64' | 'duration'], bigint>>()
holds<Equal<Everything['bytes'], Uint8Array>>()
holds<Equal<Everything['date'], Date>>()
holds<Equal<Everything['dateToo'], Date>>()
holds<Equal<Everything['exact'], ExactTimestamp>>()
holds<Equal<Everything['complex64' | 'complex128'], Complex>>()
holds<Equal<Everything['complex64'], { real: number; imag: number }>>()
holds<Equal<Everything['bigInt'], bigint>>()
holds<Equal<Everything['ip'], string>>()
holds<Equal<Everything['rawString'], Uint8Array>>()
holds<Equal<Everything['marshaled'], { degrees: number }>>()
holds<Equal<Everything['fixed'], string[]>>()
holds<Equal<Everything['map'], Map<number, Uint8Array[]>>>()
holds<Equal<Everything['set'], Set<bigint>>>()
holds<Equal<Everything['sets'], Set<Set<string>>>>()
holds<Equal<Everything['uuid'], string>>()
holds<Equal<Everything['named'], { a?: bigint }>>()

// A fixed array keeps the recursion of what stands in it.
const tree = Type.Cyclic({ Tree: Type.Object({ name: Type.String(), two: array(Type.Ref('Tree'), 2) }) }, 'Tree')
holds<Equal<Static<typeof tree>['two'][number]['two'][number]['name'], string>>()

// Methods and services know their types and names.
const both = method({ params: Type.Integer(), result: Type.String(), timeout: 500 })
holds<Equal<typeof both, MethodDef<TInteger, TString, undefined>>>()
const neither = method({})
holds<Equal<typeof neither, MethodDef<undefined, undefined, undefined>>>()
const waits = method({ timeout: Number.POSITIVE_INFINITY, wire: { gob: 'Wait', json: 'wait' } })
holds<Equal<(typeof waits)['params'], undefined>>()
const failing = method({ errors: { NotFound: Type.Object({ id: int64() }) }, idempotent: true })
holds<Equal<Static<(typeof failing)['errors']['NotFound']>, { id: bigint }>>()
holds<Equal<(typeof failing)['params'], undefined>>()
export const common: Errors = { Late: Type.Object({}), Nested: Type.Cyclic({ N: Type.Object({}) }, 'N') }
export const anyMethods: readonly MethodDef[] = [
  both,
  neither,
  failing,
  method({ errors: common }),
  method({ errors: {} }),
]
const served = service('Wire.Name', { both, neither }, { wire: { json: 'wire' } })
holds<Equal<(typeof served)['name'], 'Wire.Name'>>()
holds<Equal<Static<(typeof served)['methods']['both']['params']>, number>>()
export const anyService: ServiceDef = served

// Names on the wire.
Type.Integer({ wire: 'ID' })
Type.String({ wire: { gob: 'ID' } })
Type.Object({}, { wire: { gob: 'ID', json: 'id' } })
int64({ wire: 'ID', title: 'An id', 'x-own': 1 })
Type.Object({}, { goType: 'main.X' })
message('Named', {}, { goType: 'main.X', wire: 'X' })
Type.With(Type.Object({}), { id: 1 })
message('Named', {}, { id: 1 })
// @ts-expect-error: an id is a number
Type.Integer({ id: '1' })
// @ts-expect-error: a set has items
set()
// @ts-expect-error: a Go type is named by a string
Type.Object({}, { goType: 3 })
// @ts-expect-error: a hook has a module
marshaled<number>('Celsius')
// @ts-expect-error: the values of a hook are not null
marshaled<number | null>('Celsius', '#hooks/celsius.js')
// @ts-expect-error: a wire name is a string
Type.Integer({ wire: 3 })
// @ts-expect-error: there is no such codec
Type.String({ wire: { gop: 'ID' } })
// @ts-expect-error: a codec's wire name is a string
int64({ wire: { gob: 1 } })
// @ts-expect-error: there is no such codec
bytes({ wire: { gob: 'A', xml: 'b' } })
// @ts-expect-error: the same for a method
method({ wire: { xml: 'b' } })
// @ts-expect-error: and for a service
service('S', {}, { wire: 1 })

// What else an author can get wrong.
// @ts-expect-error: timeout is misspelt
method({ params: Type.Integer(), timout: 5 })
// @ts-expect-error: a timeout is a number
method({ timeout: '5s' })
// @ts-expect-error: errors is misspelt
method({ error: {} })
// @ts-expect-error: the details of an error are a schema
method({ errors: { NotFound: 'not found' } })
// @ts-expect-error: errors have names
method({ errors: Type.Object({ id: Type.String() }) })
// @ts-expect-error: idempotent is true or false
method({ idempotent: 'yes' })
// @ts-expect-error: idempotent is misspelt
method({ idempotence: true })
// @ts-expect-error: params is a schema
method({ params: 3 })
// @ts-expect-error: a service has methods
service('S', { both: 3 })
// @ts-expect-error: a schema is no method
service('S', { both: Type.Object({ a: Type.String() }) })
// @ts-expect-error: a service has a name
service({ both })
// @ts-expect-error: there is no such option
service('S', { both }, { wires: 'x' })
// @ts-expect-error: exact is true or false
timestamp({ exact: 'yes' })
// @ts-expect-error: a length is a number
array(Type.String(), '3')
// @ts-expect-error: a map has values
map(Type.String())
// @ts-expect-error: a message has a name
message({ a: Type.String() })
