import type { CodecFactory, Header, Seq } from '../codec.js'
import { Connection } from '../connection.js'
import type { CallContext } from '../context.js'
import { Deadlines } from '../deadline.js'
import { asRpcError, isRpcError, RpcError } from '../error.js'
import { type IncomingCall, intercept } from '../interceptor.js'
import type { Limits } from '../limits.js'
import type { AnyMethod } from '../message.js'
import type { noOutcomes } from '../outcomes.js'
import type { Transport } from '../transport.js'
import { failureOf, unencodable } from './failure.js'
import { type Alarm, HandlerContext, type Origin } from './handler-context.js'
import type { MethodTable, Registered } from './method-table.js'
import { type Failure, Reply, type ReplyWriter } from './reply.js'
import { type Request, RequestLine } from './request-line.js'
import { type ServerOptions, tell } from './server-options.js'

const tooLate: Failure = { text: 'the deadline passed before the call began', code: 'timeout' }

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

/** The server's side of one connection. */
export class ServerConnection implements ReplyWriter {
  readonly #connection: Connection
  readonly #serving: Serving
  /** Calls whose handler answers later or has yet to run, by seq; one whose seq is taken, which Go does not mind either, by itself. */
  readonly #later = new Map<Seq | HandlerContext, HandlerContext>()
  readonly #line = new RequestLine()
  readonly #deadlines = new Deadlines((entry) => (entry as Alarm).expire())
  readonly #origin: Origin
  /** Requests whose reply is not yet in the writer. */
  #running = 0
  /** Wakes the input loop once this is so. */
  #resume: { readonly when: () => boolean; readonly wake: () => void } | undefined
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
    this.#startWaiting()
    if (this.#resume?.when() === true) {
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
    void this.#connection.finish(new RpcError('closed', 'the server was drained'))
  }

  /** A peer that has ended its half may be gone, so handlers learn it, as those of Go's net/http do; one that is not still gets what they answer. */
  async #endInput(reason: RpcError): Promise<void> {
    this.#abort(reason)
    await this.#until(() => this.#running === 0)
  }

  #abort(reason: RpcError): void {
    for (const context of this.#later.values()) context.abort(reason)
  }

  #end(reason: RpcError): void {
    this.#connection.lock.clear()
    this.#abort(reason)
    this.#later.clear()
    this.#line.clear()
    this.#serving.onEnd()
  }

  #receive(header: Header): Promise<void> | undefined {
    this.#running++
    const { seq, method: name } = header
    const registered = this.#serving.table.get(name)
    const refusal = registered === undefined ? this.#serving.table.refusalOf(name) : this.#refusal(header)
    if (registered === undefined || refusal !== undefined) {
      this.#connection.skipBody()
      this.#reply(new Reply(this, seq, name, registered?.method, undefined, refusal))
    } else {
      this.#accept(header, registered)
    }
    const { handlers, message } = this.#serving.limits
    return this.#until(() => this.#running < 2 * handlers && this.#line.bytes < message)
  }

  /** Why a request that could be served is not, if so. */
  #refusal({ timeout }: Header): Failure | undefined {
    if (this.#draining) return { text: 'the server is shutting down', code: 'overloaded' }
    return timeout <= this.#connection.held ? tooLate : undefined
  }

  #accept({ seq, method: name, timeout, metadata }: Header, registered: Registered): void {
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
    if (this.#line.size === 0 && this.#hasRoom(this.#running - 1)) this.#run(seq, registered, params, context)
    else this.#wait({ seq, registered, params, context, size: this.#connection.frameSize })
  }

  /** Whether a handler may start beside so many that are not answered: not while the peer takes no replies either. */
  #hasRoom(beside: number): boolean {
    return beside < this.#serving.limits.handlers && !this.#connection.lock.full
  }

  #wait(request: Request): void {
    this.#line.add(request)
    this.#remember(request.seq, request.context)
    // Where no reply waits for the transport, none will tell that there is room again.
    if (this.#connection.lock.full) this.#connection.lock.acquire({ send: () => this.#startWaiting() })
  }

  #startWaiting(): void {
    while (this.#line.size > 0 && this.#hasRoom(this.#running - this.#line.size)) {
      const { seq, registered, params, context } = this.#line.shift() as Request
      this.#forget(seq, context)
      if (context.isOver) this.#refuse(seq, registered.method, context)
      else this.#run(seq, registered, params, context)
    }
  }

  /** A peer that has only ended its side may still read why. */
  #refuse(seq: Seq, method: AnyMethod, { method: name, reason }: HandlerContext): void {
    const isLate = reason === undefined || reason.code === 'timeout'
    this.#reply(new Reply(this, seq, name, method, undefined, isLate ? tooLate : failureOf(reason, method, false)))
  }

  #run(seq: Seq, registered: Registered, params: unknown, context: HandlerContext): void {
    const { method } = registered
    try {
      const result = this.#invoke(registered, params, context)
      if (isThenable(result)) {
        this.#answerLater(seq, method, context, result)
        return
      }
      context.settle()
      this.#reply(new Reply(this, seq, context.method, method, result, undefined))
    } catch (error) {
      context.settle()
      this.#fail(seq, method, context.method, error)
    }
  }

  #invoke(registered: Registered, params: unknown, context: HandlerContext): unknown {
    const { interceptors } = this.#serving.options
    if (interceptors === undefined) return handle(registered, params, context)
    const { method: name, startedAt } = context
    const call: IncomingCall = { name, method: registered.method, params, context, startedAt }
    return intercept(interceptors, call, async (each) => handle(registered, each.params, each.context))
  }

  #answerLater(seq: Seq, method: AnyMethod, context: HandlerContext, result: PromiseLike<unknown>): void {
    const { handlers } = this.#serving
    this.#remember(seq, context)
    handlers.add(context)
    // The handler may have ended the connection itself before it first waited.
    const { ended } = this.#connection
    if (ended !== undefined) context.abort(ended)
    const settle = (): void => {
      context.settle()
      this.#forget(seq, context)
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

  #remember(seq: Seq, context: HandlerContext): void {
    this.#later.set(this.#later.has(seq) ? context : seq, context)
  }

  #forget(seq: Seq, context: HandlerContext): void {
    if (!this.#later.delete(context) && this.#later.get(seq) === context) this.#later.delete(seq)
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

  #reply(reply: Reply): void {
    if (this.#connection.ended === undefined) this.#connection.lock.acquire(reply)
  }

  /** Resolves once that is so; undefined when it is already. */
  #until(when: () => boolean): Promise<void> | undefined {
    if (when()) return undefined
    return new Promise((wake) => {
      this.#resume = { when, wake }
    })
  }
}

function handle({ method, handlers }: Registered, params: unknown, context: CallContext): unknown {
  return method.params === undefined ? handlers[method.name]?.(context) : handlers[method.name]?.(params, context)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
