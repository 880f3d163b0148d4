import fc from 'fast-check'
import { join, split } from './messages.js'
import { uintAt, uintBytes } from './uint.js'

type Bytes = readonly number[]

/** One change of bytes. Where it is made is a number of which the remainder counts, so that it suits any length. */
type Edit =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Bytes }
  | { readonly kind: 'remove'; readonly at: number; readonly count: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly count: number; readonly to: number }
  | { readonly kind: 'splice'; readonly at: number; readonly from: number }
  /** Whatever integer begins here, be it a length, an id, a distance, a count or a value. */
  | { readonly kind: 'number'; readonly at: number; readonly change: Change }

type Change =
  | { readonly kind: 'set'; readonly value: bigint }
  | { readonly kind: 'add'; readonly value: bigint }
  /** The same in so many bytes. */
  | { readonly kind: 'widen'; readonly size: number }

export type Mutation =
  /** Of the stream as it is. */
  | { readonly kind: 'stream'; readonly edit: Edit }
  /** Inside a message, whose length is mended. */
  | { readonly kind: 'message'; readonly message: number; readonly edit: Edit }
  /** One message more, which is another of the stream's, or of a second stream. */
  | { readonly kind: 'again' | 'foreign'; readonly message: number; readonly to: number }
  | { readonly kind: 'drop'; readonly message: number }
  | { readonly kind: 'swap'; readonly message: number; readonly to: number }

const at = fc.nat(2 ** 16 - 1)

const numbers = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt({ min: 0n, max: 32n }) },
  // The ids of types that the stream has defined: 65 as it is signed, and what is near.
  { weight: 4, arbitrary: fc.bigInt({ min: 126n, max: 140n }) },
  {
    weight: 3,
    arbitrary: fc
      .record({ bits: fc.integer({ min: 7, max: 64 }), add: fc.constantFrom(-1n, 0n, 1n) })
      .map(({ bits, add }) => BigInt.asUintN(64, (1n << BigInt(bits)) + add)),
  },
)

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('set'), value: numbers }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('add'), value: fc.constantFrom(1n, 2n, -1n, -2n) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('widen'), size: fc.integer({ min: 1, max: 8 }) }) },
)

const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('flip'), at, bit: fc.nat(7) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('set'), at, byte: fc.nat(255) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut'), at }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('insert'),
      at,
      bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove'), at, count: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('repeat'), at, count: fc.integer({ min: 1, max: 12 }), to: at }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('splice'), at, from: at }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('number'), at, change: changes }) },
)

export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('stream'), edit: edits }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('message'), message: at, edit: edits }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again'), message: at, to: at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign'), message: at, to: at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop'), message: at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('swap'), message: at, to: at }) },
)

/** The stream with these changes, one after the other; `other` is a second one, to take from. */
export function mutated(stream: Bytes, other: Bytes, changes: readonly Mutation[]): Bytes {
  return changes.reduce((bytes, change) => mutate(bytes, other, change), stream)
}

function mutate(stream: Bytes, other: Bytes, mutation: Mutation): Bytes {
  if (mutation.kind === 'stream') return edited(stream, other, mutation.edit)
  const { messages, rest } = split(stream)
  const index = mutation.message % Math.max(messages.length, 1)
  const chosen = messages[index]
  // Where no message is whole any more, there is none to change.
  return chosen === undefined ? stream : join({ messages: arranged(messages, index, chosen, other, mutation), rest })
}

function arranged(
  messages: readonly Bytes[],
  index: number,
  chosen: Bytes,
  other: Bytes,
  mutation: Exclude<Mutation, { kind: 'stream' }>,
): readonly Bytes[] {
  switch (mutation.kind) {
    case 'message':
      return messages.with(index, edited(chosen, other, mutation.edit))
    case 'again':
      return messages.toSpliced(mutation.to % (messages.length + 1), 0, chosen)
    case 'foreign': {
      const theirs = split(other).messages
      const foreign = theirs[mutation.message % Math.max(theirs.length, 1)] ?? chosen
      return messages.toSpliced(mutation.to % (messages.length + 1), 0, foreign)
    }
    case 'drop':
      return messages.toSpliced(index, 1)
    case 'swap': {
      const to = mutation.to % messages.length
      return messages.with(index, messages[to] as Bytes).with(to, chosen)
    }
  }
}

function edited(bytes: Bytes, other: Bytes, edit: Edit): Bytes {
  const at = edit.at % Math.max(bytes.length, 1)
  switch (edit.kind) {
    case 'flip':
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << edit.bit) : byte))
    case 'set':
      return bytes.map((byte, index) => (index === at ? edit.byte : byte))
    case 'cut':
      return bytes.slice(0, at)
    case 'insert':
      return bytes.toSpliced(at, 0, ...edit.bytes)
    case 'remove':
      return bytes.toSpliced(at, edit.count)
    case 'repeat':
      return bytes.toSpliced(edit.to % (bytes.length + 1), 0, ...bytes.slice(at, at + edit.count))
    case 'splice':
      return [...bytes.slice(0, at), ...other.slice(edit.from % Math.max(other.length, 1))]
    case 'number': {
      const found = uintAt(bytes, at)
      return found === undefined ? bytes : bytes.toSpliced(at, found.end - at, ...changed(found.value, edit.change))
    }
  }
}

function changed(value: bigint, change: Change): Bytes {
  if (change.kind === 'set') return uintBytes(change.value)
  return change.kind === 'add' ? uintBytes(BigInt.asUintN(64, value + change.value)) : uintBytes(value, change.size)
}
