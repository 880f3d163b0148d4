/**
 * MessagePack, as HashiCorp's net-rpc-msgpackrpc and as the msgpack-rpc
 * specification have it.
 *
 * - **Scalars.** nil, false and true are c0, c2 and c3. An integer takes the fewest
 *   bytes: 0 to 127 and -1 to -32 are one byte, others cc to cf unsigned or d0 to
 *   d3 signed, and then 1, 2, 4 or 8 bytes, big-endian. A float is ca and 4 bytes,
 *   or cb and 8. Every form of an integer is read where it fits, in the place of a
 *   float as well when the float holds it.
 * - **Strings and bytes.** A string is its length, in the first byte when below 32
 *   and else behind d9, da or db, and its UTF-8; bytes have c4, c5 or c6. Each is
 *   read in the place of the other, since peers of before 2013 have but one: that of
 *   strings, without d9. `raw: true` writes both so.
 * - **Containers.** An array is a count, in the first byte (9x) or behind dc or dd,
 *   and its items; a map (8x, de, df) its keys and values in turn. A struct is a map
 *   with its fields' names as keys; an optional field that is undefined is left out.
 *   A member of a union is its own map. Unknown keys are passed over. Of two that are
 *   equal the last counts in HashiCorp's framing, as it does to Go, and in the
 *   specification's they are an error that says where. What is nullable may be nil.
 * - **Extensions** have a type of one byte. A moment is type -1, in 4, 8 or 12 bytes.
 * - **HashiCorp's framing.** A message is two values, the header and the body. The
 *   header of a request is `{Seq, ServiceMethod}`, of a response
 *   `{Error, Seq, ServiceMethod}`, and an empty `Error` means success. An empty map
 *   is the body of what has none. A moment is the bytes of Go's
 *   `Time.MarshalBinary`. What is missing or nil reads as the zero value.
 * - **Its extension.** A request may have the keys `Timeout`, the nanoseconds that are
 *   left, and `Meta`, a map of strings; a response `Code`, the code of an error or the
 *   name of one of the schema's, whose `Details` stand beside it then. A stock Go peer
 *   passes over all four. A server puts `Code` into its first response, empty where
 *   there is none, which tells that it knows all of this; from then on each request
 *   has `Timeout` or `Meta`. `_goRPC_.Cancel` with `{Seq}` cancels a request, and is
 *   not answered when it has one of these keys.
 * - **The specification's framing.** A message is an array: a request
 *   `[0, id, method, params]`, a response `[1, id, error, result]`, a notification
 *   `[2, method, params]`. The id is the seq's low 32 bits. The params are an array of
 *   the fields of the params' struct, in the schema's order, nil for one that is
 *   undefined and none for those behind the last that is not; with `params: 'map'`
 *   they are an array of that struct, as those of any other type always are. An error
 *   is its text, or `{name, message, details}` when it is one of the schema's.
 *
 * One call, `Arith.Multiply` of 6 and 7, in HashiCorp's framing:
 *
 * ```
 * 82                                            a map of two
 *   a3 53 65 71                                 "Seq"
 *   00                                          0
 *   ad 53 65 72 76 69 63 65 4d 65 74 68 6f 64   "ServiceMethod"
 *   ae 41 72 69 74 68 2e 4d 75 6c 74 69 70 6c 79   "Arith.Multiply"
 * 82                                            a map of two: the params
 *   a1 41 06                                    A = 6
 *   a1 42 07                                    B = 7
 * ```
 */
import type { CodecFactory } from '../../codec.js'
import { NetRpcCodec } from './codec.js'
import { goDialect, rawGoDialect, rawRpcDialect, rpcDialect } from './dialect.js'
import { type Params, RpcCodec } from './rpc-codec.js'

export type { Ext } from './ext.js'
export { ext, isExt } from './ext.js'
export type { Params } from './rpc-codec.js'

/** Options of {@link msgpack}. */
export interface MsgpackOptions {
  /** Whose messages: `go` for HashiCorp's net-rpc-msgpackrpc, `rpc` for the msgpack-rpc specification. Default: `go`. */
  readonly dialect?: 'go' | 'rpc' | undefined
  /** Of the dialect `rpc`: how a struct of params is sent, and read. Default: `positional`. */
  readonly params?: Params | undefined
  /**
   * Whether texts and bytes are written as peers of before 2013 know them, which have one
   * form for both and no length of one byte. Either is read. Default: false.
   */
  readonly raw?: boolean | undefined
}

/** The codec for peers that speak MessagePack. Throws a `TypeError` for options that it does not know. */
export function msgpack({ dialect = 'go', params, raw = false }: MsgpackOptions = {}): CodecFactory {
  if (dialect !== 'go' && dialect !== 'rpc') throw new TypeError(`no dialect of MessagePack: ${String(dialect)}`)
  if (params !== undefined && (dialect === 'go' || (params !== 'positional' && params !== 'map')))
    throw new TypeError(`no way of params in the dialect ${dialect}: ${String(params)}`)
  const way = dialect === 'go' ? (raw ? rawGoDialect : goDialect) : raw ? rawRpcDialect : rpcDialect
  return {
    name: way.codec,
    methodName: way.methodName,
    open: (io) => (dialect === 'go' ? new NetRpcCodec(io, way) : new RpcCodec(io, way, params ?? 'positional')),
  }
}
