import fc from 'fast-check'
import { bigIntHook } from '../../runtime/hook/big-int.js'
import type { Field, Timestamp, Type } from '../../runtime/type.js'
import { formOf } from './form.js'
import { celsius, digits, rune, text } from './hooks.js'
import { keyText } from './key-text.js'

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>

/** Makes a value of a type; `deep` is how much deeper a type that holds itself may go. */
type Values<T> = (type: T, deep: number) => fc.Arbitrary<unknown>

const DEEPEST = 5

const int = (bits: number): fc.Arbitrary<number> => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })

/** Each number of bytes that gob has for an integer, and the ends of the range. */
function big(min: bigint, max: bigint): fc.Arbitrary<bigint> {
  const ofBits = fc.record({ bits: fc.nat(64), add: fc.constantFrom(-1n, 0n, 1n), minus: fc.boolean() })
  const near = ofBits.map(({ bits, add, minus }) => {
    const value = ((1n << BigInt(bits)) + add) * (minus ? -1n : 1n)
    return value < min ? min : value > max ? max : value
  })
  return fc.oneof(near, fc.bigInt({ min, max }))
}

const safe = big(BigInt(Number.MIN_SAFE_INTEGER), BigInt(Number.MAX_SAFE_INTEGER)).map(Number)

const strings = fc.oneof(
  { weight: 40, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 8 }) },
  { weight: 40, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  // Lengths of two bytes and of three, and what the platform's decoder is for.
  { weight: 10, arbitrary: fc.string({ unit: 'binary', minLength: 25, maxLength: 200 }) },
  { weight: 1, arbitrary: fc.nat(700).map((length) => 'long'.repeat(length)) },
)

const byteArrays = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 8 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 120, maxLength: 300 }) },
)

/** A zone of minus one minute is what neither side writes. */
const offsets = fc
  .oneof(
    fc.constant(0),
    fc.integer({ min: -14 * 60, max: 14 * 60 }).map((minutes) => minutes * 60),
    fc.integer({ min: -14 * 3600, max: 14 * 3600 }),
    fc.constantFrom(32_767 * 60 + 59, -32_767 * 60 - 59, 59, -59),
  )
  .filter((offset) => Math.trunc(offset / 60) !== -1)

const ZERO_TIME = -62_135_596_800

const timestamps: fc.Arbitrary<Timestamp> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ seconds: ZERO_TIME, nanos: 0, offset: 0 }) },
  {
    weight: 6,
    arbitrary: fc.record({
      seconds: fc.oneof(fc.integer(), fc.constantFrom(ZERO_TIME, ZERO_TIME - 1), safe),
      nanos: fc.oneof(fc.constantFrom(0, 999_999_999), fc.nat(999_999_999)),
      offset: offsets,
    }),
  },
)

const dates = fc.oneof(fc.constant(new Date(ZERO_TIME * 1000)), fc.date({ noInvalidDate: true }))

/** By the hook. */
const hooked: ReadonlyMap<unknown, fc.Arbitrary<unknown>> = new Map<unknown, fc.Arbitrary<unknown>>([
  [bigIntHook, fc.oneof(fc.bigInt(), big(-(1n << 64n), 1n << 64n), fc.constantFrom(0n, 1n << 500n))],
  [celsius, fc.oneof(fc.constant(0), int(16))],
  [rune, fc.nat(255)],
  [text, fc.record({ text: strings })],
  [digits, byteArrays.map((bytes) => ({ hex: Buffer.from(bytes).toString('hex') }))],
])

/** One for each kind, so that a kind that is new is missed by the compiler. */
const arbitraries: { readonly [K in Type['kind']]: Values<Of<K>> } = {
  bool: () => fc.boolean(),
  int: ({ bits }) => (bits === 53 ? safe : int(bits)),
  uint: ({ bits }) => fc.integer({ min: 0, max: 2 ** bits - 1 }),
  int64: () => big(-(1n << 63n), (1n << 63n) - 1n),
  uint64: () => big(0n, (1n << 64n) - 1n),
  float: ({ bits }) => floats(bits),
  complex: ({ bits }) => fc.record({ real: floats(bits === 64 ? 32 : 64), imag: floats(bits === 64 ? 32 : 64) }),
  string: () => strings,
  bytes: () => byteArrays,
  custom: ({ hook }) => hooked.get(hook) as fc.Arbitrary<unknown>,
  time: ({ exact }) => (exact ? timestamps : dates),
  enum: ({ values }) => fc.constantFrom(...values),
  unknown: () => left('unknown'),
  union: () => left('union'),
  nullable: ({ inner }, deep) => fc.option(values(inner, deep), { nil: null, freq: 3 }),
  list: ({ element, length }, deep) => {
    if (length === undefined && deep <= 0) return fc.constant([])
    const size = length === undefined ? { maxLength: 4 } : { minLength: length, maxLength: length }
    return fc.array(values(element, deep - 1), size)
  },
  tuple: ({ elements }, deep) => fc.tuple(...elements.map((element) => values(element, deep))),
  map: ({ key, value }, deep) => maps(key, value, deep),
  struct: ({ fields }, deep) =>
    fc.record(Object.fromEntries(fields.map((field) => [field.name, fieldValues(field, deep)]))),
}

function left(kind: string): never {
  throw new Error(`no schema has a part of kind ${kind} yet`)
}

const LARGEST_FLOAT32 = 3.4028234663852886e38

const special = [0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** -149, LARGEST_FLOAT32]
/** What a float32 could be rounded to, and what not, and Go takes neither. */
const large = [3.402823466385289e38, -3.4028235677973362e38, 3.4028235677973366e38]

function floats(bits: 32 | 64): fc.Arbitrary<number> {
  const [random, others] = bits === 32 ? [fc.float(), special] : [fc.double(), [...special, ...large]]
  return fc.oneof({ weight: 3, arbitrary: random }, { weight: 1, arbitrary: fc.constantFrom(...others) })
}

function fieldValues({ type, optional }: Field, deep: number): fc.Arbitrary<unknown> {
  if (!optional) return values(type, deep)
  return deep <= 0 ? fc.constant(undefined) : fc.option(values(type, deep - 1), { nil: undefined, freq: 3 })
}

/** No two keys are one to Go, which minus zero and zero are. */
function maps(key: Type, value: Type, deep: number): fc.Arbitrary<ReadonlyMap<unknown, unknown>> {
  const entry = fc.tuple(values(key, deep), values(value, deep))
  const selector = ([item]: [unknown, unknown]): string => keyText(formOf(key, item))
  return fc.uniqueArray(entry, { selector, maxLength: 4 }).map((entries) => new Map(entries))
}

function values(type: Type, deep: number): fc.Arbitrary<unknown> {
  return (arbitraries[type.kind] as Values<Type>)(type, deep)
}

/** Values of a type, of all that it may be: they arrive as they are, but for what {@link sent} says. */
export function valuesOf(type: Type): fc.Arbitrary<unknown> {
  return values(type, DEEPEST)
}
