/** The customs of Go's net/rpc that its wire formats share: names, and the texts of its errors. */
import type { ErrorCode } from './error.js'
import type { AnyMethod } from './message.js'
import type { WireNames } from './type.js'

/** The name that the schema's author gave for this codec or for all, else `otherwise`. */
export function wireName(wire: WireNames | undefined, codec: string, otherwise: string): string {
  return wire?.[codec] ?? wire?.all ?? otherwise
}

/** The name as Go exports it: the first letter in upper case. */
export function exportedName(name: string): string {
  const first = String.fromCodePoint(name.codePointAt(0) ?? 0)
  return first.toUpperCase() + name.slice(first.length)
}

/** `Service.Method`; a `wire` with a dot in it is the whole name. */
export function goMethodName(method: AnyMethod, codec: string): string {
  const { service } = method
  const own = wireName(method.wire, codec, exportedName(method.name))
  return own.includes('.') ? own : `${wireName(service.wire, codec, service.name)}.${own}`
}

/** The texts with which Go answers a name that it does not serve (net/rpc/server.go, readRequestHeader). */
export const illFormed = (name: string): string => `rpc: service/method request ill-formed: ${name}`
export const noService = (name: string): string => `rpc: can't find service ${name}`
export const noMethod = (name: string): string => `rpc: can't find method ${name}`

/** What an error text of a net/rpc server says of itself: Go's protocol carries no code beside it. */
export function goErrorCode(text: string): ErrorCode {
  return text.startsWith("rpc: can't find ") || text.startsWith('rpc: service/method request ill-formed: ')
    ? 'no_such_method'
    : 'remote'
}
