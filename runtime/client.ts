import type { Call, CallOwner, TimeoutSource } from './call.js'
import { PendingCall } from './call.js'
import type { Caller, CallOptions } from './caller.js'
import type { CodecFactory, Header, Seq } from './codec.js'
import { Connection, type Role } from './connection.js'
import { Deadlines } from './deadline.js'
import type { ErrorCode, Executed } from './error.js'
import { asRpcError, RpcError } from './error.js'
import { noService } from './go.js'
import type { Limits } from './limits.js'
import { limitsOf } from './limits.js'
import type { AnyMethod, Method } from './message.js'
import { Signals } from './signals.js'
import type { Transport } from './transport.js'

const DEFAULT_TIMEOUT = 10_000

export interface ClientOptions {
  readonly codec: CodecFactory
  /** Milliseconds for calls that neither say so themselves nor have it from their method. Default: 10,000. */
  readonly timeout?: number | undefined
  readonly limits?: Partial<Limits> | undefined
}

/** What a client holds at the moment, and what it has seen. */
export interface ClientStats {
  /** Calls that are not settled, those that wait to be sent included. */
  readonly pending: number
  readonly timers: number
  readonly listeners: number
  /** Replies to calls that were settled already, or never made. */
  readonly lateReplies: number
}

/**
 * Makes calls over one connection, many at a time: the client of net/rpc
 * (net/rpc/client.go). A call always settles, exactly once, and leaves nothing
 * behind when it has.
 */
export class Client implements Caller {
  readonly #connection: Connection
  readonly #codec: CodecFactory
  readonly #limits: Limits
  readonly #timeout: number | undefined
  #seq = 0
  /** Calls whose request is on its way, by seq. Those that wait to be sent are in the send lock's queue. */
  readonly #pending = new Map<Seq, PendingCall>()
  readonly #deadlines = new Deadlines((entry) => this.#expire(entry as PendingCall))
  readonly #signals = new Signals<PendingCall>((call, reason) => this.#cancel(call, reason))
  #lateReplies = 0

