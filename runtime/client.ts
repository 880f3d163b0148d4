import type { CallOptions } from './caller.js'
import type { Allowance } from './client/allowance.js'
import { BaseClient } from './client/base-client.js'
import { type CallOwner, PendingCall } from './client/call.js'
import { Canceler } from './client/canceler.js'
import type { ClientOptions, ClientStats } from './client/client-options.js'
import { checkKeepalive, Keepalive } from './client/keepalive.js'
import { PendingCalls } from './client/pending-calls.js'
import { aborted, canceled, type Refusal, refusalBy, refusalOf, timedOut } from './client/refusal.js'
import type { Header } from './codec.js'
import { Connection } from './connection.js'
import { asRpcError, type Executed, RpcError, UNSPECIFIED } from './error.js'
import type { InFlight } from './leaks.js'
import { type Limits, limitsOf } from './limits.js'
import type { AnyMethod } from './message.js'
import { type Metadata, mergeMetadata } from './metadata.js'
import { Queue } from './queue.js'
import { replyCode } from './reply-code.js'
import type { ClientRole } from './roles.js'
import type { Transport } from './transport.js'
import { textOfDetails } from './typed-error.js'

/**
 * Makes calls over one connection, many at a time: the client of net/rpc
 * (net/rpc/client.go). A call always settles, exactly once, and leaves nothing
 * behind when it has.
 */
