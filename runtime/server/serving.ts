import type { Limits } from '../limits.js'
import type { noOutcomes } from '../outcomes.js'
import type { HandlerContext } from './handler-context.js'
import type { MethodTable } from './method-table.js'
import type { ServerOptions } from './server-options.js'

/** What a connection has from its server. */
export interface Serving {
  readonly table: MethodTable
  readonly limits: Limits
  readonly options: ServerOptions
  /** The handlers that answer later, of all connections. */
  readonly handlers: Set<HandlerContext>
  readonly counts: { succeeded: number; readonly failed: ReturnType<typeof noOutcomes>; lateReplies: number }
  onEnd(): void
}
