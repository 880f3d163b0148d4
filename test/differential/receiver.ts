import fc from 'fast-check'
import { type LeafName, leaves } from './leaf.js'
import { fieldNames, leaf, type Spec, type SpecField, specs } from './spec.js'

/** One change of a schema, somewhere in it: the remainder of `at` counts. */
export interface Alteration {
  readonly at: number
  readonly kind: 'replace' | 'resize' | 'reorder' | 'leave-out' | 'add' | 'rename' | 'presence' | 'empty'
  readonly spec: Spec
  readonly pick: number
}

/** Schemas for what was written in another: with less, with more, of other widths, and of what does not fit. */
export const alterations: fc.Arbitrary<Alteration> = fc.record({
  at: fc.nat(2 ** 16 - 1),
  kind: fc.constantFrom('replace', 'resize', 'resize', 'reorder', 'leave-out', 'add', 'rename', 'presence', 'empty'),
  spec: specs,
  pick: fc.nat(2 ** 16 - 1),
})

export function altered(spec: Spec, changes: readonly Alteration[]): Spec {
  return changes.reduce((spec, change) => alterAt(spec, change.at % sizeOf(spec), change), spec)
}

/** Leaves that gob has one type for, and those whose Go type is of the same kind. */
const families: readonly (readonly LeafName[])[] = [
  ['int8', 'int16', 'int32', 'integer', 'int64', 'level'],
  ['uint8', 'uint16', 'uint32', 'uint64'],
  ['float32', 'float64'],
  ['complex64', 'complex128'],
  ['string', 'shade', 'text'],
  ['bytes', 'digits'],
  ['timestamp', 'date', 'bigInt', 'celsius', 'rune'],
  ['bool'],
  ['knot', 'own'],
]

function partsOf(spec: Spec): readonly Spec[] {
  switch (spec.kind) {
    case 'leaf':
      return []
    case 'map':
      return [spec.key, spec.value]
    case 'struct':
      return spec.fields.map((field) => field.spec)
    default:
      return [spec.element]
  }
}

/** How many schemas there are in one, with itself. */
function sizeOf(spec: Spec): number {
  return partsOf(spec).reduce((sum, part) => sum + sizeOf(part), 1)
}

/** With the `index`th schema in it changed, where that still makes one. */
function alterAt(spec: Spec, index: number, change: Alteration): Spec {
  if (index === 0) return alter(spec, change)
  let before = 1
  const parts = partsOf(spec).map((part) => {
    const start = before
    before += sizeOf(part)
    return index >= start && index < before ? alterAt(part, index - start, change) : part
  })
  return withParts(spec, parts)
}

function withParts(spec: Spec, parts: readonly Spec[]): Spec {
  const [first = spec, second = spec] = parts
  switch (spec.kind) {
    case 'leaf':
      return spec
    case 'map':
      return isKey(first) ? { ...spec, key: first, value: second } : { ...spec, value: second }
    case 'struct':
      return { ...spec, fields: spec.fields.map((field, index) => ({ ...field, spec: parts[index] ?? field.spec })) }
    case 'list':
      return first.kind === 'leaf' && first.name === 'uint8' ? spec : { ...spec, element: first }
    default:
      return { ...spec, element: first }
  }
}

/** What Go compares, and with no pointer in it. */
function isKey(spec: Spec): boolean {
  switch (spec.kind) {
    case 'leaf':
      return leaves[spec.name].comparable
    case 'struct':
      return spec.fields.every((field) => field.presence === 'required' && isKey(field.spec))
    case 'array':
    case 'tuple':
      return isKey(spec.element)
    default:
      return false
  }
}

function alter(spec: Spec, { kind, spec: other, pick }: Alteration): Spec {
  if (kind === 'replace') return other
  if (spec.kind === 'struct') return { ...spec, fields: alterFields(spec.fields, kind, other, pick) }
  if (spec.kind === 'leaf') {
    const family = families.find((names) => names.includes(spec.name)) ?? []
    return leaf(family[pick % family.length] ?? spec.name)
  }
  if (spec.kind === 'map') return kind === 'empty' ? { kind: 'list', element: other } : spec
  const { element } = spec
  const length = pick % 5
  if (kind === 'resize')
    return length === 0 ? withParts({ kind: 'list', element: spec }, [element]) : { kind: 'array', element, length }
  return kind === 'presence' && length > 0 ? { kind: 'tuple', element, length } : spec
}

function alterFields(
  fields: readonly SpecField[],
  kind: Exclude<Alteration['kind'], 'replace'>,
  other: Spec,
  pick: number,
): readonly SpecField[] {
  const index = pick % Math.max(fields.length, 1)
  const name = fieldNames[pick % fieldNames.length] as string
  const isFree = fields.every((field) => field.name !== name)
  switch (kind) {
    case 'empty':
      return []
    case 'leave-out':
      return fields.toSpliced(index, 1)
    case 'reorder':
    case 'resize':
      return [...fields.slice(index), ...fields.slice(0, index)]
    case 'add':
      return isFree ? fields.toSpliced(index, 0, { name, spec: other, presence: 'required' }) : fields
    case 'rename':
      return isFree ? fields.map((field, at) => (at === index ? { ...field, name } : field)) : fields
    case 'presence':
      return fields.map((field, at) => (at === index ? { ...field, presence: otherPresence(field) } : field))
  }
}

function otherPresence({ presence }: SpecField): SpecField['presence'] {
  if (presence === 'required') return 'optional'
  return presence === 'optional' ? 'nullable' : 'required'
}
