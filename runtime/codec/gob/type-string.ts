import type { PeerTypes } from './peer-types.js'
import { BYTES, basicNames, INTERFACE, type WireField } from './wire-type.js'

/** A peer's types may be as long as it likes; an error shows this many characters of one. */
const LONGEST = 200

/** In errors Go has its own words for two of them. */
const basics: ReadonlyMap<number, string> = new Map([...basicNames, [BYTES, 'bytes'], [INTERFACE, 'interface']])

/** The beginning of a name that a peer has given. */
export function shown(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}...` : name
}

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
    if (type.kind === 'opaque') return shown(type.name)
    const isSeen = seen.has(id)
    seen.add(id)
    if (isSeen) return type.kind === 'struct' ? shown(type.name) : '...'
    switch (type.kind) {
      case 'array':
        return `[${type.length}]${text(type.element)}`
      case 'slice':
        return `[]${text(type.element)}`
      case 'map':
        return `map[${text(type.key)}]${text(type.element)}`
      case 'struct':
        return `${shown(type.name)} = struct { ${fieldsText(type.fields)}}`
    }
  }
  function fieldsText(fields: readonly WireField[]): string {
    let all = ''
    for (const { name, id } of fields) {
      if (room <= 0) return `${all}... `
      room -= name.length + 3
      all += `${shown(name)} ${text(id)}; `
    }
    return all
  }
  return shown(text(id))
}
