import { type ByteRange, GobInspector, type GobItem, type GobType, type GobValue } from '@rpcgen/runtime/gob/inspect'
import { Conversation, detailsOf } from './conversation.js'
import { preambleLength, preambleLine } from './preamble.js'
import { type Row, rowText } from './row.js'
import { escaped } from './text.js'
import { definitionText, type Types } from './type-text.js'
import { valueRows } from './value-rows.js'

/** One line of the dump, and whether it tells of a fault. */
export interface Line {
  readonly text: string
  readonly fault: boolean
}

/** So much is taken apart at a time, so that the trees of a long stream are not all there at once. */
const PIECE = 64 * 1024

/** The annotated dump of a gob stream, or of one direction of a net/rpc conversation, line by line. */
export function* dump(bytes: Uint8Array): Generator<Line> {
  const begin = preambleLength(bytes)
  if (begin > 0) {
    const text = `HTTP: ${escaped(preambleLine(bytes))}`
    yield line({ start: 0, end: begin, depth: 0, shown: begin, text }, false, bytes)
  }
  const types = new Map<number, GobType>()
  const conversation = new Conversation(types)
  const label: Label = (id, value) => conversation.label(id, value)
  for (const item of itemsOf(bytes, begin, bytes.length)) {
    yield* linesOf(item, types, label, bytes, bytes.length)
    const details = item.kind === 'value' ? detailsOf(item.value) : undefined
    if (details !== undefined) yield* detailLines(bytes, details)
  }
}

/** Says what a value is, by its type's id. */
type Label = (id: number, value: GobValue) => string

/** How far what is inside a field stands to the right of the stream that the field is in. */
const INSIDE = 3

function* detailLines(bytes: Uint8Array, { start, end }: ByteRange): Generator<Line> {
  const types = new Map<number, GobType>()
  for (const item of itemsOf(bytes, start, end)) yield* linesOf(item, types, () => 'details:', bytes, end, INSIDE)
}

function* itemsOf(bytes: Uint8Array, start: number, end: number): Generator<GobItem> {
  const inspector = new GobInspector({}, start)
  for (let at = start; at < end; at += PIECE) yield* inspector.push(bytes.subarray(at, Math.min(end, at + PIECE)))
  yield* inspector.end()
}

function* linesOf(
  item: GobItem,
  types: Map<number, GobType>,
  label: Label,
  bytes: Uint8Array,
  end: number,
  inside = 0,
): Generator<Line> {
  if (item.kind === 'definition') types.set(item.id, item.type)
  for (const row of rowsOf(item, types, label, end)) {
    yield line({ ...row, depth: row.depth + inside }, item.kind === 'fault' && row.depth === 0, bytes)
  }
}

/** `last` is where the stream ends that the item is in. */
function* rowsOf(item: GobItem, types: Types, label: Label, last: number): Generator<Row> {
  const { start, end } = item
  switch (item.kind) {
    case 'message':
      yield { start, end, depth: 0, shown: end - item.length, text: `message of ${count(item.length)}` }
      return
    case 'definition':
      yield { start, end, depth: 1, shown: end, text: `type ${item.id} = ${definitionText(item.type)}` }
      return
    case 'value':
      yield* valueRows(label(item.id, item.value), item.value, types, start)
      return
    case 'extra':
      yield { start, end, depth: 1, shown: end, text: `${count(end - start)} behind the value, which Go passes over` }
      return
    case 'fault': {
      const { error, value } = item
      if (value !== undefined) yield* valueRows(label('id' in value ? value.id : 0, value), value, types, start)
      yield { start: end, end, depth: 0, shown: end, text: `fault: ${error.code}: ${escaped(error.message)}` }
      if (item.fatal && end < last) {
        const text = 'not read: where a message begins is lost'
        yield { start: end, end: last, depth: 1, shown: last, text }
      }
    }
  }
}

function line(row: Row, fault: boolean, bytes: Uint8Array): Line {
  return { text: rowText(row, bytes), fault }
}

function count(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`
}
