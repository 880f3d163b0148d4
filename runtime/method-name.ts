import { wireName } from './go.js'
import type { AnyMethod } from './message.js'

/**
 * A method's full name on wires that have no custom of their own: `service.method`
 * as the schema writes them. A `wire` with a dot or a slash in it is the whole
 * name, and so is any of a service whose own `wire` is empty.
 */
export function plainMethodName({ service, name, wire }: AnyMethod, codec: string): string {
  const own = wireName(wire, codec, name)
  const prefix = wireName(service.wire, codec, service.name)
  return prefix === '' || /[./]/.test(own) ? own : `${prefix}.${own}`
}
