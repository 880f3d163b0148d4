/**
 * Messages as plain JavaScript values, for a codec of one's own that stands on a
 * library which turns such values into bytes: `JSON.stringify`, CBOR, BSON.
 *
 * | type | tree |
 * |---|---|
 * | bool, numbers up to 53 bits, floats, strings, enums | themselves |
 * | int64, uint64 | a bigint; read as well from a safe integer or a text of digits |
 * | bytes, and types with a hook | a Uint8Array |
 * | `timestamp()` | a Date; read as well from a text of ISO 8601 |
 * | `timestamp({ exact: true })` | `{ seconds, nanos, offset }` |
 * | complex numbers | `{ real, imag }` |
 * | lists and tuples | an array |
 * | structs, unions | an object with the fields' names; an optional field that is undefined is left out |
 * | maps and records | an object where the keys are strings, else a Map; both are read |
 * | null, `unknown` | themselves |
 */
import { VALUE } from '../encoder.js'
import { defaultLimits } from '../limits.js'
import type { Message } from '../message.js'
import { traceRead, traceWrite } from '../trace.js'
import { TreeDecoder } from './decoder.js'
import { TreeEncoder } from './encoder.js'

export interface TreeOptions {
  /** What the value is, at the head of the path in an error: `params`. */
  readonly root: string
  /** The codec whose names among a schema's `wire` names are used. Default: none, only those for every codec. */
  readonly codec?: string | undefined
  /** Structs, lists and maps inside each other, at most. Default: 100. */
  readonly nesting?: number | undefined
}

/** The value as a tree. Throws `encode` with the path when it does not fit its type, and `limit` when it is too deep. */
export function toTree<T>(message: Message<T>, value: T, options: TreeOptions): unknown {
  const encoder = encoderFor(options)
  try {
    message.write(encoder, VALUE, value)
    return encoder.root
  } catch (error) {
    throw traceWrite(error, message as Message<unknown>, encoderFor(options), value, options.root)
  }
}

/**
 * The value that a tree stands for, whoever made it; fields that the type lacks are
 * passed over. Throws `decode` with the path when it does not fit the type, and
 * `limit` when it is too deep.
 */
export function fromTree<T>(message: Message<T>, tree: unknown, options: TreeOptions): T {
  try {
    return message.read(decoderFor(tree, options))
  } catch (error) {
    throw traceRead(error, decoderFor(tree, options), options.root, (decoder) => void message.read(decoder))
  }
}

function encoderFor({ codec = '', nesting = defaultLimits.nesting }: TreeOptions): TreeEncoder {
  return new TreeEncoder(codec, nesting)
}

function decoderFor(tree: unknown, { codec = '', nesting = defaultLimits.nesting }: TreeOptions): TreeDecoder {
  return new TreeDecoder(tree, codec, nesting)
}
