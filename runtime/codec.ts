import type { ByteReader, ByteWriter } from './bytes.js'
import type { ErrorCode } from './error.js'
import type { Limits } from './limits.js'
import type { AnyMethod, Message } from './message.js'
import type { Metadata } from './metadata.js'
import type { AnyErrorType } from './typed-error.js'

/** What {@link Codec.readHeader} found. */
export const NONE = 0
export const RESPONSE = 1
export const REQUEST = 2
export const CANCEL = 3
export type HeaderKind = typeof NONE | typeof RESPONSE | typeof REQUEST | typeof CANCEL

/**
 * When a codec uses its header extension, which carries what the home format has
 * no place for: the time left, metadata, the code and the details of an error.
 * `auto`: once the peer has shown that it understands it. `on`: from the first
 * message, for a peer that is known to.
 */
export type Extensions = 'auto' | 'on'

/** Names a request on one connection. A peer's own may be any 64-bit integer, so large ones are bigints. */
export type Seq = number | bigint

export interface RequestHeader {
  readonly seq: number
  /** Milliseconds that are left for the call; Infinity for no end. */
  readonly timeout: number
  readonly metadata: Metadata | undefined
}

export interface ResponseHeader {
  readonly seq: Seq
  /** The method's name as the request had it. */
  readonly method: string
  /** The error's text, or undefined for success. */
  readonly error: string | undefined
  readonly code: ErrorCode | undefined
  /** Which of the method's errors it is; its details are the body then. */
  readonly errorName: string | undefined
}

/** Filled in by {@link Codec.readHeader}, whole for each kind; one object serves a connection for life. */
export interface Header {
  /** Of a cancel: the seq of the message itself, not that of the call it means. */
  seq: Seq
  /** The method's full name on the wire; empty where a format's response does not repeat it. */
  method: string
  /** A response's error text, empty where the format tells none, or undefined for success. */
  error: string | undefined
  /** What the format tells about the error beyond its text. */
  code: ErrorCode | undefined
  /** Milliseconds that a request's caller still waits, by its own account: 0 or less when it does not, Infinity when it did not say. */
  timeout: number
  metadata: Metadata | undefined
  /** Whether the peer waits for an answer to this request or cancel. */
  answer: boolean
  /** The seq of the request that a cancel means. */
  target: Seq
}

/** What a codec is given: both ends belong to the connection, which appends chunks and takes frames. */
export interface CodecIO {
  readonly reader: ByteReader
  readonly writer: ByteWriter
  readonly limits: Limits
  readonly extensions: Extensions
}

/**
 * One wire format on one connection, for both roles: the shape of Go's
 * `rpc.ClientCodec` and `rpc.ServerCodec` (net/rpc/client.go, server.go), but
 * sans I/O. It never waits: it reads what has arrived and appends to the writer.
 */
export interface Codec {
  /** Whether the peer is known to understand the header extension. */
  readonly extended: boolean
  /**
   * Whether the text with which this side refuses params that do not fit is that of
   * the format's home, to the letter. Otherwise the place in the params stands in front.
   */
  readonly verbatim?: boolean
  /**
   * Whether the request of a oneway method is sent as one that the peer does not
   * answer. Left out by a format that has no such request: there the method is
   * called like any other.
   */
  readonly notifies?: boolean
  /** Appends one whole request, or throws having appended nothing and changed nothing. */
  writeRequest(request: RequestHeader, method: AnyMethod, params: unknown): void
  /**
   * As {@link writeRequest}. The body is the result, or the details of the error
   * that the header names; there is none beside any other error, nor for an
   * unknown method.
   */
  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, body: unknown): void
  /** Appends word that the request `target` is cancelled, itself named `seq`. Left out by a format that has no such message. */
  writeCancel?(seq: number, target: number): void
  /**
   * Reads the next header once its whole message, body included, has arrived;
   * until then answers {@link NONE}. Throws when framing is lost, which ends the
   * connection.
   */
  readHeader(header: Header): HeaderKind
  /**
   * Reads the body that belongs to the header just read, or skips it without a
   * message. Called exactly once after each request and response; a cancel has
   * been read with its header. What a format tells of an error that is none of the
   * method's, beyond the header, is the body without a message. Throws when the
   * body does not fit; the stream then stands behind it all the same.
   */
  readBody(message: Message<unknown> | undefined): unknown
  /**
   * Which of the method's errors the response just read is, whose details are its
   * body then: a name, a number or a field tells it, as the format has it. Called,
   * if at all, between {@link readHeader} and {@link readBody}. Left out by a format
   * whose errors are texts alone.
   */
  errorOf?(method: AnyMethod): AnyErrorType | undefined
  /** Appends what was held back to leave together with what came after. Called when the connection is about to send; never throws. */
  flush?(): void
}

/** A codec by value, such as `gob()`: opens a fresh {@link Codec} for every connection, since codecs keep state. */
export interface CodecFactory {
  readonly name: string
  /** The method's full name on this wire. */
  methodName(method: AnyMethod): string
  open(io: CodecIO): Codec
}