  readonly #owner: CallOwner = {
    send: (call) => this.#send(call),
    cancel: (call, reason) => this.#cancel(call, reason),
  }

  readonly #role: Role = {
    onResponse: (header) => this.#receive(header),
    onRequest: (header) => this.#refuse(header),
    onInputEnd: () => undefined,
    onEnd: (reason) => this.#end(reason),
  }

  constructor(transport: Transport, options: ClientOptions) {
    this.#codec = options.codec
    this.#limits = limitsOf(options.limits)
    this.#timeout = options.timeout
    this.#connection = new Connection(transport, options.codec, this.#limits, this.#role)
  }

  /** Calls a method and resolves with its result. Rejects with an {@link RpcError} only. */
  call<Params, Result>(method: Method<Params, Result>, params: Params, options?: CallOptions): Promise<Result> {
    return this.#start(method as AnyMethod, params, options).done as Promise<Result>
  }

  /** As {@link call}, but answers at once with the call under way. */
  go<Params, Result>(method: Method<Params, Result>, params: Params, options?: CallOptions): Call<Result> {
    const call = this.#start(method as AnyMethod, params, options)
    call.done.catch(() => {})
    return call as Call<unknown> as Call<Result>
  }

  /** Ends the connection at once: what is pending fails with `closed`. Does nothing the second time. */
  async close(): Promise<void> {
    this.#connection.end(new RpcError('closed', 'the client was closed'))
  }

  stats(): ClientStats {
    return {
      pending: this.#pending.size + this.#connection.lock.waiting,
      timers: this.#deadlines.timers,
      listeners: this.#signals.listeners,
      lateReplies: this.#lateReplies,
    }
  }

  #start(method: AnyMethod, params: unknown, options: CallOptions | undefined): PendingCall {
    const signal = options?.signal
    const [timeout, source] = this.#timeoutOf(method, options)
    const call = new PendingCall(this.#owner, method, params, timeout, source, signal)
    const refusal = this.#refusal(call)
    if (refusal !== undefined) {
      this.#fail(call, refusal)
      return call
    }
    if (signal !== undefined) this.#signals.add(signal, call)
    if (timeout !== Number.POSITIVE_INFINITY) this.#deadlines.add(call, timeout)
    this.#connection.lock.acquire(call)
    return call
  }

  #timeoutOf(method: AnyMethod, options: CallOptions | undefined): [number, TimeoutSource] {
    if (options?.timeout !== undefined) return [options.timeout, 'call']
    if (method.timeout !== undefined) return [method.timeout, 'method']
    if (this.#timeout !== undefined) return [this.#timeout, 'client']
    return [DEFAULT_TIMEOUT, 'default']
  }

  /** Why a call cannot even begin, if so. */
  #refusal(call: PendingCall): RpcError | undefined {
    const { signal, timeout } = call
    const { ended } = this.#connection
    if (ended !== undefined) return this.#error(call, ended.code, ended.reason, 'no', ended)
    if (signal?.aborted === true) return this.#error(call, 'canceled', 'the call was canceled', 'no', signal.reason)
    if (typeof timeout !== 'number' || !(timeout >= 0)) {
      return this.#error(call, 'encode', `a timeout of ${timeout} ms is no duration`, 'no')
    }
    if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
      return this.#error(call, 'encode', 'the signal is no AbortSignal', 'no')
    }
    if (timeout === 0) return this.#timeoutError(call, 'no')
    if (this.#pending.size + this.#connection.lock.waiting >= this.#limits.pending) {
      return this.#error(call, 'overloaded', `${this.#limits.pending} calls are pending already`, 'no')
    }
    return undefined
  }

  /** Runs under the send lock: from here to the pending map nothing waits, so requests leave in the order of seq. */
  #send(call: PendingCall): void {
    const seq = this.#seq++
    call.seq = seq
    this.#pending.set(seq, call)
    try {
      this.#connection.codec.writeRequest(call as { readonly seq: number }, call.method, call.params)
    } catch (error) {
      const { code, reason, path, cause } = asRpcError(error, 'encode')
      this.#fail(call, this.#error(call, code, reason, 'no', cause, path))
      return
    }
    call.params = undefined
    call.frame = this.#connection.nextFrame
    this.#connection.appended()
  }

  #receive(header: Header): void {
    const call = this.#pending.get(header.seq)
    if (call === undefined) {
      this.#lateReplies++
      this.#skipBody()
      return
    }
    if (header.error !== undefined) {
      this.#skipBody()
      this.#fail(call, this.#error(call, header.code ?? 'remote', header.error, 'yes'))
      return
    }
    let result: unknown
    try {
      result = this.#connection.codec.readBody(call.method.result)
    } catch (error) {
      const { code, reason, path, cause } = asRpcError(error, 'decode')
      this.#fail(call, this.#error(call, code, reason, 'yes', cause, path))
      return
    }
    this.#forget(call)
    call.resolve(result)
  }

  /** Answers a request with what a server says that serves nothing. Busy while the answer has to wait. */
  #refuse({ seq, method }: Header): Promise<void> | undefined {
    this.#skipBody()
    const { codec, lock } = this.#connection
    let wake: (() => void) | undefined
    let sent = false
    const send = (): void => {
      sent = true
      try {
        codec.writeResponse({ seq, method, error: noService(method) }, undefined, undefined)
        this.#connection.appended()
      } catch (error) {
        this.#connection.end(asRpcError(error, 'encode'))
      }
      wake?.()
    }
    lock.acquire({ send })
    if (sent) return undefined
    return new Promise((resolve) => {
      wake = resolve
    })
  }

  #skipBody(): void {
    try {
      this.#connection.codec.readBody(undefined)
    } catch {
      // Nobody waits for this body, and the stream stands behind it all the same.
    }
  }

  #expire(call: PendingCall): void {
    if (!call.settled) this.#fail(call, this.#timeoutError(call, this.#executed(call)))
  }

  #cancel(call: PendingCall, reason: unknown): void {
    if (!call.settled)
      this.#fail(call, this.#error(call, 'canceled', 'the call was canceled', this.#executed(call), reason))
  }

  #end(reason: RpcError): void {
    const waiting = this.#connection.lock.clear().filter((sender) => sender instanceof PendingCall)
    for (const call of [...this.#pending.values(), ...waiting]) {
      const executed = call.frame > 0 && this.#connection.hasLeft(call.frame) ? 'maybe' : 'no'
      this.#fail(call, this.#error(call, reason.code, reason.reason, executed, reason))
    }
  }

  /** A request that is still in the writer will leave with the next flush, so it may yet run. */
  #executed(call: PendingCall): Executed {
    return call.seq === undefined ? 'no' : 'maybe'
  }

  /** Takes a call out of everything that knows it. */
  #forget(call: PendingCall): void {
    call.settled = true
    call.params = undefined
    if (call.seq === undefined) this.#connection.lock.leave(call)
    else this.#pending.delete(call.seq)
    this.#deadlines.remove(call)
    if (call.signal !== undefined) this.#signals.remove(call.signal, call)
  }

  #fail(call: PendingCall, error: RpcError): void {
    this.#forget(call)
    call.reject(error)
  }

  #timeoutError(call: PendingCall, executed: Executed): RpcError {
    return this.#error(
      call,
      'timeout',
      `no reply within ${call.timeout} ms (set by the ${call.timeoutSource})`,
      executed,
    )
  }

  #error(
    call: PendingCall,
    code: ErrorCode,
    reason: string,
    executed: Executed,
    cause?: unknown,
    path?: string,
  ): RpcError {
    return new RpcError(code, reason, {
      method: this.#codec.methodName(call.method),
      seq: call.seq,
      executed,
      cause,
      path,
    })
  }
}
