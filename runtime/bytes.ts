const MIN_CAPACITY = 4096
const SLAB = 64 * 1024
/** What {@link ByteWriter.edge} stands for: the number of a field, and a number or a short text with its length behind it. */
export const ROOM = 96
const NOTHING = new Uint8Array(0)
const NO_VIEW = new DataView(NOTHING.buffer)

/**
 * The bytes that arrived and are not yet read. The unread part is always
 * contiguous: `buffer[position]` up to `buffer[end]`.
 *
 * A chunk that arrives when nothing is left over becomes the buffer itself; only
 * a message that is cut by a chunk's edge is copied, into a buffer that doubles.
 */
export class ByteReader {
  buffer: Uint8Array = new Uint8Array(0)
  position = 0
  end = 0
  /** False while the buffer is a peer's chunk, whose tail is not ours to write to. */
  #owned = false

  get available(): number {
    return this.end - this.position
  }

  append(chunk: Uint8Array): void {
    const left = this.end - this.position
    if (left === 0) {
      this.buffer = chunk
      this.position = 0
      this.end = chunk.length
      this.#owned = false
      return
    }
    if (!this.#owned || this.end + chunk.length > this.buffer.length) this.#relocate(left + chunk.length)
    this.buffer.set(chunk, this.end)
    this.end += chunk.length
  }

  /** Moves what is left to the front of a buffer that holds twice what is needed. */
  #relocate(needed: number): void {
    const unread = this.buffer.subarray(this.position, this.end)
    // Moving within an owned buffer is only worth it when that frees half of it; otherwise each small chunk would move all again.
    if (this.#owned && needed * 2 <= this.buffer.length) {
      this.buffer.copyWithin(0, this.position, this.end)
    } else {
      const larger = new Uint8Array(Math.max(MIN_CAPACITY, needed * 2))
      larger.set(unread)
      this.buffer = larger
      this.#owned = true
    }
    this.position = 0
    this.end = unread.length
  }
}

/**
 * The bytes of the frames that are not yet handed to the transport. Codecs write
 * to `buffer` at `position` after {@link reserve}, and take back what they wrote
 * by setting `position`.
 *
 * The buffer is a slab: bytes once taken are never written again, and what is
 * left of the slab serves the next frames.
 */
export class ByteWriter {
  buffer: Uint8Array = NOTHING
  /** The same bytes. */
  view: DataView = NO_VIEW
  position = 0
  /** Up to here there is room for {@link ROOM} bytes, behind it perhaps: what asks for each value looks here before it calls {@link reserve}. */
  edge = -1
  #start = 0
  readonly #slab: number

  constructor(slab: number = SLAB) {
    // Most connections of a server lie idle: a slab is taken when there is something to write.
    this.#slab = slab
  }

  /** How many bytes wait to be taken. */
  get length(): number {
    return this.position - this.#start
  }

  /** Where the frames that wait begin in the buffer; moves when {@link reserve} has to find room. */
  get start(): number {
    return this.#start
  }

  /** Makes room for `count` more bytes. May replace `buffer` and move `position`. */
  reserve(count: number): void {
    if (this.position + count > this.buffer.length) this.#grow(count)
  }

  #grow(count: number): void {
    const waiting = this.buffer.subarray(this.#start, this.position)
    const larger = new Uint8Array(Math.max(this.#slab, (waiting.length + count) * 2))
    larger.set(waiting)
    this.#use(larger)
    this.position = waiting.length
  }

  #use(buffer: Uint8Array): void {
    this.buffer = buffer
    this.view = new DataView(buffer.buffer)
    this.edge = buffer.length - ROOM
    this.#start = 0
  }

  /** Takes back everything after the first `length` waiting bytes. */
  truncate(length: number): void {
    this.position = this.#start + length
    if (length === 0 && this.buffer.length > this.#slab) this.#reset()
  }

  /** Everything that waits; the caller owns the bytes from now on. */
  take(): Uint8Array {
    const bytes = this.buffer.subarray(this.#start, this.position)
    this.#start = this.position
    if (this.buffer.length > this.#slab) this.#reset()
    return bytes
  }

  /** Lets go of a buffer that one large frame has made, so that it lives no longer than the frame. */
  #reset(): void {
    this.#use(new Uint8Array(this.#slab))
    this.position = 0
  }
}
