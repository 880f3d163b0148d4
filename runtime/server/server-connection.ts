import type { Caller } from '../caller.js'
import { Client } from '../client.js'
import type { CodecFactory, Header } from '../codec.js'
import type { Connection } from '../connection.js'
import { Deadlines } from '../deadline.js'
import { asRpcError, type ErrorCode, isRpcError, RpcError } from '../error.js'
import type { AnyMethod } from '../message.js'
import { failureOf, unencodable } from './failure.js'
import { type Alarm, HandlerContext, type Origin } from './handler-context.js'
import { invoke } from './invoke.js'
import { isThenable } from './is-thenable.js'
import type { Registered } from './method-table.js'
import { noClient } from './no-client.js'
import { type Asker, OpenCalls } from './open-calls.js'
import { type Failure, Reply, type ReplyWriter } from './reply.js'
import { type Request, RequestLine } from './request-line.js'
import { tell } from './server-options.js'
import type { Serving } from './serving.js'

const tooLate: Failure = { text: 'the deadline passed before the call began', code: 'timeout' }

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
    connection.roles.client ??= noClient(connection, serving.counts)
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
    const { options } = this.#serving
    let { code } = reply
    try {
      codec.writeResponse(reply, reply.registered, reply.body)
    } catch (error) {
      tell(options, error, reply.method)
      const failure = unencodable(error, options.exposeErrors === true)
      if (!this.#writeFailure(reply, failure)) return
      code = failure.code
    }
    this.#connection.appended()
    this.#leave(code)
  }

  /** One request less runs; it failed with this code, if any. */
  #leave(code: ErrorCode | undefined): void {
    const { counts } = this.#serving
    if (code === undefined) counts.succeeded++
    else counts.failed[code]++
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
    const { method: name } = header
    const asker = header.answer ? header.seq : undefined
    const registered = this.#serving.table.get(name)
    const refusal = registered === undefined ? this.#serving.table.refusalOf(name) : this.#refusal(header)
    if (registered === undefined || refusal !== undefined) {
      this.#connection.skipBody()
      this.#reply(asker, name, registered?.method, undefined, refusal)
    } else {
      this.#accept(asker, header, registered)
    }
    const { handlers, message } = this.#serving.limits
    return this.#until(() => this.#running < 2 * handlers && this.#line.bytes < message)
  }

  /** Why a request that could be served is not, if so. */
  #refusal({ timeout }: Header): Failure | undefined {
    if (this.#draining) return { text: 'the server is shutting down', code: 'overloaded' }
    return timeout <= this.#connection.held ? tooLate : undefined
  }

  #accept(asker: Asker, { method: name, timeout, metadata }: Header, registered: Registered): void {
    const { method } = registered
    let params: unknown
    try {
      params = this.#connection.codec.readBody(method.params)
    } catch (error) {
      const { reason, message } = asRpcError(error, 'bad_args')
      const text = this.#connection.codec.verbatim === true ? reason : message
      this.#reply(asker, name, method, undefined, { text, code: 'bad_args' })
      return
    }
    const context = new HandlerContext(name, metadata, timeout, this.#connection.arrivedAt, this.#origin)
    if (this.#line.size === 0 && this.#hasRoom(this.#running - 1)) this.#run(asker, registered, params, context)
    else this.#wait({ asker, registered, params, context, size: this.#connection.frameSize })
  }

  /** Whether a handler may start beside so many that are not answered: not while the peer takes no replies either. */
  #hasRoom(beside: number): boolean {
    return beside < this.#serving.limits.handlers && !this.#connection.lock.full
  }

  #wait(request: Request): void {
    this.#line.add(request)
    this.#open.add(request.asker, request.context)
    // Where no reply waits for the transport, none will tell that there is room again.
    if (this.#connection.lock.full) this.#connection.lock.acquire({ send: () => this.#startWaiting() })
  }

  #startWaiting(): void {
    while (this.#line.size > 0 && this.#hasRoom(this.#running - this.#line.size)) {
      const { asker, registered, params, context } = this.#line.shift() as Request
      this.#open.delete(asker, context)
      if (context.isOver) this.#refuse(asker, registered.method, context)
      else this.#run(asker, registered, params, context)
    }
  }

  /** A peer that has only ended its side may still read why. */
  #refuse(asker: Asker, method: AnyMethod, { method: name, reason }: HandlerContext): void {
    const isLate = reason === undefined || reason.code === 'timeout'
    this.#reply(asker, name, method, undefined, isLate ? tooLate : failureOf(reason, method, false, reason))
  }

  #run(asker: Asker, registered: Registered, params: unknown, context: HandlerContext): void {
    const { method } = registered
    try {
      const result = invoke(registered, params, context, this.#serving.options.interceptors)
      if (isThenable(result)) {
        this.#answerLater(asker, method, context, result)
        return
      }
      context.settle()
      this.#reply(asker, context.method, method, result, undefined)
    } catch (error) {
      context.settle()
      this.#fail(asker, method, context, error)
    }
  }

  #answerLater(asker: Asker, method: AnyMethod, context: HandlerContext, result: PromiseLike<unknown>): void {
    const { handlers } = this.#serving
    this.#open.add(asker, context)
    handlers.add(context)
    // The handler may have ended the connection itself before it first waited.
    const { ended } = this.#connection
    if (ended !== undefined) context.abort(ended)
    const settle = (): void => {
      context.settle()
      this.#open.delete(asker, context)
      handlers.delete(context)
    }
    Promise.resolve(result).then(
      (value) => {
        settle()
        this.#reply(asker, context.method, method, value, undefined)
      },
      (error: unknown) => {
        settle()
        this.#fail(asker, method, context, error)
      },
    )
  }

  #fail(asker: Asker, method: AnyMethod, { method: name, reason }: HandlerContext, error: unknown): void {
    const { options } = this.#serving
    if (!isRpcError(error)) tell(options, error, name)
    const failure = failureOf(error, method, options.exposeErrors === true, reason)
    this.#reply(asker, name, method, undefined, failure)
  }

  /** The handler's reply follows all the same, as it does in the Go fork that knows cancellation. */
  #cancel({ seq, method, answer, target }: Header): void {
    this.#open.abort(target, new RpcError('canceled', 'the caller canceled the call'))
    if (!answer) return
    this.#running++
    this.#reply(seq, method, undefined, undefined, undefined)
  }

  #reply(
    asker: Asker,
    name: string,
    method: AnyMethod | undefined,
    result: unknown,
    failure: Failure | undefined,
  ): void {
    const { ended, lock } = this.#connection
    if (ended !== undefined) return
    if (asker === undefined) this.#leave(failure?.code)
    else lock.acquire(new Reply(this, asker, name, method, result, failure))
  }

  /** Resolves once that is so; undefined when it is already. */
  #until(when: () => boolean): Promise<void> | undefined {
    if (when()) return undefined
    return new Promise((wake) => {
      this.#resume = { when, wake }
    })
  }
}
