import type { Decoder } from './decoder.js'
import type { Encoder } from './encoder.js'
import { VALUE } from './encoder.js'
import type { ErrorCode } from './error.js'
import { asRpcError, RpcError } from './error.js'
import type { Message } from './message.js'
import { Path } from './path.js'
import { TracingDecoder } from './trace-decoder.js'
import { TracingEncoder } from './trace-encoder.js'

/*
 * Tells where in a value an error lies. Keeping the path while everything goes
 * well would cost every call, so codecs keep none: after a failure they run the
 * same `write` or `read` once more under a tracer, which fails at the same place
 * and knows where that is.
 */

/** The error with its path. The encoder must be as it was before the write that failed; what is appended again is the codec's to take back. */
export function traceWrite(
  error: unknown,
  message: Message<unknown>,
  encoder: Encoder,
  value: unknown,
  root: string,
): RpcError {
  return traced(error, 'encode', root, (path) => message.write(new TracingEncoder(encoder, path), VALUE, value))
}

/** As {@link traceWrite}, for a body that did not fit; `read` starts over with the decoder that it is given. */
export function traceRead(error: unknown, decoder: Decoder, root: string, read: (decoder: Decoder) => void): RpcError {
  return traced(error, 'decode', root, (path) => read(new TracingDecoder(decoder, path)))
}

function traced(error: unknown, otherwise: ErrorCode, root: string, again: (path: Path) => void): RpcError {
  const path = new Path(root)
  try {
    again(path)
  } catch (second) {
    const { code, reason, cause } = asRpcError(second, otherwise)
    return new RpcError(code, reason, { path: path.toString(), cause })
  }
  // Only a value that changes while it is read, such as a getter, goes well the second time.
  return asRpcError(error, otherwise)
}
