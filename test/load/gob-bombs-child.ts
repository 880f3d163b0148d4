/**
 * Reads what it is sent as the requests of one connection, in a process of its own,
 * and tells what memory that took. All of the runtime is that of the sources, whose
 * types go with those of the tests.
 */
import { ByteReader, ByteWriter } from '../../runtime/bytes.js'
import { gob } from '../../runtime/codec/gob/index.js'
import { isRpcError } from '../../runtime/error.js'
import { defaultLimits } from '../../runtime/limits.js'
import { goTypes } from '../runtime/codec/gob/go-types.js'
import { usedHeader } from '../runtime/codec/headers.js'
import { messageOf } from '../runtime/codec/message-of.js'
import { memory } from './heap.js'

/** A stream of requests, and the type that their bodies are read as; they are skipped when it is none of ours. */
export interface Bomb {
  readonly stream: Uint8Array
  readonly as: string
}

/** Bytes beyond what was in use before: the most that was seen, garbage included; and what the codec holds afterwards. */
export interface Toll {
  readonly peak: number
  readonly held: number
}

function inUse(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function read({ stream, as }: Bomb): Promise<Toll> {
  const type = goTypes[as]
  const message = type === undefined ? undefined : messageOf(type)
  const before = await memory()
  const reader = new ByteReader()
  const codec = gob({ onMismatch: () => {} }).open({
    reader,
    writer: new ByteWriter(),
    limits: defaultLimits,
    extensions: 'auto',
  })
  reader.append(stream)
  const header = usedHeader()
  let peak = 0
  for (let open = true; open; ) {
    open = false
    try {
      open = codec.readHeader(header) !== 0
      if (open) codec.readBody(message)
    } catch (error) {
      if (!isRpcError(error)) throw error
    }
    peak = Math.max(peak, inUse() - before)
  }
  const held = (await memory()) - before
  // The codec is looked at once more, so that it is not collected before its memory is measured.
  return codec.extended ? { peak: Number.NaN, held: Number.NaN } : { peak, held }
}

process.on('message', async (bomb: Bomb) => process.send?.(await read(bomb)))
process.on('disconnect', () => process.exit())
process.send?.('ready')
