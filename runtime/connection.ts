import { ByteReader, ByteWriter } from './bytes.js'
import type { Codec, CodecFactory, Header } from './codec.js'
import { NONE, RESPONSE } from './codec.js'
import { asRpcError, RpcError } from './error.js'
import type { Limits } from './limits.js'
import { SendLock } from './lock.js'
import type { Transport } from './transport.js'
import { afterTurn } from './turn.js'

/**
 * Frames leave at the end of the turn, or before when so many bytes have
 * gathered; each time they do, twice as many may gather the next time. So the
 * peer begins on the first calls of a turn while the last are still written, and
 * a turn makes few writes however much it sends.
 */
const FIRST_FLUSH = 512
const LARGEST_FLUSH = 64 * 1024

/** What a connection is for: a client, a server, or both. Each header's body must be read from the codec before the callback returns. */
export interface Role {
  onResponse(header: Header): void
  /** A promise means "busy": nothing more is read until it resolves. */
  onRequest(header: Header): Promise<void> | undefined
  /** Nothing more will arrive. A promise keeps the connection open for writing until it resolves. */
  onInputEnd(): Promise<void> | undefined
  /** The connection is over, for this reason. Called once, last. */
  onEnd(reason: RpcError): void
}

/**
 * One stream of bytes with a codec on it: the send lock, the flush, and the
 * input loop of net/rpc/client.go (`input`) and server.go (`ServeCodec`), shared
 * by both roles. It ends in one place, {@link end}, whatever the cause.
 */
export class Connection {
  readonly codec: Codec
  readonly lock: SendLock = new SendLock()
  readonly #transport: Transport
  readonly #role: Role
  readonly #reader = new ByteReader()
  readonly #writer = new ByteWriter()
  readonly #header: Header = { seq: 0, method: '', error: undefined, code: undefined }
  #ended: RpcError | undefined
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

  constructor(transport: Transport, factory: CodecFactory, limits: Limits, role: Role) {
    this.#transport = transport
    this.#role = role
    this.codec = factory.open({ reader: this.#reader, writer: this.#writer, limits })
    void this.#input()
  }

  /** Why the connection is over, or undefined while it is open. */
  get ended(): RpcError | undefined {
    return this.#ended
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
    if (this.#writer.length >= this.#flushAt) {
      this.#flushAt = Math.min(this.#flushAt * 2, LARGEST_FLUSH)
      this.#flush()
    }
  }

  /** Whether a byte of this frame may have left. */
  hasLeft(frame: number): boolean {
    return frame <= this.#flushed
  }

  /** The one exit: settles everything, once, for whichever cause comes first. */
  end(reason: RpcError): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    this.#role.onEnd(reason)
    this.#transport.close(reason)
  }

  #flush(): void {
    if (this.#writer.length === 0 || this.#ended !== undefined) return
    this.#flushed = this.#appended
    try {
      const full = this.#transport.write(this.#writer.take())
      if (full === undefined) return
      this.lock.hold()
      full.then(
        () => this.lock.release(),
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
    // A stream that broke has nobody left to answer; one that ended or stopped making sense still takes the replies that are due.
    if (this.#ended === undefined && this.#answerable) await this.#role.onInputEnd()
    this.#flush()
    this.end(reason)
  }

  /** Resolves at the stream's clean end; rejects when it breaks or makes no sense. */
  async #readToEnd(): Promise<RpcError> {
    for (;;) {
      this.#answerable = false
      const chunk = await this.#transport.read()
      this.#answerable = true
      if (chunk === null) break
      this.#reader.append(chunk)
      for (let busy = this.#drain(); busy !== undefined; busy = this.#drain()) await busy
    }
    const cut = this.#reader.available > 0 ? ' in the middle of a message' : ''
    return new RpcError('disconnected', `the peer closed the connection${cut}`)
  }

  /** Handles every whole message that has arrived, or as many as the role can take. */
  #drain(): Promise<void> | undefined {
    while (this.#ended === undefined) {
      const kind = this.codec.readHeader(this.#header)
      if (kind === NONE) return undefined
      if (kind === RESPONSE) this.#role.onResponse(this.#header)
      else {
        const busy = this.#role.onRequest(this.#header)
        if (busy !== undefined) return busy
      }
    }
    return undefined
  }
}
