export { ByteReader, ByteWriter } from './bytes.js'
export type { Caller, CallOptions } from './caller.js'
export type { ReconnectOptions } from './client/backoff.js'
export { BaseClient } from './client/base-client.js'
export type { Call } from './client/call.js'
export type { ClientOptions, ClientStats } from './client/client-options.js'
export type { KeepaliveOptions } from './client/keepalive.js'
export { Client } from './client.js'
export type {
  Codec,
  CodecFactory,
  CodecIO,
  Extensions,
  Header,
  HeaderKind,
  RequestHeader,
  ResponseHeader,
  Seq,
} from './codec.js'
export { CANCEL, NONE, REQUEST, RESPONSE } from './codec.js'
export type { CallContext } from './context.js'
export type { Decoder } from './decoder.js'
export { END } from './decoder.js'
export type { Encoder, Slot } from './encoder.js'
export { KEY, VALUE } from './encoder.js'
export type { ErrorCode, Executed, NamedError, RpcErrorDetails } from './error.js'
export { errorCodes, isRpcError, RpcError } from './error.js'
export type { Hook, HookForm, HookValue } from './hook.js'
export type {
  ClientInterceptor,
  IncomingCall,
  Interceptor,
  Next,
  OutgoingCall,
  ServerInterceptor,
} from './interceptor.js'
export type { Held, InFlight, Ledger } from './leaks.js'
export { assertNoLeaks } from './leaks.js'
export type { ConnectionState, DrainOptions, StateEvent, StateListener } from './lifecycle.js'
export type { LimitOptions, Limits } from './limits.js'
export { defaultLimits } from './limits.js'
export type { AnyMethod, Message, Method, Service } from './message.js'
export type { Metadata } from './metadata.js'
export type { Outcomes } from './outcomes.js'
export type { ReconnectingClientOptions } from './reconnecting-client.js'
export { ReconnectingClient } from './reconnecting-client.js'
export type { Registry } from './registry.js'
export type { ServeOptions, ServerOptions, ServerStats } from './server/server-options.js'
export { Server } from './server.js'
export type { Peer, PeerCertificate, Transport } from './transport.js'
export type {
  Complex,
  CustomType,
  EnumType,
  ListType,
  MapType,
  StructType,
  Timestamp,
  TupleType,
  Type,
  UnionType,
} from './type.js'
export type { AnyErrorType, ErrorType, TypedError } from './typed-error.js'
