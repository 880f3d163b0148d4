import { ByteWriter } from '../../bytes.js'
import type { Limits } from '../../limits.js'
import type { Message } from '../../message.js'
import { traceRead, traceWrite } from '../../trace.js'
import { readDefinitions, writeBody } from './body.js'
import { GobDecoder } from './decoder.js'
import { Definitions } from './definitions.js'
import { GobEncoder } from './encoder.js'
import { Input } from './input.js'
import { PeerTypes } from './peer-types.js'
import { type MismatchListener, Planner } from './plan.js'

/*
 * The details of an error lie in its header as bytes, for a stock Go peer skips
 * them there whatever they are. They are a gob stream of their own, with the
 * definitions that their value needs, so they can be read, or passed over, with
 * no regard to the connection's.
 */

const NAME = 'details'
/** Most details are a few fields. */
const SLAB = 512

/** Throws `encode` with the path for what does not fit. */
export function writeDetails(message: Message<unknown>, details: unknown, limits: Limits): Uint8Array {
  const writer = new ByteWriter(SLAB)
  const encoder = new GobEncoder(writer, limits)
  try {
    writeBody(writer, new Definitions(writer), encoder, message, details)
    return writer.take()
  } catch (error) {
    encoder.begin()
    throw traceWrite(error, message, encoder, details, NAME)
  }
}

/** Reads the details that lie in this part of a buffer. Throws `decode` for what does not fit. */
export function readDetails(
  message: Message<unknown>,
  buffer: Uint8Array,
  start: number,
  end: number,
  nesting: number,
  onMismatch: MismatchListener,
): unknown {
  const input = new Input()
  function open(): GobDecoder {
    input.open(buffer, start, end)
    const peer = new PeerTypes()
    const decoder = new GobDecoder(input, peer, new Planner(peer, onMismatch), nesting)
    decoder.begin(message.type, readDefinitions(input, peer))
    return decoder
  }
  const decoder = open()
  try {
    const value = message.read(decoder)
    input.check()
    return value
  } catch (error) {
    throw traceRead(error, message, open(), NAME)
  }
}
