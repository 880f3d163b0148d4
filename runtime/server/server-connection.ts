import type { CodecFactory, Header, Seq } from '../codec.js'
import { Connection } from '../connection.js'
import type { CallContext } from '../context.js'
import { Deadlines } from '../deadline.js'
import { asRpcError, isRpcError, RpcError } from '../error.js'
import { illFormed, noMethod, noService } from '../go.js'
import { type IncomingCall, intercept } from '../interceptor.js'
import type { Limits } from '../limits.js'
import type { AnyMethod } from '../message.js'
import type { noOutcomes } from '../outcomes.js'
import type { Transport } from '../transport.js'
import { failureOf, unencodable } from './failure.js'
import { type Alarm, HandlerContext, type Origin } from './handler-context.js'
import { type Failure, Reply, type ReplyWriter } from './reply.js'
import { type ServerOptions, tell } from './server-options.js'

/** A method and the object whose function of that name handles it. */
export interface Registered {
  readonly method: AnyMethod
  readonly handlers: Record<string, (...args: unknown[]) => unknown>
}

/** What a connection has from its server. */
export interface Serving {
  /** What is served, by the full name on the wire. */
  readonly table: ReadonlyMap<string, Registered>
  readonly limits: Limits
  readonly options: ServerOptions
  /** The handlers that answer later, of all connections. */
  readonly handlers: Set<HandlerContext>
  readonly counts: { succeeded: number; readonly failed: ReturnType<typeof noOutcomes>; lateReplies: number }
  onEnd(): void
}

/** The server's side of one connection. */
export class ServerConnection implements ReplyWriter {
  readonly #connection: Connection
  readonly #serving: Serving
  /** Calls whose handler answers later, by seq; one whose seq is taken, which Go does not mind either, by itself. */
  readonly #later = new Map<Seq | HandlerContext, HandlerContext>()
  readonly #deadlines = new Deadlines((entry) => (entry as Alarm).expire())
  readonly #origin: Origin
  /** Requests whose reply is not yet in the writer. */
  #running = 0
  /** Wakes the input loop when it waits for fewer to run. */
  #resume: { readonly below: number; readonly wake: () => void } | undefined
  #draining = false

