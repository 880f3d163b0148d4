import { exportedName, goMethodName } from '../../go.js'
import type { AnyMethod } from '../../message.js'
import { plainMethodName } from '../../method-name.js'
import type { Shape, UnionShape } from './shape.js'

/** What differs between the peers that speak MessagePack. */
export interface Style {
  /** The name of this codec among a schema's `wire` names. */
  readonly codec: 'msgpack' | 'msgpackrpc'
  /** What is missing or nil reads as the zero value, as Go's decoder has it; else it is an error. */
  readonly zeros: boolean
  /** Moments are the bytes of Go's `Time.MarshalBinary`; else the timestamp extension. Both are read. */
  readonly goTimes: boolean
  fieldName(name: string): string
  methodName(method: AnyMethod): string
  /** What was derived from types for this style, at the index of their id. */
  readonly shapes: (Shape | undefined)[]
  readonly unions: (UnionShape | undefined)[]
}

/** HashiCorp's go-msgpack, which writes a struct as a map of its exported names. */
export const goStyle: Style = {
  codec: 'msgpack',
  zeros: true,
  goTimes: true,
  fieldName: exportedName,
  methodName: (method) => goMethodName(method, 'msgpack'),
  shapes: [],
  unions: [],
}

/** Peers of no language's own: the schema's names as they are, the timestamp extension, nothing left to guess. */
export const plainStyle: Style = {
  codec: 'msgpackrpc',
  zeros: false,
  goTimes: false,
  fieldName: (name) => name,
  methodName: (method) => plainMethodName(method, 'msgpackrpc'),
  shapes: [],
  unions: [],
}
