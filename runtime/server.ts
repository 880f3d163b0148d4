import type { CodecFactory, Header, ResponseHeader, Seq } from './codec.js'
import { Connection } from './connection.js'
import { asRpcError, isRpcError, RpcError, textOf } from './error.js'
import { illFormed, noMethod, noService } from './go.js'
import type { Limits } from './limits.js'
import { limitsOf } from './limits.js'
import type { Sender } from './lock.js'
import type { AnyMethod } from './message.js'
import type { Registry } from './registry.js'
import type { Transport } from './transport.js'

/** What a caller gets to see of an error that is not for it. */
const INTERNAL_ERROR = 'internal error'

export interface ServerOptions {
  readonly limits?: Partial<Limits> | undefined
  /** Told of what callers are not: a handler's own errors, results that do not fit their type, a codec that does not open (then `method` is empty). Default: nothing. */
  readonly onError?: ((error: unknown, method: string) => void) | undefined
  /** Sends the text of every error to the caller, not only that of an `RpcError`. For development. Default: false. */
  readonly exposeErrors?: boolean | undefined
}

export interface ServeOptions {
  readonly codec: CodecFactory
}

/** A method and the object whose function of that name handles it. */
interface Registered {
  readonly method: AnyMethod
  readonly handlers: Record<string, (params?: unknown) => unknown>
}

/**
 * Serves registered services on any number of connections: the server of net/rpc
 * (net/rpc/server.go). Handlers run concurrently, replies leave in the order in
 * which they complete, and no request ends the connection.
 */
export class Server implements Registry {
  readonly limits: Limits
  readonly #options: ServerOptions
  readonly #registered: Registered[] = []
  readonly #services = new Set<string>()
  readonly #connections = new Set<ServerConnection>()

  constructor(options: ServerOptions = {}) {
    this.#options = options
    this.limits = limitsOf(options.limits)
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
  }

  /** Serves what is registered by now, until the connection is over; resolves then, and never rejects. */
  async serve(transport: Transport, { codec }: ServeOptions): Promise<void> {
    try {
      await this.#connect(transport, codec)
    } catch (error) {
      // A codec of the user's own may fail to open. That concerns this side, and this connection alone.
      tell(this.#options, error, '')
      transport.close()
    }
  }

  /** Ends every connection at once. */
  async close(): Promise<void> {
    for (const connection of [...this.#connections]) connection.close()
  }

  /** Resolves when the connection is over. */
  #connect(transport: Transport, codec: CodecFactory): Promise<void> {
    const table = new Map(this.#registered.map((each) => [codec.methodName(each.method), each]))
    return new Promise((resolve) => {
      const connection = new ServerConnection(transport, codec, table, this.limits, this.#options, () => {
        this.#connections.delete(connection)
        resolve()
      })
      this.#connections.add(connection)
    })
  }
}

/** The server's side of one connection. */
class ServerConnection {
  readonly #connection: Connection
  readonly #table: ReadonlyMap<string, Registered>
  readonly #limit: number
  readonly #options: ServerOptions
  /** Requests whose reply is not yet in the writer. */
  #running = 0
  /** Wakes the input loop when it waits for fewer to run. */
  #resume: { readonly below: number; readonly wake: () => void } | undefined

  constructor(
    transport: Transport,
    factory: CodecFactory,
    table: ReadonlyMap<string, Registered>,
    limits: Limits,
    options: ServerOptions,
    onEnd: () => void,
  ) {
    this.#table = table
    this.#limit = limits.handlers
    this.#options = options
    this.#connection = new Connection(transport, factory, limits, {
      // This side calls nothing. The body is read so that the stream goes on.
      onResponse: () => this.#skipBody(),
      onRequest: (header) => this.#receive(header),
      onInputEnd: () => this.#until(1),
      onEnd: () => {
        this.#connection.lock.clear()
        onEnd()
      },
    })
  }

  close(): void {
    this.#connection.end(new RpcError('closed', 'the server was closed'))
  }

