/**
 * Go's net/rpc over gob, byte for byte (encoding/gob/doc.go; net/rpc/server.go).
 *
 * From the bottom up:
 *
 * - An unsigned integer below 128 is one byte; a larger one is a byte that holds
 *   minus the number of bytes that follow, big-endian: 256 is `fe 01 00`.
 * - A signed integer is shifted left by one, inverted first when negative, which
 *   the low bit then says: 7 is `0e`, -1 is `01`. A boolean is 0 or 1.
 * - A float is its 64 bits with the bytes reversed, as an unsigned integer, so
 *   that round numbers are short: 17 is `fe 31 40`.
 * - A string, or bytes, is a length and the bytes.
 * - A list or a map is a count and the items, or the keys and values in turn.
 * - A struct is its fields that are not zero, each the distance from the field
 *   before (from -1 at first) and the value, and then a 0.
 * - A complex number is two floats, the real one first.
 * - What a type marshals itself, such as a time, is the bytes with their length in
 *   front. A definition tells which of Go's interfaces made them.
 * - A value that stands alone and is no struct stands behind a 0.
 * - An interface is the name by which the type of what it holds is registered, the
 *   type's id, the length of what follows, and a value that stands alone; nil is an
 *   empty name and nothing more.
 * - A message is a length, and then either a type's id and a value that stands
 *   alone, or minus an id and that type's definition, itself a struct. Each side
 *   gives out its own ids, from 64 or 65 up, and sends a definition once, before the
 *   first value that needs it. Fields are matched by name.
 * - What an interface holds may need a definition that was not sent. It comes in
 *   front of the type's id, and ends the message in mid-value; the next message goes
 *   on with the value. Inside another interface it ends the piece that its length
 *   counts, and the next piece has a length of its own.
 * - A request is two values: `Request{ServiceMethod, Seq}`, then the params. A
 *   response is `Response{ServiceMethod, Seq, Error}`, then the result, or an
 *   empty struct beside an error.
 *
 * What Go's headers have no place for stands in a second type of each, which a
 * stock Go peer reads as its own:
 *
 * - `Request{ServiceMethod, Seq, Timeout int, Meta map[string]string}`: the
 *   nanoseconds that are left, and the call's metadata.
 * - `Response{ServiceMethod, Seq, Error, Code string, Details []byte}`: the code of
 *   an error; or the name of one of the schema's, and a gob stream with its details.
 * - A server sends the second type of response always, and its definition tells
 *   that it knows all of this. A client sends Go's type of request until it has
 *   seen that definition, and the second from then on.
 * - `_goRPC_.Cancel` with `CancelArgs{Seq uint}` cancels the request of that seq.
 *   Whoever sends it in the second type of request waits for no answer; the fork of
 *   net/rpc that it comes from sends it in Go's, and waits.
 *
 * A whole stream, as `encode` makes it of `Args { a: 7, b: 8 }`, or the params of
 * the first request that has these:
 *
 * ```
 * 1e                     a message of 30 bytes
 *   ff 81                minus 65: it defines that type
 *   03                   a wireType's third field is set, StructT
 *     01                 CommonType, a struct
 *       01 04 41 72 67 73      Name = "Args"
 *       01 ff 82         Id = 65
 *       00               the end of CommonType
 *     01 02              Field, a slice of two
 *       01 01 41         Name = "A"
 *       01 04            Id = 2, int
 *       00               the end of this field
 *       01 01 42         Name = "B"
 *       01 04            Id = 2
 *       00               the end of this field
 *     00                 the end of StructT
 *   00                   the end of the wireType
 * 07                     a message of 7 bytes
 *   ff 82                a value of type 65
 *   01 0e                A = 7
 *   01 10                B = 8
 *   00                   the end of the struct
 * ```
 */
import type { CodecFactory } from '../../codec.js'
import { GobCodec } from './codec.js'
import { type GobLimitOptions, gobLimitsOf } from './limits.js'
import { mismatchReporter } from './mismatch.js'
import { type Registrable, registryOf } from './registry.js'
import { methodName } from './shape.js'

export { decode, GobReader } from './gob-reader.js'
export { encode, GobWriter } from './gob-writer.js'
export type { GobLimitOptions, GobLimits } from './limits.js'
export { defaultGobLimits } from './limits.js'
export type { Registrable } from './registry.js'
export type { StreamLimits, StreamOptions } from './stream-options.js'
export { defaultStreamLimits } from './stream-options.js'
export { isTyped, type Typed, typed } from './typed.js'

/** Options of {@link gob}. */
export interface GobOptions {
  /**
   * Told once for each message whose fields have other names on the peer's side,
   * with what was probably meant. Default: a warning on the console.
   */
  readonly onMismatch?: ((text: string) => void) | undefined
  /**
   * The types that interface values of no declared type may hold, beside those that
   * every gob program knows: messages of the schema, under the names that it gives
   * them, or any message with a name. They are read as {@link Typed} values. Those
   * of a schema's unions need not be given here.
   */
  readonly types?: readonly Registrable[] | undefined
  /** Default: {@link defaultGobLimits}. */
  readonly limits?: GobLimitOptions | undefined
}

/** The codec of stock Go servers and clients. Throws a RangeError for options that make no sense. */
export function gob(options: GobOptions = {}): CodecFactory {
  const onMismatch = mismatchReporter(options.onMismatch)
  const registry = registryOf(options.types ?? [])
  const gobLimits = gobLimitsOf(options.limits)
  return {
    name: 'gob',
    methodName,
    open: (io) => new GobCodec(io, { registry, limits: io.limits, gobLimits, onMismatch }),
  }
}
