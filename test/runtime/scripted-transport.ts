import type { Transport } from '@rpcgen/runtime'

type Chunk = Uint8Array | null | Error

/** A transport whose other side is the test: it sees each write, says when it is full, and feeds what is read. */
export class ScriptedTransport implements Transport {
  /** Each write, as it came. */
  readonly writes: Uint8Array[] = []
  closed: Error | undefined | 'open' = 'open'
  /** Makes every write answer "full" until {@link drain}. */
  full = false
  #drained: { resolve: () => void; reject: (error: Error) => void } | undefined
  readonly #chunks: Chunk[] = []
  #reader: ((chunk: Chunk) => void) | undefined

  read(): Promise<Uint8Array | null> {
    return new Promise((resolve, reject) => {
      const settle = (chunk: Chunk): void => {
        if (chunk instanceof Error) reject(chunk)
        else resolve(chunk)
      }
      const chunk = this.#chunks.shift()
      if (chunk === undefined) this.#reader = settle
      else settle(chunk)
    })
  }

  write(bytes: Uint8Array): void | Promise<void> {
    this.writes.push(bytes)
    if (!this.full) return
    return new Promise((resolve, reject) => {
      this.#drained = { resolve, reject }
    })
  }

  close(reason?: Error): void {
    this.closed = reason
    this.feed(null)
  }

  /** Hands a chunk, the clean end or a failure to the reader. */
  feed(chunk: Chunk): void {
    const reader = this.#reader
    this.#reader = undefined
    if (reader === undefined) this.#chunks.push(chunk)
    else reader(chunk)
  }

  drain(): void {
    this.full = false
    this.#drained?.resolve()
  }

  breakWrite(error: Error): void {
    this.#drained?.reject(error)
  }

  /** All that was written so far. */
  written(): Uint8Array {
    return Buffer.concat(this.writes)
  }
}

/** Lets this turn of the event loop end, and with it the flush. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}