  constructor(transport: Transport, factory: CodecFactory, serving: Serving) {
    this.#serving = serving
    this.#connection = new Connection(transport, factory, serving.limits, 'auto', {
      isBusy: () => this.#running > 0,
      onResponse: () => this.#receiveResponse(),
      onRequest: (header) => this.#receive(header),
      onCancel: (header) => this.#cancel(header),
      onInputEnd: (reason) => this.#endInput(reason),
      onEnd: (reason) => this.#end(reason),
    })
    this.#origin = { peer: this.#connection.peer, deadlines: this.#deadlines }
  }

  get timers(): number {
    return this.#deadlines.timers
  }

  get queuedBytes(): number {
    return this.#connection.queuedBytes
  }

  close(): void {
    this.#connection.end(new RpcError('closed', 'the server was closed'))
  }

  /** Ends the connection as soon as no request runs. */
  drain(): void {
    this.#draining = true
    if (this.#running === 0) this.#finish()
  }

  /** Runs under the send lock. */
  write(reply: Reply): void {
    const { codec } = this.#connection
    const { options, counts } = this.#serving
    let { code } = reply
    try {
      codec.writeResponse(reply, reply.registered, reply.body)
    } catch (error) {
      tell(options, error, reply.method)
      const failure = unencodable(error, options.exposeErrors === true)
      if (!this.#writeFailure(reply, failure)) return
      code = failure.code
    }
    if (code === undefined) counts.succeeded++
    else counts.failed[code]++
    this.#connection.appended()
    this.#running--
    if (this.#resume !== undefined && this.#running < this.#resume.below) {
      this.#resume.wake()
      this.#resume = undefined
    }
    if (this.#running > 0) return
    this.#connection.rest()
    if (this.#draining) this.#finish()
  }

  /** False when not even that fits, as for a method whose name fills a whole message: nobody can be answered then. */
  #writeFailure({ seq, method, registered }: Reply, { text, code }: Failure): boolean {
    try {
      this.#connection.codec.writeResponse(
        { seq, method, error: text, code, errorName: undefined },
        registered,
        undefined,
      )
      return true
    } catch (error) {
      this.#connection.end(asRpcError(error, 'encode'))
      return false
    }
  }

  #finish(): void {
    this.#connection.finish(new RpcError('closed', 'the server was drained'))
  }

  /** A peer that has ended its half may be gone, so handlers learn it, as those of Go's net/http do; one that is not still gets what they answer. */
  #endInput(reason: RpcError): Promise<void> | undefined {
    this.#abort(reason)
    return this.#until(1)
  }

  #abort(reason: RpcError): void {
    for (const context of this.#later.values()) context.abort(reason)
  }

  #end(reason: RpcError): void {
    this.#connection.lock.clear()
    this.#abort(reason)
    this.#later.clear()
    this.#serving.onEnd()
  }

  #receive(header: Header): Promise<void> | undefined {
    this.#running++
    const { seq, method: name } = header
    const registered = this.#serving.table.get(name)
    const refusal = registered === undefined ? this.#unknown(name) : this.#refusal(header)
    if (registered === undefined || refusal !== undefined) {
      this.#connection.skipBody()
      this.#reply(new Reply(this, seq, name, registered?.method, undefined, refusal))
    } else {
      this.#run(header, registered)
    }
    return this.#until(this.#serving.limits.handlers)
  }

  /** Why a request that could be served is not, if so. */
  #refusal({ timeout }: Header): Failure | undefined {
    if (this.#draining) return { text: 'the server is shutting down', code: 'overloaded' }
    if (timeout <= this.#connection.held) return { text: 'the deadline passed before the call began', code: 'timeout' }
    return undefined
  }

  #run({ seq, method: name, timeout, metadata }: Header, registered: Registered): void {
    const { method } = registered
    let params: unknown
    try {
      params = this.#connection.codec.readBody(method.params)
    } catch (error) {
      // Go answers with the decoder's own text (net/rpc/server.go, readRequest), which says where by itself.
      const text = asRpcError(error, 'bad_args').reason
      this.#reply(new Reply(this, seq, name, method, undefined, { text, code: 'bad_args' }))
      return
    }
    const context = new HandlerContext(name, metadata, timeout, this.#connection.arrivedAt, this.#origin)
    try {
      const result = this.#invoke(registered, params, context)
      if (isThenable(result)) {
        this.#answerLater(seq, method, context, result)
        return
      }
      context.settle()
      this.#reply(new Reply(this, seq, name, method, result, undefined))
    } catch (error) {
      context.settle()
      this.#fail(seq, method, name, error)
    }
  }

  #invoke(registered: Registered, params: unknown, context: HandlerContext): unknown {
    const { interceptors } = this.#serving.options
    if (interceptors === undefined) return handle(registered, params, context)
    const call: IncomingCall = { name: context.method, method: registered.method, params, context }
    return intercept(interceptors, call, async (each) => handle(registered, each.params, each.context))
  }

  #answerLater(seq: Seq, method: AnyMethod, context: HandlerContext, result: PromiseLike<unknown>): void {
    const { handlers } = this.#serving
    const key = this.#later.has(seq) ? context : seq
    this.#later.set(key, context)
    handlers.add(context)
    // The handler may have ended the connection itself before it first waited.
    const { ended } = this.#connection
    if (ended !== undefined) context.abort(ended)
    const settle = (): void => {
      context.settle()
      this.#later.delete(key)
      handlers.delete(context)
    }
    Promise.resolve(result).then(
      (value) => {
        settle()
        this.#reply(new Reply(this, seq, context.method, method, value, undefined))
      },
      (error: unknown) => {
        settle()
        this.#fail(seq, method, context.method, error)
      },
    )
  }

  #fail(seq: Seq, method: AnyMethod, name: string, error: unknown): void {
    const { options } = this.#serving
    if (!isRpcError(error)) tell(options, error, name)
    const failure = failureOf(error, method, options.exposeErrors === true)
    this.#reply(new Reply(this, seq, name, method, undefined, failure))
  }

  /** The handler's reply follows all the same, as it does in the Go fork that knows cancellation. */
  #cancel({ seq, method, answer, target }: Header): void {
    this.#later.get(target)?.abort(new RpcError('canceled', 'the caller canceled the call'))
    if (!answer) return
    this.#running++
    this.#reply(new Reply(this, seq, method, undefined, undefined, undefined))
  }

  #receiveResponse(): void {
    this.#serving.counts.lateReplies++
    this.#connection.skipBody()
  }

  /** Go's three answers to a name that is not served; the name is cut at its last dot. */
  #unknown(name: string): Failure {
    const dot = name.lastIndexOf('.')
    const service = name.slice(0, dot + 1)
    const hasService = [...this.#serving.table.keys()].some(
      (known) => known.slice(0, known.lastIndexOf('.') + 1) === service,
    )
    const text = dot < 0 ? illFormed(name) : hasService ? noMethod(name) : noService(name)
    return { text, code: 'no_such_method' }
  }

  #reply(reply: Reply): void {
    if (this.#connection.ended === undefined) this.#connection.lock.acquire(reply)
  }

  /** Resolves when fewer than `below` requests run; undefined when that is so already. */
  #until(below: number): Promise<void> | undefined {
    if (this.#running < below) return undefined
    return new Promise((wake) => {
      this.#resume = { below, wake }
    })
  }
}

function handle({ method, handlers }: Registered, params: unknown, context: CallContext): unknown {
  return method.params === undefined ? handlers[method.name]?.(context) : handlers[method.name]?.(params, context)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
