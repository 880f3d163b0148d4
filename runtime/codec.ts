import type { ByteReader, ByteWriter } from './bytes.js'
import type { ErrorCode } from './error.js'
import type { Limits } from './limits.js'
import type { AnyMethod, Message } from './message.js'

/** What {@link Codec.readHeader} found. */
export const NONE = 0
export const RESPONSE = 1
export const REQUEST = 2
export type HeaderKind = typeof NONE | typeof RESPONSE | typeof REQUEST

/** Names a request on one connection. A peer's own may be any 64-bit integer, so large ones are bigints. */
export type Seq = number | bigint

export interface RequestHeader {
  readonly seq: Seq
}

export interface ResponseHeader {
  readonly seq: Seq
  /** The method's name as the request had it. */
  readonly method: string
  /** The error's text, or undefined for success. */
  readonly error: string | undefined
}

/** Filled in by {@link Codec.readHeader}; one object serves a connection for life. */
export interface Header {
  seq: Seq
  /** The method's full name on the wire; empty where a format's response does not repeat it. */
  method: string
  /** A response's error text, or undefined for success. */
  error: string | undefined
  /** What the format tells about the error beyond its text. */
  code: ErrorCode | undefined
}

/** What a codec is given: both ends belong to the connection, which appends chunks and takes frames. */
export interface CodecIO {
  readonly reader: ByteReader
  readonly writer: ByteWriter
  readonly limits: Limits
}

/**
 * One wire format on one connection, for both roles: the shape of Go's
 * `rpc.ClientCodec` and `rpc.ServerCodec` (net/rpc/client.go, server.go), but
 * sans I/O. It never waits: it reads what has arrived and appends to the writer.
 */
export interface Codec {
  /** Appends one whole request, or throws having appended nothing and changed nothing. */
  writeRequest(request: RequestHeader, method: AnyMethod, params: unknown): void
  /** As {@link writeRequest}. An error response, and one to an unknown method, has no result. */
  writeResponse(response: ResponseHeader, method: AnyMethod | undefined, result: unknown): void
  /**
   * Reads the next header once its whole message, body included, has arrived;
   * until then answers {@link NONE}. Throws when framing is lost, which ends the
   * connection.
   */
  readHeader(header: Header): HeaderKind
  /**
   * Reads the body that belongs to the header just read, or skips it without a
   * message. Called exactly once after each header. Throws when the body does
   * not fit; the stream then stands behind it all the same.
   */
  readBody(message: Message<unknown> | undefined): unknown
}

/** A codec by value, such as `gob()`: opens a fresh {@link Codec} for every connection, since codecs keep state. */
export interface CodecFactory {
  readonly name: string
  /** The method's full name on this wire. */
  methodName(method: AnyMethod): string
  open(io: CodecIO): Codec
}
