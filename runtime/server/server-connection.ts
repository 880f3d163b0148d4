import type { Caller } from '../caller.js'
import { Client } from '../client.js'
import type { CodecFactory, Header, Seq } from '../codec.js'
import type { Connection } from '../connection.js'
import { Deadlines } from '../deadline.js'
import { asRpcError, isRpcError, RpcError } from '../error.js'
import type { Limits } from '../limits.js'
import type { AnyMethod } from '../message.js'
import type { noOutcomes } from '../outcomes.js'
import { failureOf, unencodable } from './failure.js'
import { type Alarm, HandlerContext, type Origin } from './handler-context.js'
import { invoke } from './invoke.js'
import { isThenable } from './is-thenable.js'
import type { MethodTable, Registered } from './method-table.js'
import { OpenCalls } from './open-calls.js'
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
  readonly #factory: CodecFactory
  readonly #serving: Serving
  readonly #open = new OpenCalls()
  readonly #line = new RequestLine()
  readonly #deadlines = new Deadlines((entry) => (entry as Alarm).expire())
  readonly #origin: Origin
  /** Requests whose reply is not yet in the writer. */
  #running = 0
  /** Wakes the input loop once this is so. */
  #resume: { readonly when: () => boolean; readonly wake: () => void } | undefined
  #draining = false
  /** Calls the caller back: the client that has made the connection, or else {@link #client}. */
  #caller: Caller | undefined
  /** The one that is made when a handler first asks for it. */
  #client: Client | undefined

  /** Takes the server's role on the connection, and the client's where no `caller` has that. */
  constructor(connection: Connection, factory: CodecFactory, serving: Serving, caller: Caller | undefined) {
    this.#connection = connection
    this.#factory = factory
    this.#serving = serving
    this.#caller = caller
    connection.roles.server = {
      isBusy: () => this.#running > 0,
      onRequest: (header) => this.#receive(header),
      onCancel: (header) => this.#cancel(header),
      onInputEnd: (reason) => this.#endInput(reason),
      onEnd: (reason) => this.#end(reason),
    }
    connection.roles.client ??= {
      isBusy: () => false,
      onResponse: () => {
        serving.counts.lateReplies++
        connection.skipBody()
      },
      onInputEnd: () => {},
      onEnd: () => {},
    }
    this.#origin = { peer: connection.peer, deadlines: this.#deadlines, caller: () => this.#callBack() }
  }

  /** The client that calls back, if it is one of this side's making. */
  get client(): Client | undefined {
    return this.#client
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

  #callBack(): Caller {
    if (this.#caller === undefined) {
      this.#client = new Client(this.#connection, { codec: this.#factory, limits: this.#serving.limits })
      this.#caller = this.#client
    }
    return this.#caller
  }

  #finish(): void {
    void this.#connection.finish(new RpcError('closed', 'the server was drained'))
  }

  /** A peer that has ended its half may be gone, so handlers learn it, as those of Go's net/http do; one that is not still gets what they answer. */
  async #endInput(reason: RpcError): Promise<void> {
    this.#open.abortAll(reason)
    await this.#until(() => this.#running === 0)
  }

  #end(reason: RpcError): void {
    this.#connection.lock.clear()
    this.#open.abortAll(reason)
    this.#open.clear()
    this.#line.clear()
    this.#serving.counts.lateReplies += this.#client?.stats().lateReplies ?? 0
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
    this.#open.add(request.seq, request.context)
    // Where no reply waits for the transport, none will tell that there is room again.
    if (this.#connection.lock.full) this.#connection.lock.acquire({ send: () => this.#startWaiting() })
  }

  #startWaiting(): void {
    while (this.#line.size > 0 && this.#hasRoom(this.#running - this.#line.size)) {
      const { seq, registered, params, context } = this.#line.shift() as Request
      this.#open.delete(seq, context)
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
      const result = invoke(registered, params, context, this.#serving.options.interceptors)
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

  #answerLater(seq: Seq, method: AnyMethod, context: HandlerContext, result: PromiseLike<unknown>): void {
    const { handlers } = this.#serving
    this.#open.add(seq, context)
    handlers.add(context)
    // The handler may have ended the connection itself before it first waited.
    const { ended } = this.#connection
    if (ended !== undefined) context.abort(ended)
    const settle = (): void => {
      context.settle()
      this.#open.delete(seq, context)
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
    this.#open.abort(target, new RpcError('canceled', 'the caller canceled the call'))
    if (!answer) return
    this.#running++
    this.#reply(new Reply(this, seq, method, undefined, undefined, undefined))
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
