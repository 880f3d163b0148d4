import type { GobField, GobValue } from '@rpcgen/runtime/gob/inspect'
import type { Row } from './row.js'
import { bytesText, nameText, stringText } from './text.js'
import { timeText } from './time-text.js'
import { type Types, typeText } from './type-text.js'

type Labelled = readonly [label: string, value: GobValue]

/** A value and those inside it, one row each. The first row begins at byte `from`, where the type's id is. */
export function* valueRows(label: string, value: GobValue, types: Types, from: number): Generator<Row> {
  // A stack of its own, since a generator inside a generator hands each row up through all of those around it.
  const stack: Iterator<Labelled>[] = [[[label, value] as const].values()]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { done, value: next } = top.next()
    if (done === true) {
      stack.pop()
      continue
    }
    const [name, item] = next
    const inside = insideOf(item)
    const start = stack.length === 1 ? from : item.start
    const shown = inside === undefined ? item.end : item.start
    yield { start, end: item.end, depth: stack.length, shown, text: `${name} ${summary(item, types)}` }
    if (inside !== undefined) stack.push(inside)
  }
}

/** The values that have rows of their own; undefined for one that has it all in its own row. */
function insideOf(value: GobValue): Iterator<Labelled> | undefined {
  switch (value.kind) {
    case 'struct':
      return fieldsOf(value.fields)
    case 'array':
    case 'slice':
      return elementsOf(value.elements)
    case 'map':
      return entriesOf(value)
    case 'interface':
      return value.value === null ? undefined : insideOf(value.value)
    default:
      return undefined
  }
}

function* fieldsOf(fields: readonly GobField[]): Generator<Labelled> {
  for (const { name, value } of fields) yield [nameText(name), value]
}

function* elementsOf(elements: readonly GobValue[]): Generator<Labelled> {
  for (const [index, element] of elements.entries()) yield [`[${index}]`, element]
}

/** A simple key labels its value; one that takes rows itself comes before it. */
function* entriesOf({ entries }: Extract<GobValue, { kind: 'map' }>): Generator<Labelled> {
  for (const [index, { key, value }] of entries.entries()) {
    const text = literal(key)
    if (text === undefined) yield [`key ${index}`, key]
    yield [text === undefined ? `value ${index}` : `[${text}]`, value]
  }
}

/** The type and, of a value without others inside, the value. */
function summary(value: GobValue, types: Types): string {
  switch (value.kind) {
    case 'unread':
      return 'could not be read'
    case 'bool':
    case 'int':
    case 'uint':
    case 'float':
    case 'complex':
    case 'string':
      return `${value.kind} = ${literal(value)}`
    case 'bytes':
      return `[]byte = ${literal(value)}`
    case 'opaque':
      return `${typeText(value.id, types)} = ${literal(value)}`
    case 'struct':
      return `${typeText(value.id, types)}${value.fields.length === 0 ? ' {}' : ''}`
    case 'array':
    case 'slice':
      return `${typeText(value.id, types)} of ${value.elements.length}`
    case 'map':
      return `${typeText(value.id, types)} of ${value.entries.length}`
    case 'interface':
      return value.value === null
        ? 'interface = nil'
        : `interface ${nameText(value.typeName)}: ${summary(value.value, types)}`
  }
}

/** A value in a few words; undefined when it takes rows. */
function literal(value: GobValue): string | undefined {
  switch (value.kind) {
    case 'bool':
    case 'int':
    case 'uint':
      return String(value.value)
    case 'float':
      return numberText(value.value)
    case 'complex':
      return `${numberText(value.real)}${value.imaginary < 0 ? '' : '+'}${numberText(value.imaginary)}i`
    case 'string':
      return value.raw === undefined
        ? stringText(value.value)
        : `${stringText(value.value)}, which is no UTF-8: ${bytesText(value.raw)}`
    case 'bytes':
      return bytesText(value.value)
    case 'opaque':
      return value.time === undefined ? bytesText(value.value) : timeText(value.time)
    default:
      return undefined
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}