export class Client extends BaseClient {
  readonly #options: ClientOptions
  readonly #limits: Limits
  readonly #connection: Connection
  readonly #keepalive: Keepalive | undefined
  protected override readonly calls: PendingCalls = new PendingCalls({
    onTimeout: (call) => this.#abandon(call, timedOut(call)),
    onAbort: (call, reason) => this.#abandon(call, aborted(call, reason)),
    onSettled: (call) => this.#settled(call),
  })
  /** Calls that wait for others to be settled, in order. Those that wait for the transport are in the send lock's queue. */
  readonly #line = new Queue<PendingCall>()
  /** The call that is being started: none of its time is over yet. */
  #starting: PendingCall | undefined
  #seq = 0
  /** What the codec is told of a request; one object for all of them. */
  readonly #header = { seq: 0, timeout: 0, metadata: undefined as Metadata | undefined }
  readonly #canceler: Canceler
  #lateReplies = 0
  readonly #owner: CallOwner = {
    send: (call) => this.#send(call),
    cancel: (call, reason) => this.#abandon(call, canceled(reason)),
  }

  /** In place of a transport, a server's side gives the connection on which it calls its caller back. */
  constructor(over: Transport | Connection, options: ClientOptions) {
    super(options)
    this.#options = { ...options, metadata: mergeMetadata(undefined, options.metadata) }
    this.#limits = limitsOf(options.limits)
    const { keepalive } = options
    // Before there is a connection, which would outlive what is thrown here.
    if (keepalive !== undefined) checkKeepalive(keepalive)
    const role: ClientRole = {
      isBusy: () => this.calls.size > 0,
      onResponse: (header) => this.#receive(header),
      onInputEnd: (reason) => this.#endInput(reason),
      onEnd: (reason) => this.#end(reason),
    }
    if (over instanceof Connection) {
      this.#connection = over
      over.roles.client = role
    } else {
      const roles = { client: role, server: undefined }
      this.#connection = new Connection(over, options.codec, this.#limits, options.extensions ?? 'auto', roles)
      options.server?.join(this.#connection, options.codec, this)
    }
    const nextSeq = (): number => this.#seq++
    this.#canceler = new Canceler(this.#connection, options.cancel === 'send', nextSeq)
    if (keepalive !== undefined) this.#keepalive = new Keepalive(keepalive, this.#connection, nextSeq)
  }

  override stats(): ClientStats {
    const { size: pending, timers, listeners, outcomes } = this.calls
    const { queuedBytes } = this.#connection
    return this.counted({ pending, timers, listeners, queuedBytes, lateReplies: this.#lateReplies, outcomes })
  }

  protected override unsettled(now: number): InFlight[] {
    return [...this.calls.sentCalls(), ...this.#waiting(), ...this.#line].map(({ method, startedAt }) => ({
      method: this.nameOf(method),
      age: now - startedAt,
    }))
  }

  protected override end(reason: RpcError): void {
    this.#connection.end(reason)
  }

  protected override finish(reason: RpcError): Promise<void> {
    return this.#connection.finish(reason)
  }

  protected override start(
    method: AnyMethod,
    params: unknown,
    allowance: Allowance,
    options: CallOptions | undefined,
  ): PendingCall {
    const call = new PendingCall(this.#owner, method, params, allowance, options)
    const refusal = this.#refusalOf(call)
    if (refusal !== undefined) {
      this.calls.refuse(call, this.#error(call, refusal, 'no'))
      return call
    }
    this.calls.add(call)
    if (this.calls.size - this.#line.size > this.#limits.pending) {
      this.#line.add(call)
      return call
    }
    this.#starting = call
    this.#connection.lock.acquire(call)
    this.#starting = undefined
    return call
  }

  #refusalOf(call: PendingCall): Refusal | undefined {
    const { inputEnded } = this.#connection
    if (inputEnded !== undefined) return refusalBy(inputEnded)
    const draining = this.intercepted === undefined ? this.refusal() : undefined
    return draining ?? refusalOf(call) ?? (this.#options.whenFull === 'wait' ? undefined : this.#overload())
  }

  #overload(): Refusal | undefined {
    const { pending, queued } = this.#limits
    if (this.calls.size >= pending) return { code: 'overloaded', reason: `${pending} calls are pending already` }
    const bytes = this.#connection.queuedBytes
    if (bytes >= queued) return { code: 'overloaded', reason: `${bytes} bytes wait to be written already` }
    return undefined
  }

  /** Runs under the send lock: from here to the pending map nothing waits, so requests leave in the order of seq. */
  #send(call: PendingCall): void {
    const header = this.#header
    header.timeout = call === this.#starting ? call.timeout : call.timeLeft()
    if (header.timeout <= 0) {
      this.#fail(call, timedOut(call), 'no')
      return
    }
    header.seq = this.#seq++
    this.calls.sent(call, header.seq)
    try {
      const { metadata } = this.#options
      header.metadata = call.metadata === undefined ? metadata : mergeMetadata(metadata, call.metadata)
      this.#connection.codec.writeRequest(header, call.method, call.params)
    } catch (error) {
      // A getter in the params may have canceled the call before another one threw.
      this.calls.unsent(call)
      if (!call.settled) this.#fail(call, asRpcError(error, 'encode'), 'no')
      return
    }
    call.params = call.metadata = undefined
    call.frame = this.#connection.nextFrame
    this.#connection.appended()
    // A getter in the params, or a transport that broke, may have settled it.
    if (call.method.oneway && this.#connection.codec.notifies === true && !call.settled)
      this.calls.resolve(call, undefined)
  }

  #receive(header: Header): void {
    const call = this.calls.get(header.seq)
    if (call === undefined) {
      if (this.#keepalive?.takes(header.seq) !== true) this.#lateReplies++
      this.#connection.skipBody()
    } else if (header.error !== undefined) {
      this.#receiveError(call, header, header.error)
    } else {
      let result: unknown
      try {
        result = this.#connection.codec.readBody(call.method.result)
      } catch (error) {
        this.#fail(call, asRpcError(error, 'decode'), 'yes')
        return
      }
      this.calls.resolve(call, result)
    }
  }

  #receiveError(call: PendingCall, { code: said = 'remote' }: Header, text: string): void {
    const code = replyCode[said]
    const { codec } = this.#connection
    const errorType = codec.errorOf?.(call.method)
    try {
      const details = codec.readBody(errorType?.message)
      this.#fail(call, { code, reason: text || textOfDetails(errorType, details), errorType, details }, 'yes')
    } catch (cause) {
      // The handler's error counts, even when its details do not fit what this side knows of them.
      this.#fail(call, { code, reason: text || UNSPECIFIED, cause }, 'yes')
    }
  }

  /** Gives up a call that is under way, if it still is, and tells the peer. */
  #abandon(call: PendingCall, refusal: Refusal): void {
    if (call.settled) return
    // A request that is still in the writer will leave with the next flush, so it may yet run.
    this.#fail(call, refusal, call.seq === undefined ? 'no' : 'maybe')
    if (call.seq !== undefined) this.#canceler.cancel(call.seq)
  }

  #end(reason: RpcError): void {
    this.#endInput(reason)
    this.#connection.lock.clear()
    this.lifecycle.change({ state: 'closed', reason })
  }

  /** Calls that wait for the transport. */
  #waiting(): PendingCall[] {
    return [...this.#connection.lock.waiting].filter((sender) => sender instanceof PendingCall)
  }

  /** No reply will come any more: everything fails, for the same reason. */
  #endInput(reason: RpcError): void {
    this.#keepalive?.stop()
    for (const call of [...this.calls.sentCalls(), ...this.#waiting(), ...this.#line.clear()]) {
      const left = call.frame > 0 && this.#connection.hasLeft(call.frame)
      this.#fail(call, refusalBy(reason), left ? 'maybe' : 'no')
    }
  }

  /** Makes room for the next in line. */
  #settled(call: PendingCall): void {
    if (call.seq === undefined && !this.#line.delete(call)) this.#connection.lock.leave(call)
    if (this.#line.size > 0 && this.calls.size - this.#line.size < this.#limits.pending) this.#admit()
    if (this.calls.size > 0) return
    this.#connection.rest()
    this.settled()
  }

  #admit(): void {
    const next = this.#line.shift()
    if (next !== undefined) this.#connection.lock.acquire(next)
  }

  #fail(call: PendingCall, refusal: Refusal, executed: Executed): void {
    this.calls.reject(call, this.#error(call, refusal, executed))
  }

  #error({ method, seq }: PendingCall, refusal: Refusal, executed: Executed): RpcError {
    const { code, reason, path, errorType, details, cause } = refusal
    return new RpcError(code, reason, { method: this.nameOf(method), seq, executed, path, errorType, details, cause })
  }
}
