import type { Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'
import type { Verdict } from '../peers/go-oracle.js'
import { unhex } from '../runtime/codec/gob/harness.js'
import { idsIn } from './definition.js'
import { fits } from './fits.js'
import { isFromNothing } from './from-nothing.js'
import { holds } from './holds.js'
import type { Ours, Question } from './judge.js'
import { isPairedTwice } from './paired.js'
import { received } from './received.js'

/** Streams of which we say another thing than Go, and mean to. */
export interface StreamDifference {
  readonly reason: string
  readonly between: (question: Question, ours: Ours, go: Verdict) => boolean
}

/** Go reads a value, and we refuse it with such a text; the value has to be one that gives us reason to. */
function refused(
  reason: string,
  text: RegExp,
  wanted: (question: Question, value: Canonical) => boolean,
): StreamDifference {
  return {
    reason,
    between: (question, ours, go) =>
      'error' in ours && 'value' in go && text.test(ours.error) && wanted(question, go.value),
  }
}

/** Go reads a value, and we refuse it with such a text for what one part of the value is. */
export function unheld(
  reason: string,
  text: RegExp,
  wanted: (type: Type, form: Canonical) => boolean,
): StreamDifference {
  return refused(reason, text, ({ receiver }, value) => holds(receiver.type, value, wanted))
}

const receivedOf = ({ stream }: Question) => received([...unhex(stream)])

const seconds = (form: Canonical): number => Number((form as readonly Canonical[])[0])

const isNumber = (type: Type): boolean =>
  type.kind === 'int' ? type.bits === 53 : type.kind === 'enum' && type.base === 'int'

/** What Go makes of negative nanoseconds, whatever the seconds are: it takes them for a reading of the monotonic clock. */
const monotonic: readonly number[] = [5_907_646_590, 5_907_646_591]

const LARGEST_DATE = 8_640_000_000_000

export const streamDifferences: readonly StreamDifference[] = [
  unheld(
    'an enum has the values that it lists',
    /(^|: )(-?\d+|".*") is none of \w+$/,
    (type, form) => type.kind === 'enum' && !type.values.has((type.base === 'int' ? Number(form) : form) as never),
  ),
  unheld(
    'an integer in a number is a safe one',
    /gob: value for ".*" out of range$/,
    (type, form) => isNumber(type) && !Number.isSafeInteger(Number(form)),
  ),
  unheld(
    'the seconds of a timestamp are a safe integer',
    /a time beyond the range of safe integers$/,
    (type, form) => type.kind === 'time' && (!Number.isSafeInteger(seconds(form)) || monotonic.includes(seconds(form))),
  ),
  unheld(
    'a moment has less than 1,000,000,000 nanoseconds, of which Go takes any number',
    /a time with [1-9]\d{9,} nanoseconds$/,
    (type) => type.kind === 'time',
  ),
  unheld(
    'a Date has a range of its own',
    /a time -?\d+ s from 1970 is beyond the range of Date$/,
    (type, form) => type.kind === 'time' && !type.exact && Math.abs(seconds(form)) >= LARGEST_DATE - 1,
  ),
  refused(
    'Go takes the lower 32 bits of the id that a message begins with for all of it (encoding/gob/decoder.go)',
    /./,
    (question) => receivedOf(question).ids.some((id) => BigInt.asIntN(32, id) !== id),
  ),
  refused(
    'a definition of several kinds is of the last of them; Go takes the one that the receiver wants',
    /gob: (decoding into|wrong type|type mismatch)/,
    (question) => [...receivedOf(question).definitions.values()].some((parts) => parts.length > 1),
  ),
  refused('a count is not negative because it is large', /gob: length exceeds input size$/, ({ stream }) =>
    /f8[89a-f]/.test(stream),
  ),
  refused(
    'a definition is looked at when it comes; Go looks when a value needs it',
    /gob: (unknown type id .* or corrupted data|a definition that defines nothing|empty name for remote field)$/,
    () => true,
  ),
  refused(
    'in a map, Go reads structs from no bytes at all, as many as it is told there are',
    /gob: (length exceeds input size|unexpected EOF)$/,
    isFromNothing,
  ),
  refused(
    'no value is of the types of which definitions are, which Go knows by the ids from 16 to 24',
    /gob: (decoding into|wrong type|type mismatch)/,
    (question) => {
      const { definitions, ids } = receivedOf(question)
      return [...ids, ...[...definitions.values()].flatMap(idsIn)].some((id) => id >= 16n && id <= 24n)
    },
  ),
  {
    reason: 'a type that no part of the value is of is not compared, nor has to be defined',
    between: (question, ours, go) =>
      'value' in ours &&
      'error' in go &&
      /^gob: (wrong type|unknown type id|bad data: undefined type|decoding into local type|type mismatch in decoder)/.test(
        go.error,
      ) &&
      fits(question),
  },
  {
    reason:
      'Go reads all that is of one type here with what it has made for the first, whatever the peer has (decOpFor)',
    between: isPairedTwice,
  },
]
