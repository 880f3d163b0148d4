export { ByteReader, ByteWriter } from './bytes.js'
export type { Call } from './call.js'
export type { Caller, CallOptions } from './caller.js'
export type { ClientOptions, ClientStats } from './client.js'
export { Client } from './client.js'
export type {
  Codec,
  CodecFactory,
  CodecIO,
  Header,
  HeaderKind,
  RequestHeader,
  ResponseHeader,
  Seq,
} from './codec.js'
export type { ErrorCode, Executed, RpcErrorDetails } from './error.js'
export { isRpcError, RpcError } from './error.js'
export type { Limits } from './limits.js'
export { defaultLimits } from './limits.js'
export type { AnyMethod, Message, Method } from './message.js'
export type { Registry } from './registry.js'
export type { ServeOptions, ServerOptions } from './server.js'
export { Server } from './server.js'
export type { Transport } from './transport.js'
export type { Timestamp } from './type.js'
