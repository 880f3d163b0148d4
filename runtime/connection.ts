import { ByteReader, ByteWriter } from './bytes.js'
import type { Codec, CodecFactory, Extensions, Header } from './codec.js'
import { CANCEL, NONE, RESPONSE } from './codec.js'
import { asRpcError, RpcError } from './error.js'
import type { Limits } from './limits.js'
import { SendLock } from './lock.js'
import { refuseRequest } from './refuse-request.js'
import type { Roles } from './roles.js'
import type { Peer, Transport } from './transport.js'
import { afterTurn } from './turn.js'
import { type Stage, Watch } from './watch.js'

/**
 * Frames leave at the end of the turn, or before when so many bytes have
 * gathered; each time they do, twice as many may gather the next time. So the
 * peer begins on the first calls of a turn while the last are still written, and
 * a turn makes few writes however much it sends.
 */
const FIRST_FLUSH = 512
const LARGEST_FLUSH = 64 * 1024

/** What to say of a peer that took too long; the limit of that name follows. */
const overLimit: Readonly<Record<Stage, string>> = {
  idle: 'nothing was called and nothing arrived',
  partial: 'the peer did not finish a message',
  stall: 'the peer did not take what was written',
}

const nobody: Peer = { address: undefined, certificate: undefined }

/**
 * One stream of bytes with a codec on it: the send lock, the flush, and the
 * input loop of net/rpc/client.go (`input`) and server.go (`ServeCodec`), shared
 * by both roles. It ends in one place, {@link end}, whatever the cause.
 */
