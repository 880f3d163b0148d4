/**
 * JSON, as Go's net/rpc/jsonrpc speaks it, and as JSON-RPC 2.0 does.
 *
 * Go's:
 *
 * - **Scalars.** true, false; integers in decimal, exact to 64 bits; floats with
 *   the fewest digits that read back the same, never NaN or infinite; strings in
 *   UTF-8 with `"`, `\`, control characters, `<`, `>`, `&`, U+2028 and U+2029
 *   escaped. Bytes are a string of base64, a moment is a string of RFC 3339, a
 *   duration is a number of nanoseconds, an enum its string or number.
 * - **Containers.** A list or tuple is an array. A struct is an object with Go's
 *   exported names as keys, in the order of declaration; an optional field that
 *   is undefined is left out. A map is an object, and its keys are strings or
 *   integers in quotes. A member of a union is its own object. What is nullable
 *   may be null.
 * - **Reading.** Keys match without regard to case, unknown ones are passed over,
 *   and of two that are equal the last one counts. What is missing or null reads
 *   as the zero value, or as undefined where it is optional.
 * - **A request** has a method, the one parameter in an array, and an id, which
 *   is the seq. A method without params is sent `{}`.
 * - **A response** has the request's id, a result and an error, of which one is
 *   null. A method without result answers `{}`. A server echoes any id.
 * - **The extension.** A request may say `"timeout"`, the nanoseconds that are left,
 *   and `"meta"`, an object of strings; an error response `"code"`, and `"details"`
 *   when the code is the name of one of the schema's errors. Nobody sends them to a
 *   peer that has not, so a client has to be told to begin (`extensions: 'on'`), and
 *   a server answers in kind. Once told, every request has one of the two keys, an
 *   empty `"meta"` if it has nothing to say. What does not read as one of these is
 *   some stranger's key of the same name, and passed over like any that is unknown:
 *   it fails no request.
 * - **A cancel** is the request `_goRPC_.Cancel` with `{"Seq":id}`. One with a key of
 *   the extension is not answered.
 * - **Framing.** Messages follow each other with nothing between; the sender puts
 *   a line feed behind each. An object ends at its brace.
 *
 * One call, `Arith.Multiply` of 6 and 7, as it was recorded:
 *
 * ```text
 * {"method":"Arith.Multiply","params":[{"A":6,"B":7}],"id":0}
 *           service.Method            Args             seq
 * {"id":0,"result":42,"error":null}
 *      id         Integer
 * ```
 *
 * JSON-RPC 2.0 (jsonrpc.org/specification, of 2013-01-04) has the same values, but for
 * these:
 *
 * - **Names** are the schema's, and match to the letter. A field that is missing, or a
 *   null where the type has none, is an error that says where, unless it is optional; so
 *   is a key that stands in one object twice.
 * - **A request** has `"jsonrpc":"2.0"`, a method, params and an id. What is an object
 *   is the params by itself; a struct may be an array of its fields in order. Any other
 *   value is the one item of an array. A request without an id is a notification.
 * - **A response** has the id and either a result, null for a method without one, or an
 *   error: a code, a message and data. An error of the schema that has a number is that
 *   code with its details as data; another one is -32000 with its name and its details.
 * - **A batch** is an array of requests; the answers are one array, too, once all are
 *   there.
 * - **A cancel** is the notification `$/cancelRequest` with `{"id":id}`.
 * - **Framing.** A line each, nothing at all, or `Content-Length: 52`, an empty line and
 *   as many bytes, all lines of the header ending in CR LF, as in the Language Server
 *   Protocol. Where a line or a length tells where the next message begins, one that is
 *   no JSON is answered with -32700; otherwise it ends the connection.
 *
 * The same call:
 *
 * ```text
 * {"jsonrpc":"2.0","method":"Arith.multiply","params":{"a":6,"b":7},"id":0}
 *                           service.method            Args             seq
 * {"jsonrpc":"2.0","id":0,"result":42}
 *                       id         integer
 * ```
 */
import type { CodecFactory } from '../../codec.js'
import { goMethodName } from '../../go.js'
import { plainMethodName } from '../../method-name.js'
import { goDialect, rpcDialect } from './dialect.js'
import { GoJsonCodec } from './go/codec.js'
import { JsonRpcCodec } from './rpc/codec.js'
import type { JsonRpcOptions } from './rpc/options.js'

export type { JsonRpcOptions } from './rpc/options.js'

/** Options of Go's net/rpc/jsonrpc. */
export interface GoJsonOptions {
  readonly dialect: 'go'
  /**
   * Whether a client takes responses as Go's own does: a null result without an error
   * (golang/go#19588), an error that is no text, an id that is no uint64, a message that is
   * no response and a result that does not fit end the connection. Otherwise a null is a
   * result like any other, and whatever else is wrong harms its own call alone. Default: false.
   */
  readonly strict?: boolean | undefined
}

export type JsonOptions = JsonRpcOptions | GoJsonOptions

/** The codec for peers that speak JSON: JSON-RPC 2.0, unless the dialect is Go's. Throws a `TypeError` for a dialect that it does not know. */
export function json(options: JsonOptions = {}): CodecFactory {
  switch (options.dialect) {
    case undefined:
      return {
        name: rpcDialect.codec,
        methodName: (method) => plainMethodName(method, rpcDialect.codec),
        open: (io) => new JsonRpcCodec(io, options),
      }
    case 'go':
      return {
        name: goDialect.codec,
        methodName: (method) => goMethodName(method, goDialect.codec),
        open: (io) => new GoJsonCodec(io, options.strict ?? false),
      }
    default:
      throw new TypeError(`no dialect of JSON: ${String((options as { dialect: unknown }).dialect)}`)
  }
}
