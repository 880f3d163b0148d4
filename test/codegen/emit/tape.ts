import type { Decoder } from '../../../runtime/decoder.js'
import { END } from '../../../runtime/decoder.js'
import { type Encoder, KEY, type Slot } from '../../../runtime/encoder.js'

/** One thing that generated code wrote. */
type Entry = { readonly op: string; readonly slot: Slot; readonly value: unknown }

/**
 * A wire format of plain entries, without bytes: what is written, in the order
 * of the calls, is what is read. It checks nothing but that reading asks for
 * what was written, so it shows that the two functions of a type fit together.
 */
export class Tape {
  readonly entries: Entry[] = []
  #at = 0
  /** Whether lists and maps tell their length in front; some wires do not. */
  readonly #counted: boolean

  constructor(counted: boolean) {
    this.#counted = counted
  }

  get atEnd(): boolean {
    return this.#at === this.entries.length
  }

  get encoder(): Encoder {
    const put =
      (op: string) =>
      (slot: Slot, value?: unknown): void => {
        this.entries.push({ op, slot, value })
      }
    const end = (op: string) => (): void => put(op)(0)
    const begin =
      (op: string) =>
      (slot: Slot, _type: object, count: unknown): void => {
        if (count === -1) throw new Error(`no ${op}`)
        put(op)(slot, count)
      }
    return {
      bool: put('bool'),
      int: put('int'),
      uint: put('uint'),
      int64: put('int64'),
      uint64: put('uint64'),
      float: put('float'),
      complex: put('complex'),
      string: put('string'),
      bytes: put('bytes'),
      custom: put('custom'),
      date: put('date'),
      timestamp: put('timestamp'),
      enum: put('enum'),
      unknown: put('unknown'),
      null: put('null'),
      beginStruct: begin('struct'),
      endStruct: end('endStruct'),
      beginList: begin('list'),
      endList: end('endList'),
      beginMap: begin('map'),
      endMap: end('endMap'),
      beginUnion: begin('union'),
      endUnion: end('endUnion'),
    }
  }

  #next(op: string): unknown {
    const entry = this.entries[this.#at++]
    if (entry?.op !== op) throw new Error(`read ${op} where ${entry?.op} was written`)
    return entry.value
  }

  /** Whether `op` ends here; steps over it then. */
  #ends(op: string): boolean {
    if (this.entries[this.#at]?.op !== op) return false
    this.#at++
    return true
  }

  get decoder(): Decoder {
    const get =
      <T>(op: string) =>
      (): T =>
        this.#next(op) as T
    const count = (op: string) => (): number => {
      const written = this.#next(op) as number
      return this.#counted ? written : -1
    }
    const more =
      (op: string) =>
      (left: number): boolean => {
        const ended = this.#ends(op)
        if (this.#counted && ended !== (left === 0)) throw new Error(`${left} are left at ${op}`)
        return !ended
      }
    return {
      bool: get('bool'),
      int: get('int'),
      uint: get('uint'),
      int64: get('int64'),
      uint64: get('uint64'),
      float: get('float'),
      complex: get('complex'),
      string: get('string'),
      bytes: get('bytes'),
      custom: <T>() => this.#next('custom') as T,
      date: get('date'),
      timestamp: get('timestamp'),
      enum: get('enum'),
      unknown: get('unknown'),
      null: () => this.#ends('null'),
      beginStruct: get('struct'),
      nextField: () => (this.#ends('endStruct') ? END : (this.entries[this.#at]?.slot ?? KEY)),
      missing: (type, index) => {
        throw new Error(`${type.name} lacks ${type.fields[index]?.name}`)
      },
      beginList: count('list'),
      nextItem: more('endList'),
      beginMap: count('map'),
      nextKey: more('endMap'),
      nextValue: () => undefined,
      beginUnion: get('union'),
      endUnion: get('endUnion'),
    }
  }
}
