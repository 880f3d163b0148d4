/**
 * A net/rpc server's half of a gob stream, written by hand and in hexadecimal,
 * so that a test can send what no server would.
 */

/** The ids that this server gives to its types. */
const RESPONSE = 65
const REPLY = 66

const fieldTypes = { int: 2, uint: 3, string: 6 } as const

function uint(value: number): string {
  if (value < 128) return byte(value)
  const digits = value.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return byte(256 - even.length / 2) + even
}

function int(value: number): string {
  return uint(value < 0 ? -2 * value - 1 : 2 * value)
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0')
}

function text(value: string): string {
  const bytes = Buffer.from(value)
  return uint(bytes.length) + bytes.toString('hex')
}

/** A message with its length in front. */
function message(...parts: readonly string[]): string {
  const hex = parts.join('')
  return uint(hex.length / 2) + hex
}

function definition(id: number, name: string, fields: readonly (readonly [string, keyof typeof fieldTypes])[]): string {
  const list = fields.map(([field, type]) => `01${text(field)}01${int(fieldTypes[type])}00`)
  return message(int(-id), '030101', text(name), '01', int(id), '0001', uint(fields.length), ...list, '0000')
}

/** What comes before the first response. */
export const responseType: string = definition(RESPONSE, 'Response', [
  ['ServiceMethod', 'string'],
  ['Seq', 'uint'],
  ['Error', 'string'],
])

/** What comes before the first reply. */
export const replyType: string = definition(REPLY, 'Reply', [['C', 'int']])

/** The header of a response. */
export function header(seq: number, { method = 'Arith.Add', error = '' } = {}): string {
  const fields = [method === '' ? '' : text(method), seq === 0 ? '' : uint(seq), error === '' ? '' : text(error)]
  let last = -1
  const present = fields.flatMap((hex, field) => {
    if (hex === '') return []
    const delta = field - last
    last = field
    return [uint(delta) + hex]
  })
  return message(int(RESPONSE), ...present, '00')
}

/** The body `Reply{C: c}`. */
export function reply(c: number): string {
  return message(int(REPLY), c === 0 ? '' : `01${int(c)}`, '00')
}

/** A body that is the bare integer 5, where a struct is awaited. */
export const bareInteger = '0304000a'

/** A body of a type that was never defined. */
export const undefinedType: string = message(int(100), '010200')

/** A nil interface as a body, as Go's server sends it. */
export const nilInterface = '03100000'

/** The values of a gob stream, each without its length; definitions and a message that is not whole are left out. */
export function gobValues(stream: Buffer): Buffer[] {
  const values: Buffer[] = []
  for (let at = 0; at < stream.length; ) {
    const head = stream.readUInt8(at)
    const size = head < 128 ? 0 : 256 - head
    if (at + 1 + size > stream.length) break
    const start = at + 1 + size
    const length = size === 0 ? head : stream.readUIntBE(at + 1, size)
    if (start + length > stream.length) break
    const value = stream.subarray(start, start + length)
    // The low bit of an integer is its sign, and a negative id defines a type; ids here take one byte, or two.
    const id = value.readUInt8(value.readUInt8(0) < 128 ? 0 : 1)
    if (id % 2 === 0) values.push(value)
    at = start + length
  }
  return values
}
