import type { Transport } from '../transport.js'

/** Bytes that may lie unread on one side before its writer has to wait. */
const HIGH_WATER = 256 * 1024

/** One direction: what one side wrote and the other has not read. */
class Pipe {
  readonly #chunks: Uint8Array[] = []
  #size = 0
  #ended = false
  #reader: ((chunk: Uint8Array | null) => void) | undefined
  #writer: (() => void) | undefined

  read(): Promise<Uint8Array | null> {
    const chunk = this.#chunks.shift()
    if (chunk !== undefined) {
      this.#size -= chunk.length
      if (this.#size < HIGH_WATER) this.#wakeWriter()
      return Promise.resolve(chunk)
    }
    if (this.#ended) return Promise.resolve(null)
    return new Promise((resolve) => {
      this.#reader = resolve
    })
  }

  write(bytes: Uint8Array): void | Promise<void> {
    if (this.#ended) throw new Error('the other side is closed')
    if (this.#reader !== undefined) {
      this.#reader(bytes)
      this.#reader = undefined
      return
    }
    this.#chunks.push(bytes)
    this.#size += bytes.length
    if (this.#size < HIGH_WATER) return
    return new Promise((resolve) => {
      this.#writer = resolve
    })
  }

  end(): void {
    this.#ended = true
    this.#reader?.(null)
    this.#reader = undefined
    this.#wakeWriter()
  }

  #wakeWriter(): void {
    this.#writer?.()
    this.#writer = undefined
  }
}

function side(incoming: Pipe, outgoing: Pipe): Transport {
  return {
    read: () => incoming.read(),
    write: (bytes) => outgoing.write(bytes),
    close: () => {
      incoming.end()
      outgoing.end()
    },
  }
}

/** Two transports in one process, each of which reads what the other writes. Closing one ends both. */
export function memoryPair(): [Transport, Transport] {
  const there = new Pipe()
  const back = new Pipe()
  return [side(back, there), side(there, back)]
}
