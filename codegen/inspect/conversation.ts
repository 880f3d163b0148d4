import type { ByteRange, GobType, GobValue } from '@rpcgen/runtime/gob/inspect'
import { nameText, stringText } from './text.js'
import type { Types } from './type-text.js'

/**
 * What the values of a stream are to net/rpc, in either direction: a header, with
 * ServiceMethod and Seq, and a response's with Error as well, and then a body.
 */
export class Conversation {
  readonly #types: Types
  #body: string | undefined

  constructor(types: Types) {
    this.#types = types
  }

  /** What the next value is; "value" in a stream that is no conversation. */
  label(id: number, value: GobValue): string {
    const type = this.#types.get(id)
    if (value.kind === 'struct' && isHeader(type)) {
      const error = textOf(value, 'Error')
      const response = hasField(type, 'Error')
      this.#body = response ? (error === '' ? 'result' : 'no result') : 'params'
      const call = `${numberOf(value, 'Seq')} ${nameText(textOf(value, 'ServiceMethod'))}`
      if (!response) return `request ${call}:`
      return error === '' ? `response ${call}:` : `response ${call}, error ${stringText(error)}:`
    }
    const label = this.#body ?? 'value'
    this.#body = undefined
    return `${label}:`
  }
}

type Struct = Extract<GobType, { kind: 'struct' }>

/** Where the details lie that a response of ours has beside its error: a stream of their own, of one value. */
export function detailsOf(value: GobValue): ByteRange | undefined {
  if (fieldOf(value, 'ServiceMethod') === undefined) return undefined
  const field = fieldOf(value, 'Details')
  return field?.kind === 'bytes' ? { start: field.end - field.value.length, end: field.end } : undefined
}

function isHeader(type: GobType | undefined): type is Struct {
  return hasField(type, 'ServiceMethod') && hasField(type, 'Seq')
}

function hasField(type: GobType | undefined, wanted: string): boolean {
  return type?.kind === 'struct' && type.fields.some(({ name }) => name === wanted)
}

function fieldOf(value: GobValue, wanted: string): GobValue | undefined {
  return value.kind === 'struct' ? value.fields.find(({ name }) => name === wanted)?.value : undefined
}

function textOf(value: GobValue, name: string): string {
  const field = fieldOf(value, name)
  return field?.kind === 'string' ? field.value : ''
}

/** A field that is zero is not sent. */
function numberOf(value: GobValue, name: string): number | bigint {
  const field = fieldOf(value, name)
  return field?.kind === 'uint' || field?.kind === 'int' ? field.value : 0
}
