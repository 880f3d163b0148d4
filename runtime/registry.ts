import type { AnyMethod } from './message.js'

/** What generated `serve` functions register with: a server, or anything that takes handlers like one. */
export interface Registry {
  /**
   * Serves each method with the function of its name on `handlers`, called as a
   * method, with the params (left out for a method without) and the call's context.
   * Throws when a service of that name is registered already, or a handler is no function.
   */
  register(methods: readonly AnyMethod[], handlers: object): void
}
