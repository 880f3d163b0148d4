import { RpcError } from '../../error.js'
import type { Message } from '../../message.js'
import type { Type } from '../../type.js'
import { builtins } from './builtins.js'
import { corrupt } from './input.js'
import { typeName } from './shape.js'
import { typed } from './typed.js'

/** A type that an interface may hold, with what reads it and writes it. */
export interface Registered extends Message<unknown> {
  /** The name that stands on the wire. */
  readonly name: string
}

/** A message of the schema, whose name is the one that the schema gives it, or any message with the name that Go has for its type. */
export type Registrable = Message<unknown> | readonly [name: string, message: Message<unknown>]

/**
 * The types that interfaces may hold, by name (encoding/gob/type.go, Register).
 * Throws a RangeError for a name that is given to two types, or that is gob's own,
 * and for a type that no interface holds.
 */
export function registryOf(types: readonly Registrable[]): ReadonlyMap<string, Registered> {
  const registry = new Map<string, Registered>(builtins)
  for (const each of types) {
    const [name, message] = isNamed(each) ? each : [nameOf(each), each]
    if (name === '') throw new RangeError('a type is registered without a name')
    if (registry.get(name)?.type === message.type) continue
    if (registry.has(name)) throw new RangeError(`two types are registered as ${JSON.stringify(name)}`)
    if (unheld.has(message.type.kind))
      throw new RangeError(`${name} is a ${message.type.kind}, which no interface holds`)
    registry.set(name, {
      name,
      type: message.type,
      write: (encoder, slot, value) => message.write(encoder, slot, value),
      read: (decoder) => typed(name, message.read(decoder)),
    })
  }
  return registry
}

/** Interfaces themselves, and what may be nil: an interface holds a value of a type that is neither. */
const unheld: ReadonlySet<Type['kind']> = new Set(['nullable', 'union', 'unknown'])

function isNamed(each: Registrable): each is readonly [string, Message<unknown>] {
  return Array.isArray(each)
}

function nameOf({ type }: Message<unknown>): string {
  if (type.kind === 'struct') return typeName(type)
  throw new RangeError(`a ${type.kind} has no name of its own: give it as [name, message]`)
}

/** What the name stands for; throws `encode` for one that is not registered. */
export function lookUp(registry: ReadonlyMap<string, Registered>, name: string): Registered {
  const found = registry.get(name)
  if (found === undefined) throw new RpcError('encode', `gob: type not registered for interface: ${name}`)
  return found
}

export function notRegistered(name: string): RpcError {
  return corrupt(`name not registered for interface: ${JSON.stringify(name)}`)
}
