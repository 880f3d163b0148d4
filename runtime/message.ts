import type { Decoder } from './decoder.js'
import type { Encoder, Slot } from './encoder.js'
import type { Type, WireNames } from './type.js'
import type { AnyErrorType } from './typed-error.js'

/** How a value of one type is written and read, on whichever wire. */
export interface Message<T> {
  readonly type: Type
  write(encoder: Encoder, slot: Slot, value: T): void
  read(decoder: Decoder): T
}

export interface Service {
  /** The name on the wire, before a codec's custom and `wire` are applied. */
  readonly name: string
  readonly wire: WireNames | undefined
}

export interface Method<Params, Result> {
  /** Small and dense: a codec keeps what it derived in an array at this index. */
  readonly id: number
  readonly service: Service
  readonly name: string
  readonly wire: WireNames | undefined
  /** Milliseconds, from the schema. */
  readonly timeout: number | undefined
  /** Undefined for a method without params. */
  readonly params: Message<Params> | undefined
  /** Undefined for a method without result. */
  readonly result: Message<Result> | undefined
  /** The errors that the schema declares, in its order. */
  readonly errors: readonly AnyErrorType[]
  /** The number by which each of them is known on wires that number a method's errors; undefined where the schema has none. */
  readonly errorIds: readonly number[] | undefined
  /** Whether running it twice does what running it once does. */
  readonly idempotent: boolean
  /** The caller wants no answer, and gets none on a wire that can say so. */
  readonly oneway: boolean
}

/** A method whose types the holder does not know: what a connection and a codec handle. */
export type AnyMethod = Method<unknown, unknown>

let lastMethodId = -1

export function message<T>(type: Type, write: Message<T>['write'], read: Message<T>['read']): Message<T> {
  return { type, write, read }
}

export function service(name: string, wire?: WireNames): Service {
  return { name, wire }
}

/** What generated code says of a method; what is left out is void, or the default. */
export interface MethodSpec<Params, Result> {
  readonly params?: Message<Params>
  readonly result?: Message<Result>
  readonly errors?: readonly AnyErrorType[]
  readonly errorIds?: readonly number[]
  readonly idempotent?: boolean
  readonly oneway?: boolean
  readonly timeout?: number
  readonly wire?: WireNames
}

export function method<Params = void, Result = void>(
  service: Service,
  name: string,
  spec: MethodSpec<Params, Result>,
): Method<Params, Result> {
  const { params, result, errors = [], errorIds, idempotent = false, oneway = false, timeout, wire } = spec
  return { id: ++lastMethodId, service, name, wire, timeout, params, result, errors, errorIds, idempotent, oneway }
}
