import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { dump } from './dump.js'
import { bytesOfHex } from './hex.js'
import { readInput } from './input.js'

/** How much text is handed over at a time. */
const PIECE = 64 * 1024

/**
 * Prints the dump of a file, or of standard input, and answers with how many
 * faults it shows. Throws a UserError when there is nothing to dump.
 */
export async function inspect(file: string | undefined, hex: boolean, to: NodeJS.WritableStream): Promise<number> {
  const input = await readInput(file)
  const bytes = hex ? bytesOfHex(Buffer.from(input).toString('latin1')) : input
  let faults = 0
  function* pieces(): Generator<string> {
    let piece = ''
    for (const { text, fault } of dump(bytes)) {
      if (fault) faults++
      piece += text
      if (piece.length < PIECE) continue
      yield piece
      piece = ''
    }
    yield piece === '' && bytes.length === 0 ? 'an empty stream\n' : piece
  }
  try {
    await pipeline(Readable.from(pieces()), to, { end: false })
  } catch (error) {
    // Whoever reads the dump has seen enough, as "head" has.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  }
  return faults
}
