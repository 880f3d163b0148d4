import type { AnyMethod } from './message.js'

/** What generated `serve` functions register with: a server, or anything that takes handlers like one. */
export interface Registry {
  /**
   * Serves each method with the function of its name on `handlers`, called as a
   * method, with the params (none for a method without) as its only argument.
   * Throws when a service of that name is registered already, or a handler is no function.
   */
  register(methods: readonly AnyMethod[], handlers: object): void
}
