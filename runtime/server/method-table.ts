import { illFormed, noMethod, noService } from '../go.js'
import type { AnyMethod } from '../message.js'
import type { Failure } from './reply.js'

/** A method and the object whose function of that name handles it. */
export interface Registered {
  readonly method: AnyMethod
  readonly handlers: Record<string, (...args: unknown[]) => unknown>
}

/** What is served, by the full names on one wire. */
export interface MethodTable {
  get(name: string): Registered | undefined
  /** Go's three answers to a name that is not served; it is cut at its last dot. */
  refusalOf(name: string): Failure
}

/** Throws when two methods have one name on the wire, of which one could never be called. */
export function methodTable(registered: readonly Registered[], nameOf: (method: AnyMethod) => string): MethodTable {
  const byName = new Map<string, Registered>()
  const services = new Set<string>()
  for (const each of registered) {
    const name = nameOf(each.method)
    const other = byName.get(name)
    if (other !== undefined) throw new Error(alike(name, other.method, each.method))
    byName.set(name, each)
    services.add(name.slice(0, name.lastIndexOf('.') + 1))
  }
  return {
    get: (name) => byName.get(name),
    refusalOf(name) {
      const dot = name.lastIndexOf('.')
      const hasService = services.has(name.slice(0, dot + 1))
      const text = dot < 0 ? illFormed(name) : hasService ? noMethod(name) : noService(name)
      return { text, code: 'no_such_method' }
    },
  }
}

function alike(name: string, ...methods: readonly AnyMethod[]): string {
  const [first, second] = methods.map((method) => `${method.service.name}.${method.name}`)
  return `rpc: two methods are called ${name} on the wire, ${first} and ${second}: give one another name by its wire, or serve one alone`
}
