import type { CallContext } from '../context.js'
import { type IncomingCall, intercept, type ServerInterceptor } from '../interceptor.js'
import type { HandlerContext } from './handler-context.js'
import type { Registered } from './method-table.js'

/** Runs the handler, with the interceptors around it; answers with what it answers, a promise maybe, or throws what it throws. */
export function invoke(
  registered: Registered,
  params: unknown,
  context: HandlerContext,
  interceptors: readonly ServerInterceptor[] | undefined,
): unknown {
  if (interceptors === undefined) return handle(registered, params, context)
  const { method: name, startedAt } = context
  const call: IncomingCall = { name, method: registered.method, params, context, startedAt }
  return intercept(interceptors, call, async (each) => handle(registered, each.params, each.context))
}

function handle({ method, handlers }: Registered, params: unknown, context: CallContext): unknown {
  return method.params === undefined ? handlers[method.name]?.(context) : handlers[method.name]?.(params, context)
}
