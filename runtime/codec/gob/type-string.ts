import type { PeerTypes } from './peer-types.js'
import { BYTES, basicNames, INTERFACE, type WireField } from './wire-type.js'

/** A peer's types may be as long as it likes; an error shows this many characters of one. */
const LONGEST = 200

/** In errors Go has its own words for two of them. */
const basics: ReadonlyMap<number, string> = new Map([...basicNames, [BYTES, 'bytes'], [INTERFACE, 'interface']])

/** A type of the peer's as Go's errors show it, each struct in full once (encoding/gob/type.go, safeString). */
export function typeString(id: number, peer: PeerTypes): string {
  const seen = new Set<number>()
  let room = LONGEST
  function text(id: number): string {
    const basic = basics.get(id)
    const type = peer.get(id)
    if (basic !== undefined) return basic
    if (type === undefined) return 'unknown type'
    if (room <= 0) return '...'
    room -= 10
    if (type.kind === 'opaque') return type.name
    const isSeen = seen.has(id)
    seen.add(id)
    if (isSeen) return type.kind === 'struct' ? type.name : '...'
    switch (type.kind) {
      case 'array':
        return `[${type.length}]${text(type.element)}`
      case 'slice':
        return `[]${text(type.element)}`
      case 'map':
        return `map[${text(type.key)}]${text(type.element)}`
      case 'struct':
        return `${type.name} = struct { ${fieldsText(type.fields)}}`
    }
  }
  function fieldsText(fields: readonly WireField[]): string {
    let all = ''
    for (const { name, id } of fields) {
      if (room <= 0) return `${all}... `
      all += `${name} ${text(id)}; `
    }
    return all
  }
  const whole = text(id)
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}...` : whole
}
