import fc from 'fast-check'
import type { Canonical } from '../peers/go-gob.js'

/** A value in an interface, as Go prints it. */
export type Held = null | { readonly type: string; readonly value: Canonical }

const signed = (bits: bigint): fc.Arbitrary<Canonical> =>
  fc.bigInt({ min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }).map(String)
const unsigned = (bits: bigint): fc.Arbitrary<Canonical> => fc.bigInt({ min: 0n, max: (1n << bits) - 1n }).map(String)

function bitsOf(value: number): string {
  const bits = Buffer.alloc(8)
  bits.writeDoubleBE(value)
  return bits.toString('hex')
}

const double = fc.double({ noNaN: true }).map(bitsOf)
const single = fc.float({ noNaN: true }).map(bitsOf)
const text = fc.string({ unit: 'grapheme', maxLength: 8 })

/** What an interface may hold that holds nothing itself, by the names that Go has registered. */
const leaves: Readonly<Record<string, fc.Arbitrary<Canonical>>> = {
  bool: fc.boolean(),
  int: signed(64n),
  int8: signed(8n),
  int16: signed(16n),
  int32: signed(32n),
  int64: signed(64n),
  uint: unsigned(64n),
  uint8: unsigned(8n),
  uint16: unsigned(16n),
  uint32: unsigned(32n),
  uint64: unsigned(64n),
  float32: single,
  float64: double,
  complex64: fc.tuple(single, single),
  complex128: fc.tuple(double, double),
  string: text,
  '[]uint8': fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  '[]int': fc.array(signed(64n), { maxLength: 4 }),
  '[]string': fc.array(text, { maxLength: 4 }),
  '[]bool': fc.array(fc.boolean(), { maxLength: 4 }),
  'main.MyInt': signed(53n),
  'main.Dot': fc.record({ X: signed(53n), Y: signed(53n) }, { noNullPrototype: true }),
  '*main.Rec': fc.record(
    { ID: signed(53n), Items: fc.array(fc.record({ Name: text }, { noNullPrototype: true }), { maxLength: 3 }) },
    { noNullPrototype: true },
  ),
}

const leaf: fc.Arbitrary<Held> = fc.oneof(
  fc.constant(null),
  ...Object.entries(leaves).map(([type, values]) => values.map((value) => ({ type, value }))),
)

/** Interfaces inside lists and maps inside interfaces, up to a few levels. */
export const { held } = fc.letrec<{ held: Held }>((tie) => ({
  held: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 6, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.array(tie('held'), { maxLength: 4 }).map((value) => ({ type: '[]interface {}', value })),
    },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(fc.tuple(text, tie('held')), { selector: ([key]) => key, maxLength: 3 })
        .map((entries) => ({ type: 'map[string]interface {}', value: sorted(entries) })),
    },
  ),
}))

/** As Go prints a map: in the order of the keys' texts. */
function sorted(entries: readonly (readonly [string, Held])[]): Canonical {
  const texts = entries.map((entry) => ({ text: Buffer.from(JSON.stringify(entry[0])), entry }))
  return texts.sort((a, b) => Buffer.compare(a.text, b.text)).map(({ entry }) => entry) as unknown as Canonical
}
