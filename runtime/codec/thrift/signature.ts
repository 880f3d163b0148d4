import { RpcError } from '../../error.js'
import { wireName } from '../../go.js'
import type { AnyMethod, Message } from '../../message.js'
import type { Content } from './body.js'
import { wrapperOf } from './shape.js'

/** Separates the names of a service and a method where several services share a connection (TMultiplexedProtocol). */
const SEPARATOR = ':'

/** The number of the field that a result is in, and of the one argument of a method whose params are no struct. */
export const RESULT = 0
export const ARGUMENT = 1

/** What is derived from a method once: its name in UTF-8 as requests and as replies have it, and its bodies. */
export interface Signature {
  readonly request: Uint8Array
  readonly reply: Uint8Array
  readonly params: Content | undefined
  readonly result: Content | undefined
}

const plain: (Signature | undefined)[] = []
const multiplexed: (Signature | undefined)[] = []

export function signatureOf(method: AnyMethod, isMultiplexed: boolean): Signature {
  const known = isMultiplexed ? multiplexed : plain
  return known[method.id] ?? makeSignature(known, method, isMultiplexed)
}

/**
 * A method's name in requests: its own, behind that of its service where they are
 * multiplexed, unless a `wire` has both in one or leaves the service without a name.
 */
export function requestName(method: AnyMethod, isMultiplexed: boolean): string {
  const own = wireName(method.wire, 'thrift', method.name)
  const service = wireName(method.service.wire, 'thrift', method.service.name)
  return !isMultiplexed || service === '' || own.includes(SEPARATOR) ? own : service + SEPARATOR + own
}

/** The name that a reply to a request of this name has. */
export function answered(name: string, isMultiplexed: boolean): string {
  return isMultiplexed ? name.slice(name.indexOf(SEPARATOR) + 1) : name
}

/** The details of the error of this name, in the field of the method's result that is the error's. */
export function detailsOf({ name, errors, errorIds }: AnyMethod, errorName: string): Content {
  const index = errors.findIndex((error) => error.name === errorName)
  const message = errors[index]?.message
  if (message === undefined) throw new RpcError('encode', `the method has no error ${errorName}`)
  return { message, wrapper: wrapperOf(`the error ${errorName} of ${name}`, errorIds?.[index], message.type) }
}

function makeSignature(known: (Signature | undefined)[], method: AnyMethod, isMultiplexed: boolean): Signature {
  const { params, result } = method
  const text = new TextEncoder()
  const request = requestName(method, isMultiplexed)
  const made: Signature = {
    request: text.encode(request),
    reply: text.encode(answered(request, isMultiplexed)),
    params: params && { message: params, wrapper: argumentOf(params) },
    result: result && { message: result, wrapper: wrapperOf(`the result of ${method.name}`, RESULT, result.type) },
  }
  known[method.id] = made
  return made
}

/** A struct of params is the arguments itself. */
function argumentOf({ type }: Message<unknown>): Content['wrapper'] {
  return type.kind === 'struct' ? undefined : wrapperOf('the argument', ARGUMENT, type)
}
