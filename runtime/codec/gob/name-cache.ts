import { readUtf8 } from '../../utf8.js'
import type { Input } from './input.js'

/** Names that are longer are not kept, and no more of the others than there are slots, whatever a peer sends. */
const LONGEST = 64
const SLOTS = 64

interface Entry {
  readonly bytes: Uint8Array
  readonly text: string
}

/** Reads the names of methods, of which a connection sees few and each of them often: to compare is cheaper than to decode. */
export class NameCache {
  readonly #entries: (Entry | undefined)[] = new Array<Entry | undefined>(SLOTS).fill(undefined)

  read(input: Input): string {
    const length = input.length('string')
    const { buffer, position } = input
    input.position = position + length
    if (length === 0 || length > LONGEST) return readUtf8(buffer, position, position + length)
    const last = buffer[position + length - 1] as number
    const middle = buffer[position + (length >>> 1)] as number
    const slot = (length * 31 + middle * 7 + last) % SLOTS
    const entry = this.#entries[slot]
    if (entry !== undefined && isAt(buffer, position, length, entry.bytes)) return entry.text
    const text = readUtf8(buffer, position, position + length)
    // A copy, since a Buffer's `slice` would keep the peer's whole chunk.
    this.#entries[slot] = { bytes: new Uint8Array(buffer.subarray(position, position + length)), text }
    return text
  }
}

function isAt(buffer: Uint8Array, position: number, length: number, bytes: Uint8Array): boolean {
  if (bytes.length !== length) return false
  for (let i = 0; i < length; i++) if (buffer[position + i] !== bytes[i]) return false
  return true
}
