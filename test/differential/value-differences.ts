import { bigIntHook } from '../../runtime/hook/big-int.js'
import type { Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'
import type { Example } from './example.js'
import { leaf, map, required, struct } from './spec.js'

/** Values that are others than Go's, from the same bytes, and are meant to be. */
export interface ValueDifference {
  readonly reason: string
  readonly example: Example
  /** Whether this is what lies between two values that have no parts, or between two keys of a map. */
  readonly between: (type: Type, ours: Canonical, go: Canonical) => boolean
}

const never = (): boolean => false

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Of maps, whose keys are not the same to Go's `==` and to a Map. */
export const keyDifferences = {
  minusZero: {
    reason: 'a key of minus zero is a zero in a Map, and to Go equal to one',
    example: {
      spec: map(leaf('float64'), leaf('bool')),
      stream: '0eff81040102ff8200010801020000 07ff820001ff8001',
    },
    between: never,
  },
  object: {
    reason: 'a Map tells objects with the same fields apart',
    example: {
      spec: map(struct(required('A', leaf('bool'))), leaf('bool')),
      stream: '0fff83040102ff840001ff8201020000 12ff81030102ff82000101010141010200 0000 0cff8400020101000101010000',
    },
    between: never,
  },
  primitive: {
    reason: 'a Map takes every NaN, and all that becomes the same string, for one key',
    example: {
      spec: map(leaf('float64'), leaf('bool')),
      stream: '0eff81040102ff8200010801020000 0cff820002fef87f01fef87f00',
    },
    between: never,
  },
} as const satisfies Readonly<Record<string, ValueDifference>>

/** What becomes of a string that Go prints as its bytes, since they are no UTF-8. */
function mended(form: Canonical): string | undefined {
  if (typeof form !== 'object' || form === null || !('bytes' in form)) return undefined
  return utf8.decode(Buffer.from((form as { readonly bytes: string }).bytes, 'hex'))
}

export const valueDifferences: readonly ValueDifference[] = [
  {
    reason: 'a string here is Unicode, in which bytes that are no UTF-8 become U+FFFD',
    example: { spec: leaf('string'), stream: '050c00023d9e' },
    between: (type, ours, go) => (type.kind === 'string' || type.kind === 'custom') && mended(go) === ours,
  },
  {
    reason: 'a Date has milliseconds, and no zone',
    example: {
      spec: leaf('date'),
      stream: '07ffa3050102ffa4 13ffa4000f01000000000000000000000000dfff',
    },
    between: (type, ours, go) => {
      if (type.kind !== 'time' || type.exact) return false
      const [seconds, nanos] = go as readonly [string, number, number]
      const floor = nanos - (nanos % 1_000_000)
      return JSON.stringify(ours) === JSON.stringify([seconds, floor, 0])
    },
  },
  {
    reason: 'a bigint has no zero with a sign, which big.Int keeps when it is sent one',
    example: { spec: leaf('bigInt'), stream: '0aff81050102ff82000000 06ff8200020300' },
    between: (type, ours, go) => type.kind === 'custom' && type.hook === bigIntHook && ours === '02' && go === '03',
  },
  {
    reason: 'Go reads the odd seconds of a zone in the west as if they were positive (time/time.go, UnmarshalBinary)',
    example: {
      spec: leaf('timestamp'),
      stream: '0aff93050102ff94000000 14ff940010020000000e7791f70e000000000000f1',
    },
    between: (type, ours, go) => {
      if (type.kind !== 'time' || !type.exact) return false
      const [seconds, nanos, offset] = ours as readonly [string, number, number]
      // What comes to minus one minute by that is then UTC.
      const misread = offset + 256 === -60 ? 0 : offset + 256
      return offset % 60 !== 0 && JSON.stringify(go) === JSON.stringify([seconds, nanos, misread])
    },
  },
]
