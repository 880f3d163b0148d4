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
  /** Those of each error by its name, in the field of the result that is the error's. */
  readonly details: ReadonlyMap<string, Content>
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

export function detailsOf({ details }: Signature, errorName: string): Content {
  const content = details.get(errorName)
  if (content === undefined) throw new RpcError('encode', `the method has no error ${errorName}`)
  return content
}

function makeSignature(known: (Signature | undefined)[], method: AnyMethod, isMultiplexed: boolean): Signature {
  const { name, params, result, errors, errorIds } = method
  const text = new TextEncoder()
  const request = requestName(method, isMultiplexed)
  const made: Signature = {
    request: text.encode(request),
    reply: text.encode(answered(request, isMultiplexed)),
    params: params && { message: params, wrapper: argumentOf(params) },
    result: result && { message: result, wrapper: wrapperOf(`the result of ${name}`, RESULT, result.type) },
    details: new Map(
      errors.map(({ name: error, message }, index) => [
        error,
        { message, wrapper: wrapperOf(`the error ${error} of ${name}`, errorIds?.[index], message.type) },
      ]),
    ),
  }
  known[method.id] = made
  return made
}

/** A struct of params is the arguments itself. */
function argumentOf({ type }: Message<unknown>): Content['wrapper'] {
  return type.kind === 'struct' ? undefined : wrapperOf('the argument', ARGUMENT, type)
}
