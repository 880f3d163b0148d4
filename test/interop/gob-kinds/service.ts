import type { Method } from '@rpcgen/runtime'
import { method, type Registry, service, string, structType } from '@rpcgen/runtime/stub'
import type { StructType } from '../../../runtime/type.js'
import { canonical } from '../../runtime/codec/gob/canonical.js'
import { messageOf } from '../../runtime/codec/message-of.js'
import type { Kind } from './kinds.js'

/** A value that a service received, and what it saw in it: the canonical form as JSON. */
export interface Seen {
  readonly value: unknown
  readonly text: string
}

export interface KindService {
  /** Takes a value and answers with a {@link Seen}. */
  readonly echo: Method<unknown, unknown>
  readonly seen: StructType
}

/** The service that test/peers/go/kinds.go has for the kind. */
export function serviceOf({ name, type }: Kind): KindService {
  const seen = structType('Seen', () => [
    { name: 'value', type },
    { name: 'text', type: string },
  ])
  const echo = method(service(name), 'echo', { params: messageOf(type), result: messageOf(seen) })
  return { echo, seen }
}

/** Serves the kind as the Go server does. */
export function serveKind(registry: Registry, kind: Kind): void {
  const echo = (value: unknown): Seen => ({ value, text: JSON.stringify(canonical(kind.type, value, 'go')) })
  registry.register([serviceOf(kind).echo], { echo })
}
