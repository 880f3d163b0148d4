import { readInt } from './cursor.js'
import { readDefinition } from './definition.js'
import { split } from './messages.js'

/**
 * The messages of a stream as texts, one for each: all that is in them, but with
 * the types numbered in the order of their definitions, since Go numbers them by
 * process, and without what they call themselves, since Go alone knows the packages.
 */
export function bareDefinitions(stream: readonly number[]): readonly string[] {
  const cursors = split(stream).messages.map((bytes) => ({ bytes, at: 0 }))
  const messages = cursors.map((cursor) => ({ id: readInt(cursor), cursor }))
  const defined = messages.filter(({ id }) => id < 0n).map(({ id }) => -id)
  const name = (id: bigint): string => (defined.includes(id) ? `T${defined.indexOf(id)}` : `${id}`)
  return messages.map(({ id, cursor }) => {
    const definition = id < 0n ? JSON.stringify(readDefinition(cursor), named) : ''
    const rest = Buffer.from(cursor.bytes.slice(cursor.at)).toString('hex')
    return `${name(id < 0n ? -id : id)} ${definition} ${rest}`
  })

  function named(key: string, value: unknown): unknown {
    if (typeof value !== 'bigint') return value
    // Go repeats the id, but for pointers that marshal themselves.
    if (key === 'own') return undefined
    return key === 'length' ? `${value}` : name(value)
  }
}
