import type { Canonical } from '../peers/go-gob.js'

const MINUS_ZERO = '8000000000000000'
const ZERO = '0000000000000000'

/** A text that two keys of a map share when Go's `==` takes them for one: minus zero is zero. */
export function keyText(key: Canonical): string {
  return JSON.stringify(key).replaceAll(`"${MINUS_ZERO}"`, `"${ZERO}"`)
}