export class Connection {
  readonly codec: Codec
  /** Who is told of what happens. A role may come later, while the connection lasts. */
  readonly roles: Roles
  readonly lock: SendLock = new SendLock()
  readonly #transport: Transport
  readonly #limits: Limits
  readonly #watch: Watch
  readonly #reader = new ByteReader()
  readonly #writer = new ByteWriter()
  readonly #header: Header = {
    seq: 0,
    method: '',
    error: undefined,
    code: undefined,
    timeout: Number.POSITIVE_INFINITY,
    metadata: undefined,
    answer: true,
    target: 0,
  }
  #ended: RpcError | undefined
  #inputEnded: RpcError | undefined
  /** How many bytes have arrived, and how many of them were read when the message in hand began. */
  #received = 0
  #frameStart = 0
  /** When the chunk in hand arrived, a `performance.now()`, and for how many milliseconds it lay here since the role was busy. */
  #arrivedAt = 0
  #held = 0
  /** Bytes that the transport was given and has not taken. */
  #unsent = 0
  /** Resolves when it has taken them, while it has not. */
  #taking: Promise<void> | undefined
  /** Frames that the codec appended, and of these the ones that were handed to the transport. */
  #appended = 0
  #flushed = 0
  /** How many bytes may gather in this turn before they leave. */
  #flushAt = FIRST_FLUSH
  #turnPlanned = false
  /** False while the transport is read: what it throws then is the stream's own end. */
  #answerable = false
  readonly #endTurn = (): void => {
    this.#turnPlanned = false
    this.#flushAt = FIRST_FLUSH
    this.#flush()
  }

  constructor(transport: Transport, factory: CodecFactory, limits: Limits, extensions: Extensions, roles: Roles) {
    this.#transport = transport
    this.roles = roles
    this.#limits = limits
    this.#watch = new Watch(limits, (stage) => this.#cut(stage))
    this.codec = factory.open({ reader: this.#reader, writer: this.#writer, limits, extensions })
    this.#watch.begin('idle')
    // Not before the owner holds this connection: a transport may break on the first read.
    queueMicrotask(() => void this.#input())
  }

  /** Why the connection is over, or undefined while it is open. */
  get ended(): RpcError | undefined {
    return this.#ended
  }

  /** Why nothing more will arrive, or undefined while something may. */
  get inputEnded(): RpcError | undefined {
    return this.#inputEnded
  }

  /** Bytes of the message in hand, once its body is read. */
  get frameSize(): number {
    return this.#consumed - this.#frameStart
  }

  get arrivedAt(): number {
    return this.#arrivedAt
  }

  get held(): number {
    return this.#held
  }

  get peer(): Peer {
    return this.#transport.peer ?? nobody
  }

  /** Bytes that are written and that the transport has not taken; none once it is over, for nothing leaves then. */
  get queuedBytes(): number {
    return this.#ended === undefined ? this.#writer.length + this.#unsent : 0
  }

  /** The number of the frame that is appended next. Kept before it is, since appending may flush, and flushing may end everything. */
  get nextFrame(): number {
    return this.#appended + 1
  }

  /** Says that the codec has appended one frame, under the lock. */
  appended(): void {
    this.#appended++
    if (!this.#turnPlanned) {
      this.#turnPlanned = true
      afterTurn(this.#endTurn)
    }
    if (this.#writer.length >= Math.min(this.#flushAt, this.#limits.queued)) {
      this.#flushAt = Math.min(this.#flushAt * 2, LARGEST_FLUSH)
      this.#flush()
    }
  }

  /** Says that no call is under way any more: from now on the connection lies idle. */
  rest(): void {
    if (this.#ended === undefined) this.#watch.restart('idle')
  }

  /** Whether a byte of this frame may have left. */
  hasLeft(frame: number): boolean {
    return frame <= this.#flushed
  }

  /** Passes over the body of a request or response that nobody here has a use for. */
  skipBody(): void {
    try {
      this.codec.readBody(undefined)
    } catch {
      // Whatever is wrong with it, the stream stands behind it all the same.
    }
  }

  /** Ends it once the transport has taken everything that is written, for as long as its stall limit lets it take. Resolves then. */
  async finish(reason: RpcError): Promise<void> {
    this.#flush()
    if (this.#taking !== undefined) await this.#taking
    this.end(reason)
  }

  /** The one exit: settles everything, once, for whichever cause comes first. */
  end(reason: RpcError): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    this.#inputEnded ??= reason
    this.#watch.stop()
    this.roles.client?.onEnd(reason)
    this.roles.server?.onEnd(reason)
    this.#transport.close(reason)
  }

  get #consumed(): number {
    return this.#received - this.#reader.available
  }

  #flush(): void {
    if (this.#ended !== undefined) return
    this.codec.flush?.()
    if (this.#writer.length === 0) return
    this.#flushed = this.#appended
    try {
      const bytes = this.#writer.take()
      const full = this.#transport.write(bytes)
      if (full === undefined) return
      this.#unsent = bytes.length
      this.lock.hold()
      this.#watch.begin('stall')
      this.#taking = full.then(
        () => {
          this.#unsent = 0
          this.#taking = undefined
          this.#watch.end('stall')
          this.lock.release()
        },
        (error: unknown) => this.end(asRpcError(error, 'disconnected')),
      )
    } catch (error) {
      this.end(asRpcError(error, 'disconnected'))
    }
  }

  async #input(): Promise<void> {
    let reason: RpcError
    try {
      reason = await this.#readToEnd()
    } catch (error) {
      reason = asRpcError(error, 'disconnected')
    }
    this.#inputEnded ??= reason
    // A stream that broke has nobody left to answer; one that ended or stopped making sense still takes the replies that are due.
    const { client, server } = this.roles
    const due = this.#ended === undefined && this.#answerable ? server?.onInputEnd(reason) : undefined
    if (due === undefined) {
      this.end(reason)
    } else {
      client?.onInputEnd(reason)
      await due
      await this.finish(reason)
    }
  }

  #cut(stage: Stage): void {
    const { client, server } = this.roles
    if (stage === 'idle' && (client?.isBusy() === true || server?.isBusy() === true)) this.#watch.restart('idle')
    else this.end(new RpcError('limit', `${overLimit[stage]} for ${this.#limits[stage]} ms`))
  }

  /** Resolves at the stream's clean end; rejects when it breaks or makes no sense. */
  async #readToEnd(): Promise<RpcError> {
    for (;;) {
      this.#answerable = false
      const chunk = await this.#transport.read()
      this.#answerable = true
      // What was on its way when this side ended concerns nobody, and must not start the watch again.
      if (chunk === null || this.#ended !== undefined) break
      this.#arrivedAt = performance.now()
      this.#received += chunk.length
      this.#reader.append(chunk)
      this.#watch.restart('idle')
      const busy = this.#handle()
      if (busy !== undefined) await busy
    }
    // What is cut now stays so; the replies that are due take the time that they take.
    this.#watch.end('partial')
    const cut = this.#reader.available > 0 ? ' in the middle of a message' : ''
    return new RpcError('disconnected', `the peer closed the connection${cut}`)
  }

  /** Handles what has arrived, waiting as often as the role is busy. */
  #handle(): Promise<void> | undefined {
    this.#held = 0
    const busy = this.#drain()
    return busy === undefined ? undefined : this.#handleRest(busy)
  }

  async #handleRest(busy: Promise<void>): Promise<void> {
    for (let wait: Promise<void> | undefined = busy; wait !== undefined; wait = this.#drain()) {
      await wait
      this.#held = performance.now() - this.#arrivedAt
    }
  }

  /** Handles every whole message that has arrived, or as many as the role can take. */
  #drain(): Promise<void> | undefined {
    while (this.#ended === undefined) {
      this.#frameStart = this.#consumed
      const kind = this.codec.readHeader(this.#header)
      if (kind === NONE) {
        if (this.#reader.available > 0) this.#watch.begin('partial')
        return undefined
      }
      this.#watch.end('partial')
      const { client, server } = this.roles
      if (kind === RESPONSE) {
        if (client === undefined) this.skipBody()
        else client.onResponse(this.#header)
      } else if (kind === CANCEL) {
        server?.onCancel(this.#header)
      } else {
        const busy = server === undefined ? refuseRequest(this, this.#header) : server.onRequest(this.#header)
        if (busy !== undefined) return busy
      }
    }
    return undefined
  }
}
