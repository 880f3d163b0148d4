import type { Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'

/** Values that are others than Go's, from the same bytes, and are meant to be. */
export interface ValueDifference {
  readonly reason: string
  /** Whether this is what lies between two values that have no parts, or between two keys of a map. */
  readonly between: (type: Type, ours: Canonical, go: Canonical) => boolean
}

const never = (): boolean => false

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Of maps, whose keys are not the same to Go's `==` and to a Map. */
export const keyDifferences = {
  minusZero: { reason: 'a key of minus zero is a zero in a Map, and to Go equal to one', between: never },
  object: { reason: 'a Map tells objects with the same fields apart', between: never },
  primitive: { reason: 'a Map takes every NaN, and all that becomes the same string, for one key', between: never },
} as const satisfies Readonly<Record<string, ValueDifference>>

/** What becomes of a string that Go prints as its bytes, since they are no UTF-8. */
function mended(form: Canonical): string | undefined {
  if (typeof form !== 'object' || form === null || !('bytes' in form)) return undefined
  return utf8.decode(Buffer.from((form as { readonly bytes: string }).bytes, 'hex'))
}

export const valueDifferences: readonly ValueDifference[] = [
  {
    reason: 'a string here is Unicode, in which bytes that are no UTF-8 become U+FFFD',
    between: (type, ours, go) => (type.kind === 'string' || type.kind === 'custom') && mended(go) === ours,
  },
  {
    reason: 'a Date has milliseconds, and no zone',
    between: (type, ours, go) => {
      if (type.kind !== 'time' || type.exact) return false
      const [seconds, nanos] = go as readonly [string, number, number]
      const floor = nanos - (nanos % 1_000_000)
      return JSON.stringify(ours) === JSON.stringify([seconds, floor, 0])
    },
  },
  {
    reason: 'Go reads the odd seconds of a zone in the west as if they were positive (time/time.go, UnmarshalBinary)',
    between: (type, ours, go) => {
      if (type.kind !== 'time' || !type.exact) return false
      const [seconds, nanos, offset] = ours as readonly [string, number, number]
      return offset % 60 !== 0 && JSON.stringify(go) === JSON.stringify([seconds, nanos, offset + 256])
    },
  },
]
