import fc from 'fast-check'
import { type LeafName, leafNames, leaves } from './leaf.js'

/** A schema as plain data: what is drawn at random, and printed and made smaller when it shows a fault. */
export type Spec =
  | { readonly kind: 'leaf'; readonly name: LeafName }
  | { readonly kind: 'list'; readonly element: Spec }
  /** A list of fixed length, or a tuple: in Go each is an array. */
  | { readonly kind: 'array' | 'tuple'; readonly element: Spec; readonly length: number }
  | { readonly kind: 'map'; readonly key: Spec; readonly value: Spec }
  | { readonly kind: 'struct'; readonly fields: readonly SpecField[] }

export interface SpecField {
  readonly name: string
  readonly spec: Spec
  /** What is not required is a pointer in Go. */
  readonly presence: 'required' | 'optional' | 'nullable'
}

export const leaf = (name: LeafName): Spec => ({ kind: 'leaf', name })
export const list = (element: Spec): Spec => ({ kind: 'list', element })
export const array = (element: Spec, length: number): Spec => ({ kind: 'array', element, length })
export const map = (key: Spec, value: Spec): Spec => ({ kind: 'map', key, value })
export const required = (name: string, spec: Spec): SpecField => ({ name, spec, presence: 'required' })
export const optional = (name: string, spec: Spec): SpecField => ({ name, spec, presence: 'optional' })
export const struct = (...fields: readonly SpecField[]): Spec => ({ kind: 'struct', fields })

/** Few enough for two schemas to have some in common. */
export const fieldNames = ['A', 'B', 'C', 'ID', 'Name', 'Id', 'ÉÉ', 'URL2', 'Field_with_a_longer_name'] as const

const presences = fc.constantFrom('required', 'required', 'optional', 'nullable')

/** Structs of these; their fields have different names. */
function structs(specs: fc.Arbitrary<Spec>, presence: fc.Arbitrary<SpecField['presence']>): fc.Arbitrary<Spec> {
  const field = fc.record({ name: fc.constantFrom(...fieldNames), spec: specs, presence })
  const fields = fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 5 })
  return fields.map((fields) => ({ kind: 'struct', fields }))
}

/** So many fields that the distance from one to the next may take several bytes. */
const wide = fc
  .record({
    spec: fc.constantFrom(leaf('bool'), leaf('int8'), leaf('string')),
    count: fc.integer({ min: 125, max: 270 }),
  })
  .map(({ spec, count }) => struct(...Array.from({ length: count }, (_, index) => required(`F${index}`, spec))))

const anyLeaf = fc.constantFrom(...leafNames).map(leaf)
const keyLeaf = fc.constantFrom(...leafNames.filter((name) => leaves[name].comparable)).map(leaf)

const lengths = fc.integer({ min: 0, max: 4 })
/** Gob carries no empty tuple: it has no type of its elements. */
const tupleLengths = fc.integer({ min: 1, max: 4 })

/** What Go compares with `==`. A pointer is compared by where it points, so there is none in a key. */
const { key: keys } = fc.letrec<{ key: Spec }>((tie) => ({
  key: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 6, arbitrary: keyLeaf },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('array'), element: tie('key'), length: lengths }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('tuple'), element: tie('key'), length: tupleLengths }) },
    { weight: 2, arbitrary: structs(tie('key'), fc.constant('required')) },
  ),
}))

/** A few levels deep. A list of uint8 is none: gob has bytes for that. */
const { spec: narrow } = fc.letrec<{ spec: Spec }>((tie) => ({
  spec: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 5, arbitrary: anyLeaf },
    {
      weight: 2,
      arbitrary: tie('spec')
        .filter((element) => !isByte(element))
        .map(list),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('array'), element: tie('spec'), length: lengths }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('tuple'), element: tie('spec'), length: tupleLengths }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('map'), key: keys, value: tie('spec') }) },
    { weight: 6, arbitrary: structs(tie('spec'), presences) },
  ),
}))

/** Every kind of schema. */
export const specs: fc.Arbitrary<Spec> = fc.oneof({ weight: 100, arbitrary: narrow }, { weight: 1, arbitrary: wide })

function isByte(spec: Spec): boolean {
  return spec.kind === 'leaf' && spec.name === 'uint8'
}
