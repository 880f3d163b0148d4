/**
 * A codec of one's own: each message is a line of JSON.
 *
 * ```text
 * {"id":0,"call":"Arith.multiply","with":{"a":6,"b":7}}
 * {"id":0,"ok":42}
 * {"id":1,"error":"divide by zero"}
 * ```
 */
import type {
  AnyMethod,
  Codec,
  CodecFactory,
  CodecIO,
  Header,
  HeaderKind,
  Message,
  RequestHeader,
  ResponseHeader,
} from '@rpcgen/runtime'
import { NONE, REQUEST, RESPONSE, RpcError } from '@rpcgen/runtime'
import { fromTree, toTree } from '@rpcgen/runtime/tree'

const LINE_FEED = 10

export function lines(): CodecFactory {
  return { name: 'lines', methodName: nameOf, open: (io) => new Lines(io) }
}

function nameOf({ service, name }: AnyMethod): string {
  return `${service.name}.${name}`
}

class Lines implements Codec {
  /** This wire has no place for deadlines and metadata. */
  readonly extended = false
  /** A request without an id is not answered. */
  readonly notifies = true
  readonly #io: CodecIO
  /** How many of the bytes that wait were looked at in vain, so that none is looked at twice. */
  #searched = 0
  #root = ''
  #body: unknown

  constructor(io: CodecIO) {
    this.#io = io
  }

  writeRequest({ seq }: RequestHeader, method: AnyMethod, params: unknown): void {
    this.#write({
      id: method.oneway ? undefined : seq,
      call: nameOf(method),
      with: treeOf(method.params, params, 'params'),
    })
  }

  writeResponse({ seq, error }: ResponseHeader, method: AnyMethod | undefined, body: unknown): void {
    this.#write({ id: seq, ...(error === undefined ? { ok: treeOf(method?.result, body, 'result') } : { error }) })
  }

  readHeader(header: Header): HeaderKind {
    const { reader, limits } = this.#io
    const end = reader.buffer.subarray(0, reader.end).indexOf(LINE_FEED, reader.position + this.#searched)
    const length = end < 0 ? reader.available : end - reader.position
    if (length > limits.message) throw new RpcError('limit', `a line of more than ${limits.message} bytes`)
    this.#searched = end < 0 ? length : 0
    if (end < 0) return NONE
    const { id, call, with: params, ok, error } = parsed(reader.buffer.subarray(reader.position, end))
    reader.position = end + 1
    const isRequest = typeof call === 'string'
    this.#root = isRequest ? 'params' : 'result'
    this.#body = isRequest ? params : ok
    header.seq = Number(id ?? 0)
    header.method = isRequest ? call : ''
    header.error = error === undefined ? undefined : String(error)
    header.code = undefined
    header.timeout = Number.POSITIVE_INFINITY
    header.metadata = undefined
    header.answer = isRequest && id !== undefined
    return isRequest ? REQUEST : RESPONSE
  }

  readBody(message: Message<unknown> | undefined): unknown {
    if (message === undefined) return undefined
    return fromTree(message, this.#body, { root: this.#root, nesting: this.#io.limits.nesting })
  }

  /** Nothing is appended before all of it is there, so that a value that does not fit leaves no byte behind. */
  #write(frame: object): void {
    const bytes = new TextEncoder().encode(`${JSON.stringify(frame, digits)}\n`)
    const { writer, limits } = this.#io
    if (bytes.length > limits.message) throw new RpcError('limit', `a line of more than ${limits.message} bytes`)
    writer.reserve(bytes.length)
    writer.buffer.set(bytes, writer.position)
    writer.position += bytes.length
  }
}

function treeOf(message: Message<unknown> | undefined, value: unknown, root: string): unknown {
  return message === undefined ? null : toTree(message, value, { root })
}

/** JSON has no bigint, so this wire has a string. */
function digits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function parsed(line: Uint8Array): Record<string, unknown> {
  try {
    return Object(JSON.parse(new TextDecoder().decode(line)))
  } catch (cause) {
    throw new RpcError('protocol', 'a line that is no JSON', { cause })
  }
}
