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
 * - A time is the bytes of `Time.MarshalBinary` with their length in front.
 * - A body that is no struct stands behind a 0.
 * - A message is a length, and then either a type's id and a value of the type,
 *   or minus an id and that type's definition, itself a struct. Each side gives
 *   out its own ids, from 64 or 65 up, and sends a definition once, before the
 *   first value that needs it. Fields are matched by name.
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
 * The second `Arith.Multiply` on a connection, with `{ a: 7, b: 8 }`:
 *
 * ```
 * 15                     a message of 21 bytes
 *   ff 82                a value of type 65, Request
 *   01 0e 41 72 69 74 68 2e 4d 75 6c 74 69 70 6c 79   ServiceMethod = "Arith.Multiply"
 *   01 01                Seq = 1
 *   00                   the end of the struct
 * 07                     a message of 7 bytes
 *   ff 84                a value of type 66, Args
 *   01 0e                A = 7
 *   01 10                B = 8
 *   00                   the end of the struct
 * ```
 */
import type { CodecFactory } from '../../codec.js'
import { GobCodec } from './codec.js'
import { mismatchReporter } from './mismatch.js'
import { methodName } from './shape.js'

export interface GobOptions {
  /**
   * Told once for each message whose fields have other names on the peer's side,
   * with what was probably meant. Default: a warning on the console.
   */
  readonly onMismatch?: ((text: string) => void) | undefined
}

/** The codec of stock Go servers and clients. */
export function gob(options: GobOptions = {}): CodecFactory {
  const onMismatch = mismatchReporter(options.onMismatch ?? ((text) => console.warn(text)))
  return { name: 'gob', methodName, open: (io) => new GobCodec(io, onMismatch) }
}
