import type { Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'
import type { Verdict } from '../peers/go-oracle.js'
import { unhex } from '../runtime/codec/gob/harness.js'
import { idsIn } from './definition.js'
import type { Example } from './example.js'
import { fits } from './fits.js'
import { isFromNothing } from './from-nothing.js'
import { holds } from './holds.js'
import type { Ours, Question } from './judge.js'
import { isPairedTwice } from './paired.js'
import { received } from './received.js'
import { leaf, map, required, struct } from './spec.js'

/** Streams of which we say another thing than Go, and mean to. */
export interface StreamDifference {
  readonly reason: string
  readonly example: Example
  readonly between: (question: Question, ours: Ours, go: Verdict) => boolean
}

/** Go reads a value, and we refuse it with such a text; the value has to be one that gives us reason to. */
function refused(
  reason: string,
  example: Example,
  text: RegExp,
  wanted: (question: Question, value: Canonical) => boolean,
): StreamDifference {
  return {
    reason,
    example,
    between: (question, ours, go) =>
      'error' in ours && 'value' in go && text.test(ours.error) && wanted(question, go.value),
  }
}

/** Go reads a value, and we refuse it with such a text for what one part of the value is. */
function unheld(
  reason: string,
  example: Example,
  text: RegExp,
  wanted: (type: Type, form: Canonical) => boolean,
): StreamDifference {
  return refused(reason, example, text, ({ receiver }, value) => holds(receiver.type, value, wanted))
}

function hasTwins(fields: readonly { readonly name: string }[]): boolean {
  return new Set(fields.map(({ name }) => name)).size < fields.length
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
    { spec: leaf('level'), stream: '03040004' },
    /(^|: )(-?\d+|".*") is none of \w+$/,
    (type, form) => type.kind === 'enum' && !type.values.has((type.base === 'int' ? Number(form) : form) as never),
  ),
  unheld(
    'an integer in a number is a safe one',
    { spec: leaf('integer'), stream: '0a0400f941fffffffffffc' },
    /gob: value for ".*" out of range$/,
    (type, form) => isNumber(type) && !Number.isSafeInteger(Number(form)),
  ),
  unheld(
    'the seconds of a timestamp are a safe integer',
    { spec: leaf('timestamp'), stream: '0aff91050102ff92000000 13ff92000f01010000000000000000000000ffff' },
    /a time beyond the range of safe integers$/,
    (type, form) => type.kind === 'time' && (!Number.isSafeInteger(seconds(form)) || monotonic.includes(seconds(form))),
  ),
  unheld(
    'a moment has less than 1,000,000,000 nanoseconds, of which Go takes any number',
    { spec: leaf('timestamp'), stream: '0aff91050102ff92000000 13ff92000f010000000000000000fa000000ffff' },
    /a time with [1-9]\d{9,} nanoseconds$/,
    (type) => type.kind === 'time',
  ),
  unheld(
    'a Date has a range of its own',
    { spec: leaf('date'), stream: '0aff9b050102ff9c000000 13ff9c000f01000011000000000000000000ffff' },
    /a time -?\d+ s from 1970 is beyond the range of Date$/,
    (type, form) => type.kind === 'time' && !type.exact && Math.abs(seconds(form)) >= LARGEST_DATE - 1,
  ),
  refused(
    'Go takes the lower 32 bits of the id that a message begins with for all of it (encoding/gob/decoder.go)',
    { spec: leaf('int32'), stream: '0bf800200000000000040020' },
    /./,
    (question) => receivedOf(question).ids.some((id) => BigInt.asIntN(32, id) !== id),
  ),
  refused(
    'a definition of several kinds is of the last of them; Go takes the one that the receiver wants',
    { spec: struct(), stream: '0aff81030102ff8200000402ff82' },
    /./,
    (question) => [...receivedOf(question).definitions.values()].some((parts) => parts.length > 1),
  ),
  refused(
    'a count is not negative because it is large',
    { spec: map(leaf('string'), leaf('uint16')), stream: '0eff81040102ff8200010c01060000 0cff8200f8fffffffffffffffe' },
    /gob: length exceeds input size$/,
    ({ stream }) => /f8[89a-f]/.test(stream),
  ),
  refused(
    'a definition is looked at when it comes; Go looks when a value needs it',
    { spec: struct(), stream: '03ff8700 0aff81030102ff82000000 03ff8200' },
    /gob: (unknown type id .* or corrupted data|a definition that defines nothing|empty name for remote field)$/,
    () => true,
  ),
  refused(
    'in a map, Go reads structs from no bytes at all, as many as it is told there are',
    { spec: map(struct(), struct()), stream: '10ff83040102ff840001ff8201ff820000 0aff81030102ff82000000 04ff84007f' },
    /gob: (length exceeds input size|unexpected EOF)$/,
    isFromNothing,
  ),
  refused(
    'no value is of the types of which definitions are, which Go knows by the ids from 16 to 24',
    { spec: struct(), stream: '022a00' },
    /gob: (decoding into|wrong type|unknown type id|type mismatch)/,
    (question) => {
      const { definitions, ids } = receivedOf(question)
      return [...ids, ...[...definitions.values()].flatMap(idsIn)].some((id) => id >= 16n && id <= 24n)
    },
  ),
  {
    reason: 'a type that no part of the value is of is not compared, nor has to be defined',
    example: {
      spec: struct(),
      stream: '16ff81030102ff8200010101044e616d6501ff84000000 03ff8200',
    },
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
    example: {
      spec: leaf('knot'),
      stream:
        '30ff81030101044b6e6f7401ff82000103010556616c756501040001044e65787401ff820001044b69647301ff8400000012ff83020101065b5d4b6e6f7401ff840000000bff8201fa6c07cb75d2b200',
    },
    between: isPairedTwice,
  },
  {
    reason: 'of two fields of one name, Go reads the second into what the first has left',
    example: {
      spec: struct(required('A', map(leaf('string'), leaf('integer')))),
      stream:
        '1aff81030102ff82000102 01014101ff8400 01014101ff8400 0000 0eff83040102ff8400010c01040000 0dff82010101610201010162 0400',
    },
    between: (question, ours, go) =>
      'value' in ours &&
      'value' in go &&
      [...receivedOf(question).definitions.values()]
        .flat()
        .some((part) => part.kind === 'struct' && hasTwins(part.fields)),
  },
]
