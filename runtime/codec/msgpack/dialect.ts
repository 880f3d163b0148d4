import { exportedName, goMethodName } from '../../go.js'
import type { AnyMethod } from '../../message.js'
import { plainMethodName } from '../../method-name.js'
import { type Head, writeBinaryHead, writeRawHead, writeStringHead } from './head.js'
import type { Shape, UnionShape } from './shape.js'

/** What differs between the peers that speak MessagePack. */
export interface Dialect {
  /** The name of this codec among a schema's `wire` names. */
  readonly codec: 'msgpack' | 'msgpackrpc'
  /** What is missing or nil reads as the zero value, as Go's decoder has it; else it is an error. */
  readonly zeros: boolean
  /** Moments are the bytes of Go's `Time.MarshalBinary`; else the timestamp extension. Both are read. */
  readonly goTimes: boolean
  /** Whether texts and bytes are written in the one form that both had before 2013. */
  readonly raw: boolean
  /** Write what stands before a text, and before bytes. */
  readonly stringHead: Head
  readonly binaryHead: Head
  fieldName(name: string): string
  methodName(method: AnyMethod): string
  /** What was derived from types for this dialect, at the index of their id. */
  readonly shapes: (Shape | undefined)[]
  readonly unions: (UnionShape | undefined)[]
  /** At the index of a method's id. */
  readonly methods: (NamedMethod | undefined)[]
}

/** A method's name, and what a message has for it. */
export interface NamedMethod {
  readonly name: string
  readonly bytes: Uint8Array
}

type Home = Pick<Dialect, 'codec' | 'zeros' | 'goTimes' | 'fieldName' | 'methodName'>

/** HashiCorp's go-msgpack, which writes a struct as a map of its exported names. */
const go: Home = {
  codec: 'msgpack',
  zeros: true,
  goTimes: true,
  fieldName: exportedName,
  methodName: (method) => goMethodName(method, 'msgpack'),
}

/** Peers of no language's own: the schema's names as they are, the timestamp extension, nothing left to guess. */
const plain: Home = {
  codec: 'msgpackrpc',
  zeros: false,
  goTimes: false,
  fieldName: (name) => name,
  methodName: (method) => plainMethodName(method, 'msgpackrpc'),
}

const heads = { raw: false, stringHead: writeStringHead, binaryHead: writeBinaryHead }
const rawHeads = { raw: true, stringHead: writeRawHead, binaryHead: writeRawHead }

export const goDialect: Dialect = { ...go, ...heads, shapes: [], unions: [], methods: [] }
export const rpcDialect: Dialect = { ...plain, ...heads, shapes: [], unions: [], methods: [] }
export const rawGoDialect: Dialect = { ...go, ...rawHeads, shapes: [], unions: [], methods: [] }
export const rawRpcDialect: Dialect = { ...plain, ...rawHeads, shapes: [], unions: [], methods: [] }
