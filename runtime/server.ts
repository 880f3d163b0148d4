/// <reference lib="esnext.disposable" preserve="true" />
import type { Caller } from './caller.js'
import type { CodecFactory } from './codec.js'
import { Connection } from './connection.js'
import { asRpcError } from './error.js'
import { Idlers } from './idlers.js'
import type { InFlight } from './leaks.js'
import type { DrainOptions } from './lifecycle.js'
import { type Limits, limitsOf } from './limits.js'
import type { AnyMethod } from './message.js'
import { noOutcomes } from './outcomes.js'
import type { Registry } from './registry.js'
import type { HandlerContext } from './server/handler-context.js'
import { type MethodTable, methodTable, type Registered } from './server/method-table.js'
import { ServerConnection } from './server/server-connection.js'
import { type ServeOptions, type ServerOptions, type ServerStats, tell } from './server/server-options.js'
import type { Serving } from './server/serving.js'
import type { Transport } from './transport.js'

/** What is counted of a client that calls back. */
type Back = Pick<ServerStats, 'pending' | 'timers' | 'listeners' | 'lateReplies'>

/**
 * Serves registered services on any number of connections: the server of net/rpc
 * (net/rpc/server.go). Handlers run concurrently, replies leave in the order in
 * which they complete, and no request ends the connection.
 */
export class Server implements Registry, AsyncDisposable {
  readonly #limits: Limits
  readonly #options: ServerOptions
  readonly #registered: Registered[] = []
  readonly #services = new Set<string>()
  #tables = new WeakMap<CodecFactory, MethodTable>()
  readonly #connections = new Set<ServerConnection>()
  /** Handlers that answer later, those of connections that are over included. */
  readonly #handlers = new Set<HandlerContext>()
  readonly #counts = { succeeded: 0, failed: noOutcomes(), lateReplies: 0 }
  readonly #idlers = new Idlers()
  #closing = false

  constructor(options: ServerOptions = {}) {
    this.#options = options
    this.#limits = limitsOf(options.limits)
  }

  /** Throws when one of the services is registered already, as Go's `Register` fails, or when a handler is missing. */
  register(methods: readonly AnyMethod[], handlers: object): void {
    const added = methods.map((method) => ({ method, handlers: handlers as Registered['handlers'] }))
    const names = new Set(methods.map(({ service }) => service.name))
    for (const name of names) {
      if (this.#services.has(name)) throw new Error(`rpc: service already defined: ${name}`)
    }
    for (const { method } of added) {
      const handler: unknown = Reflect.get(handlers, method.name)
      if (typeof handler !== 'function') throw new TypeError(`${method.service.name} has no handler ${method.name}`)
    }
    for (const name of names) this.#services.add(name)
    this.#registered.push(...added)
    this.#tables = new WeakMap()
  }

  /**
   * Serves what is registered by now, until the connection is over; resolves
   * then, and never rejects. Once the server drains or is closed it ends the
   * transport at once.
   */
  async serve(transport: Transport, { codec }: ServeOptions): Promise<void> {
    if (this.#closing) {
      transport.close()
      return
    }
    try {
      await this.#connect(transport, codec)
    } catch (error) {
      // A codec of the user's own may fail to open. That concerns this side, and this connection alone.
      tell(this.#options, error, '')
      transport.close()
    }
  }

  /** Ends every connection at once, and aborts the handlers that run. Connections that come later are refused. */
  async close(): Promise<void> {
    this.#closing = true
    for (const connection of [...this.#connections]) connection.close()
  }

  /**
   * Lets the handlers that run finish, sends their replies, and then closes.
   * Requests that come meanwhile are answered with `overloaded`. Never rejects.
   * A listener is closed by itself, before.
   */
  async drain({ timeout = Number.POSITIVE_INFINITY }: DrainOptions = {}): Promise<void> {
    this.#closing = true
    for (const connection of [...this.#connections]) connection.drain()
    if (this.#connections.size > 0) await this.#idlers.wait(timeout)
    await this.close()
  }

  /**
   * Serves what is registered by now on a connection that a client has made, which
   * is what the client's option `server` is for; `caller` is that client. Throws when
   * two methods have one name on this wire. A server that drains or is closed leaves
   * the connection as it is.
   */
  join(connection: Connection, codec: CodecFactory, caller: Caller): void {
    if (this.#closing) return
    try {
      this.#serveOn(connection, codec, caller, () => {})
    } catch (error) {
      connection.end(asRpcError(error, 'internal'))
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  stats(): ServerStats {
    const connections = [...this.#connections]
    const sum = (of: (connection: ServerConnection) => number): number =>
      connections.reduce((total, connection) => total + of(connection), 0)
    const back = connections.flatMap(({ client }) => client?.stats() ?? [])
    const sumBack = (of: (stats: Back) => number): number => back.reduce((total, stats) => total + of(stats), 0)
    return {
      connections: connections.length,
      pending: this.#handlers.size + sumBack(({ pending }) => pending),
      timers: sum(({ timers }) => timers) + sumBack(({ timers }) => timers),
      // The signals of handlers are the server's own, so those of calls back are all that it listens to.
      listeners: sumBack(({ listeners }) => listeners),
      queuedBytes: sum(({ queuedBytes }) => queuedBytes),
      lateReplies: this.#counts.lateReplies + sumBack(({ lateReplies }) => lateReplies),
      outcomes: { ...this.#counts.failed, ok: this.#counts.succeeded },
    }
  }

  /** The handlers that have not ended, and the calls back to callers that are not settled. */
  inFlight(): readonly InFlight[] {
    const now = performance.now()
    const handlers = [...this.#handlers].map(({ method, startedAt }) => ({ method, age: now - startedAt }))
    return [...handlers, ...[...this.#connections].flatMap(({ client }) => client?.inFlight() ?? [])]
  }

  /** One table serves all connections of a codec until something is registered. */
  #tableOf(codec: CodecFactory): MethodTable {
    let table = this.#tables.get(codec)
    if (table === undefined) {
      table = methodTable(this.#registered, (method) => codec.methodName(method))
      this.#tables.set(codec, table)
    }
    return table
  }

  /** Resolves when the connection is over. */
  #connect(transport: Transport, codec: CodecFactory): Promise<void> {
    return new Promise((resolve) => {
      const connection = new Connection(transport, codec, this.#limits, 'auto', {
        client: undefined,
        server: undefined,
      })
      this.#serveOn(connection, codec, undefined, resolve)
    })
  }

  #serveOn(on: Connection, codec: CodecFactory, caller: Caller | undefined, onEnd: () => void): void {
    const serving: Serving = {
      table: this.#tableOf(codec),
      limits: this.#limits,
      options: this.#options,
      handlers: this.#handlers,
      counts: this.#counts,
      onEnd: () => {
        this.#connections.delete(connection)
        if (this.#connections.size === 0) this.#idlers.wake()
        onEnd()
      },
    }
    const connection = new ServerConnection(on, codec, serving, caller)
    this.#connections.add(connection)
  }
}
