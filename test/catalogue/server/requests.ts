/** Requests of net/rpc in gob, in hexadecimal, as a Go client writes them. */

function hex(text: string): string {
  return Buffer.from(text).toString('hex')
}

function uint(value: number | bigint): string {
  if (value < 128) return Buffer.of(Number(value)).toString('hex')
  const digits = value.toString(16)
  const bytes = digits.length % 2 === 1 ? `0${digits}` : digits
  return Buffer.of(256 - bytes.length / 2).toString('hex') + bytes
}

/** A signed integer. */
export function int(value: number): string {
  return uint(value < 0 ? -2 * value - 1 : 2 * value)
}

function string(text: string): string {
  return uint(Buffer.byteLength(text)) + hex(text)
}

/** One message: its length in front. */
function message(content: string): string {
  const bare = content.replaceAll(' ', '')
  return uint(bare.length / 2) + bare
}

/** A struct's definition: negative id, then wireType{StructT{CommonType{Name, Id}, Field}}. */
function definition(id: number, name: string, fields: readonly (readonly [name: string, type: number])[]): string {
  const list = fields.map(([field, type]) => `01${string(field)}01${int(type)}00`).join('')
  return message(`${int(-id)} 03 01 01${string(name)} 01${int(id)} 00 01${uint(fields.length)}${list} 00 00`)
}

const INT = 2
const UINT = 3
const STRING = 6

export const requestType: string = definition(65, 'Request', [
  ['ServiceMethod', STRING],
  ['Seq', UINT],
])

/** A header of the type that {@link requestType} defines; a zero seq is left out, as is an empty method. */
export function header(method: string, seq: number | bigint): string {
  const name = method === '' ? '' : `01${string(method)}`
  const number = BigInt(seq) === 0n ? '' : `${method === '' ? '02' : '01'}${uint(seq)}`
  return message(`${int(65)} ${name} ${number} 00`)
}

export const argsType: string = definition(66, 'Args', [
  ['A', INT],
  ['B', INT],
])

/** Args of the type that {@link argsType} defines; neither may be zero. */
export function args(a: number, b: number): string {
  return message(`${int(66)} 01${int(a)} 01${int(b)} 00`)
}

/** A body that is an int, and one that is a string. */
export function intBody(value: number): string {
  return message(`04 00 ${int(value)}`)
}

export function stringBody(text: string): string {
  return message(`0c 00 ${string(text)}`)
}

/** The definition of `struct{}`, and a body of it. */
export const emptyType: string = message(`${int(-67)} 03 01 02${int(67)} 00 00 00`)
export const emptyBody: string = message(`${int(67)} 00`)

/** A body of a type that nothing defines. */
export const undefinedBody: string = message(`${int(99)} 00`)

/** A header with a seq and then a field so far behind it that the sum overflows 64 bits. */
export const overflowingHeader: string = message(`${int(65)} 02 07 f87fffffffffffffff 02 00`)