  #receive({ seq, method: name }: Header): Promise<void> | undefined {
    this.#running++
    const registered = this.#table.get(name)
    if (registered === undefined) {
      this.#skipBody()
      this.#reply(new Reply(this, seq, name, undefined, undefined, this.#unknown(name)))
    } else {
      this.#run(seq, name, registered)
    }
    return this.#until(this.#limit)
  }

  #run(seq: Seq, name: string, { method, handlers }: Registered): void {
    const fail = (error: unknown): void => {
      this.#reply(new Reply(this, seq, name, method, undefined, this.#textFor(error, name)))
    }
    let params: unknown
    try {
      params = this.#connection.codec.readBody(method.params)
    } catch (error) {
      // Go answers with the decoder's own text (net/rpc/server.go, readRequest), which says where by itself.
      this.#reply(new Reply(this, seq, name, method, undefined, asRpcError(error, 'bad_args').reason))
      return
    }
    try {
      const result = method.params === undefined ? handlers[method.name]?.() : handlers[method.name]?.(params)
      if (!isThenable(result)) this.#reply(new Reply(this, seq, name, method, result, undefined))
      else
        Promise.resolve(result).then((value) => this.#reply(new Reply(this, seq, name, method, value, undefined)), fail)
    } catch (error) {
      fail(error)
    }
  }

  /** Go's three answers to a name that is not served; the name is cut at its last dot. */
  #unknown(name: string): string {
    const dot = name.lastIndexOf('.')
    if (dot < 0) return illFormed(name)
    const service = name.slice(0, dot + 1)
    for (const known of this.#table.keys()) if (known.startsWith(service)) return noMethod(name)
    return noService(name)
  }

  #reply(reply: Reply): void {
    if (this.#connection.ended === undefined) this.#connection.lock.acquire(reply)
  }

  /** Runs under the send lock. */
  send(reply: Reply): void {
    const { codec } = this.#connection
    try {
      codec.writeResponse(reply, reply.registered, reply.result)
    } catch (error) {
      tell(this.#options, error, reply.method)
      const text = this.#options.exposeErrors === true ? asRpcError(error, 'encode').message : INTERNAL_ERROR
      if (!this.#sendError(reply, text)) return
    }
    this.#connection.appended()
    this.#running--
    if (this.#resume !== undefined && this.#running < this.#resume.below) {
      this.#resume.wake()
      this.#resume = undefined
    }
  }

  /** False when not even that fits, as for a method whose name fills a whole message: nobody can be answered then. */
  #sendError({ seq, method, registered }: Reply, error: string): boolean {
    try {
      this.#connection.codec.writeResponse({ seq, method, error }, registered, undefined)
      return true
    } catch (cause) {
      this.#connection.end(asRpcError(cause, 'encode'))
      return false
    }
  }

  /** The text for the caller: an `RpcError` is meant for it, anything else is not unless errors are exposed. */
  #textFor(error: unknown, name: string): string {
    if (isRpcError(error)) return error.message === '' ? 'unspecified error' : error.message
    tell(this.#options, error, name)
    if (this.#options.exposeErrors !== true) return INTERNAL_ERROR
    return textOf(error)
  }

  #skipBody(): void {
    try {
      this.#connection.codec.readBody(undefined)
    } catch {
      // Nobody asked for this body, and the stream stands behind it all the same.
    }
  }

  /** Resolves when fewer than `below` requests run; undefined when that is so already. */
  #until(below: number): Promise<void> | undefined {
    if (this.#running < below) return undefined
    return new Promise((wake) => {
      this.#resume = { below, wake }
    })
  }
}

/** One reply, from the handler's end until it is in the writer. */
class Reply implements Sender, ResponseHeader {
  readonly #connection: ServerConnection
  readonly seq: Seq
  readonly method: string
  readonly registered: AnyMethod | undefined
  readonly result: unknown
  readonly error: string | undefined

  constructor(
    connection: ServerConnection,
    seq: Seq,
    method: string,
    registered: AnyMethod | undefined,
    result: unknown,
    error: string | undefined,
  ) {
    this.#connection = connection
    this.seq = seq
    this.method = method
    this.registered = registered
    this.result = result
    this.error = error
  }

  send(): void {
    this.#connection.send(this)
  }
}

/** What a listener throws, at once or later, must not reach the input loop or end the process. */
function tell({ onError }: ServerOptions, error: unknown, method: string): void {
  try {
    Promise.resolve(onError?.(error, method)).catch(() => {})
  } catch {
    // There is nobody left to tell.
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
