import type { ByteWriter } from '../../bytes.js'

/*
 * A stream is messages: a length, then that many bytes (encoding/gob/doc.go). The
 * first number in a message is a type's id: negative when the message defines
 * the type, else a value of it follows.
 */

/** Leaves one byte for the length; answers with where, for {@link endMessage}. */
function beginMessage(writer: ByteWriter): number {
  writer.reserve(1)
  const at = writer.length
  writer.position++
  return at
}

/** Fills in the length of what was written since, and moves it when the length takes more than a byte. */
function endMessage(writer: ByteWriter, at: number): void {
  const size = writer.length - at - 1
  if (size < 128) {
    writer.buffer[writer.start + at] = size
    return
  }
  const extra = size < 0x100 ? 1 : size < 0x10000 ? 2 : size < 0x1000000 ? 3 : 4
  writer.reserve(extra)
  const { buffer } = writer
  let position = writer.start + at
  buffer.copyWithin(position + 1 + extra, position + 1, writer.position)
  buffer[position++] = 256 - extra
  for (let shift = (extra - 1) * 8; shift >= 0; shift -= 8) buffer[position++] = size >>> shift
  writer.position += extra
}

/**
 * The message that is being written, and inside it the pieces that stand behind a
 * length of their own: what an interface holds. A definition ends the innermost
 * of them, and what comes after is a piece, or a message, by itself
 * (encoding/gob/encoder.go, sendActualType; encode.go, encodeInterface).
 */
export class Pieces {
  readonly #writer: ByteWriter
  /** Where each begins, as a length of the writer. */
  readonly #open: number[] = []

  constructor(writer: ByteWriter) {
    this.#writer = writer
  }

  begin(): void {
    this.#open.push(beginMessage(this.#writer))
  }

  end(): void {
    endMessage(this.#writer, this.#open.pop() as number)
  }

  /** Ends the innermost and begins the next. */
  cut(): void {
    this.end()
    this.begin()
  }

  /** Forgets what is open: its bytes are taken back. */
  reset(): void {
    this.#open.length = 0
  }
}
