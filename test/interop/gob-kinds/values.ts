import fc from 'fast-check'
import type { Type } from '../../../runtime/type.js'
import { canonical } from '../../runtime/codec/gob/canonical.js'
import { triedHooks } from './hooks.js'

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>
type Values<T extends Type> = (type: T, depth: number) => fc.Arbitrary<unknown>

/** How far values go inside each other; lists are the shorter the deeper they are. */
const DEEPEST = 4

/** Values of a type at random, with those at the edges far more often than chance would have them. */
export function valuesOf(type: Type, depth = DEEPEST): fc.Arbitrary<unknown> {
  return (byKind[type.kind] as Values<Type>)(type, depth)
}

const byKind: { readonly [K in Type['kind']]: Values<Of<K>> } = {
  bool: () => fc.boolean(),
  int: ({ bits }) => (bits === 53 ? safeIntegers : signed(bits).map(Number)),
  uint: ({ bits }) => unsigned(bits).map(Number),
  int64: () => signed(64),
  uint64: () => unsigned(64),
  float: ({ bits }) => floats(bits),
  complex: ({ bits }) => fc.record({ real: floats(bits / 2), imag: floats(bits / 2) }, { noNullPrototype: true }),
  string: () => texts,
  bytes: () => fc.oneof(often(fc.uint8Array({ maxLength: 12 })), fc.uint8Array({ maxLength: 300, size: 'max' })),
  custom: ({ hook }) => hookValues(hook),
  time: ({ exact }) => (exact ? timestamps : fc.date({ noInvalidDate: true })),
  enum: ({ values }) => fc.constantFrom(...values),
  unknown: (_, depth) => plainValues(depth),
  nullable: ({ inner }, depth) => (depth > 0 ? fc.option(valuesOf(inner, depth)) : fc.constant(null)),
  struct: structValues,
  list: ({ element, length }, depth) =>
    length === undefined
      ? fc.array(valuesOfPart(element, depth), { maxLength: longest(depth) })
      : fc.tuple(...Array.from({ length }, () => valuesOf(element, depth - 1))),
  tuple: ({ elements }, depth) => fc.tuple(...elements.map((element) => valuesOf(element, depth - 1))),
  map: mapValues,
  union: ({ members }, depth) => fc.oneof(...members.map(({ type }) => valuesOf(type, depth))),
}

/** How many items a list or a map may have at this depth. */
function longest(depth: number): number {
  return depth > 0 ? depth + 1 : 0
}

/** Of a list's items or a map's: at the depth where it has none they are not asked for, so that a recursive type ends. */
function valuesOfPart(type: Type, depth: number): fc.Arbitrary<unknown> {
  return depth > 0 ? valuesOf(type, depth - 1) : fc.constant(undefined)
}

function structValues({ fields }: Of<'struct'>, depth: number): fc.Arbitrary<unknown> {
  const given = fields.filter(({ optional }) => !optional || depth > 0)
  const required = given.filter(({ optional }) => !optional)
  return fc.record(Object.fromEntries(given.map(({ name, type }) => [name, valuesOf(type, depth - 1)])), {
    requiredKeys: required.map(({ name }) => name),
    noNullPrototype: true,
  })
}

function mapValues({ key, value }: Of<'map'>, depth: number): fc.Arbitrary<unknown> {
  const keys = key.kind === 'string' ? texts.map(sortable) : valuesOfPart(key, depth)
  const selector = ([each]: readonly [unknown, unknown]): string => JSON.stringify(canonical(key, each))
  return fc
    .uniqueArray(fc.tuple(keys, valuesOfPart(value, depth)), { maxLength: longest(depth), selector })
    .map((entries) => new Map(entries))
}

/** Without what JSON is not written alike with everywhere: canonical maps are in the order of their keys' texts. */
function sortable(text: string): string {
  return text.replaceAll(/[\b\f\u2028\u2029]/g, '')
}

const often = <T>(arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<T> => ({ arbitrary, weight: 19 })

const texts = fc.oneof(
  often(fc.string({ unit: 'binary', maxLength: 12 })),
  fc.string({ unit: 'binary-ascii', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 300, size: 'max' }),
)

/** Of each length that a gob integer has, where most of a range is as long as its ends. */
function integers(min: bigint, max: bigint, bits: number): fc.Arbitrary<bigint> {
  const any = fc.bigInt({ min, max })
  return fc.oneof(
    any,
    fc.tuple(any, fc.nat(bits - 1)).map(([value, places]) => value >> BigInt(places)),
  )
}

const signed = (bits: number): fc.Arbitrary<bigint> =>
  integers(-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n, bits)

const unsigned = (bits: number): fc.Arbitrary<bigint> => integers(0n, 2n ** BigInt(bits) - 1n, bits)

const safeIntegers = integers(BigInt(Number.MIN_SAFE_INTEGER), BigInt(Number.MAX_SAFE_INTEGER), 54).map(Number)

const floats = (bits: number): fc.Arbitrary<number> =>
  bits === 32 ? fc.float() : fc.oneof(fc.double(), fc.integer({ min: -1000, max: 1000 }))

const ZERO_SECONDS = -62_135_596_800

/**
 * Zones have odd seconds only in the east: Go writes those of one in the west
 * below zero, and reads them as more than zero (time/time.go, UnmarshalBinary).
 * Minus one minute, which stands for UTC, has no form.
 */
const offsets = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -18 * 60, max: 18 * 60 }).map((minutes) => (minutes === -1 ? 0 : minutes * 60)),
  fc.integer({ min: 0, max: 18 * 3600 }),
  fc.constantFrom(-32_767 * 60, 32_767 * 60),
)

const timestamps = fc.oneof(
  often(
    fc.record(
      {
        seconds: fc.oneof(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: -(2 ** 52), max: 2 ** 52 })),
        nanos: fc.nat(999_999_999),
        offset: offsets,
      },
      { noNullPrototype: true },
    ),
  ),
  fc.constant({ seconds: ZERO_SECONDS, nanos: 0, offset: 0 }),
)

function hookValues(hook: object): fc.Arbitrary<unknown> {
  const tried = triedHooks.find((each) => each.hook === hook)
  if (tried === undefined) throw new Error('the hook has no values to be tried with')
  return tried.values
}

/** What an interface holds that needs no registration, and has nothing in it. */
export const basicValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  texts,
  safeIntegers,
  floats(64),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.uint8Array({ maxLength: 12 }),
  fc.date({ noInvalidDate: true }),
)

/** {@link basicValues}, and lists and maps of them inside each other. */
function plainValues(depth: number): fc.Arbitrary<unknown> {
  if (depth <= 0) return basicValues
  const part = plainValues(depth - 1)
  const most = longest(depth)
  return fc.oneof(
    { arbitrary: basicValues, weight: 3 },
    fc.array(part, { maxLength: most }),
    fc.dictionary(texts.map(sortable), part, { maxKeys: most, noNullPrototype: true }),
  )
}
