import { GobInspector, type GobItem, type GobType } from '@rpcgen/runtime/gob/inspect'
import { Conversation } from './conversation.js'
import { preambleLength, preambleLine } from './preamble.js'
import { type Row, rowText } from './row.js'
import { escaped } from './text.js'
import { definitionText } from './type-text.js'
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
  const types = new Map<number, GobType>()
  const conversation = new Conversation(types)
  const inspector = new GobInspector({}, begin)
  if (begin > 0) {
    const text = `HTTP: ${escaped(preambleLine(bytes))}`
    yield line({ start: 0, end: begin, depth: 0, shown: begin, text }, false, bytes)
  }
  for (let at = begin; at < bytes.length; at += PIECE) {
    yield* linesOf(inspector.push(bytes.subarray(at, at + PIECE)))
  }
  yield* linesOf(inspector.end())

  function* linesOf(items: readonly GobItem[]): Generator<Line> {
    for (const item of items) {
      if (item.kind === 'definition') types.set(item.id, item.type)
      for (const row of rowsOf(item)) yield line(row, item.kind === 'fault' && row.depth === 0, bytes)
    }
  }

  function* rowsOf(item: GobItem): Generator<Row> {
    const { start, end } = item
    switch (item.kind) {
      case 'message':
        yield { start, end, depth: 0, shown: end - item.length, text: `message of ${count(item.length)}` }
        return
      case 'definition':
        yield { start, end, depth: 1, shown: end, text: `type ${item.id} = ${definitionText(item.type)}` }
        return
      case 'value':
        yield* valueRows(conversation.label(item.id, item.value), item.value, types, start)
        return
      case 'extra':
        yield {
          start,
          end,
          depth: 1,
          shown: end,
          text: `${count(end - start)} behind the value, which Go passes over`,
        }
        return
      case 'fault': {
        const { error, value } = item
        if (value !== undefined)
          yield* valueRows(conversation.label('id' in value ? value.id : 0, value), value, types, start)
        const text = `fault: ${error.code}: ${escaped(error.message)}`
        yield { start: end, end, depth: 0, shown: end, text }
        if (item.fatal && end < bytes.length) {
          yield {
            start: end,
            end: bytes.length,
            depth: 1,
            shown: bytes.length,
            text: 'not read: where a message begins is lost',
          }
        }
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
