/** The text of IP addresses, read and written as Go's net does (net/ip.go, `ParseIP` and `String`). */

/** The longest text that is an address: six groups of IPv6 and an IPv4 address in the place of the last two. */
const LONGEST = 'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255'.length
const GROUPS = 8

const DECIMAL = /^(?:0|[1-9]\d{0,2})$/
const HEXADECIMAL = /^[\da-f]{1,4}$/i

/** The 4 or 16 bytes of an address, or undefined for a text that is none: one with a zone, a port or a leading zero too. */
export function parseIp(text: string): Uint8Array | undefined {
  if (text.length > LONGEST) return undefined
  return text.includes(':') ? parseV6(text) : parseV4(text)
}

function parseV4(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  const sound = parts.length === 4 && parts.every((part) => DECIMAL.test(part) && Number(part) <= 255)
  return sound ? Uint8Array.from(parts, Number) : undefined
}

function parseV6(text: string): Uint8Array | undefined {
  const [front = '', back, ...others] = text.split('::')
  const before = groupsOf(front, back === undefined)
  const after = groupsOf(back ?? '', true)
  if (before === undefined || after === undefined || others.length > 0) return undefined
  const absent = GROUPS - before.length - after.length
  // Two colons stand for one group at least.
  if (back === undefined ? absent !== 0 : absent < 1) return undefined
  const groups = [...before, ...new Array<number>(absent).fill(0), ...after]
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]))
}

/** The groups between colons; the last of an address may be an IPv4 address, which is two. */
function groupsOf(text: string, last: boolean): readonly number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const v4 = last ? parseV4(parts.at(-1) ?? '') : undefined
  const hexadecimal = v4 === undefined ? parts : parts.slice(0, -1)
  if (!hexadecimal.every((part) => HEXADECIMAL.test(part))) return undefined
  return [...hexadecimal.map((part) => Number.parseInt(part, 16)), ...pairsOf(v4 ?? new Uint8Array(0))]
}

/** Each two bytes as one number. */
function pairsOf(bytes: Uint8Array): readonly number[] {
  return Array.from(
    { length: bytes.length / 2 },
    (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number),
  )
}

/** What an IPv4 address has in front of it where it stands among the IPv6 ones. */
const V4_PREFIX = '0,0,0,0,0,0,0,0,0,0,255,255'

/** The text of an address of 4 or 16 bytes; an IPv4 address among the IPv6 ones is dotted too, the others are as in RFC 5952. */
export function printIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.subarray(0, 12).join() === V4_PREFIX) return bytes.subarray(12).join('.')
  const groups = pairsOf(bytes)
  const { from, to } = longestZeros(groups)
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  return to - from < 2 ? text(groups) : `${text(groups.slice(0, from))}::${text(groups.slice(to))}`
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): { readonly from: number; readonly to: number } {
  let longest = { from: 0, to: 0 }
  for (let from = 0; from < groups.length; from++) {
    let to = from
    while (groups[to] === 0) to++
    if (to - from > longest.to - longest.from) longest = { from, to }
  }
  return longest
}
