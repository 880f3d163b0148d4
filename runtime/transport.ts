/**
 * Moves bytes, in order, both ways. A chunk is any piece of the stream: it
 * neither begins nor ends where a message does.
 *
 * The connection is the only caller. It reads with one `read` at a time, never
 * writes while a promise of `write` is unsettled, and calls `close` once.
 */
export interface Transport {
  /**
   * The next chunk, or null after the peer's clean end. The bytes belong to the
   * caller. Rejects when the stream breaks; after that nothing is read.
   */
  read(): Promise<Uint8Array | null>
  /**
   * Takes the bytes, which are not changed afterwards. A promise means "full":
   * it resolves when more may be written, and rejects when the stream is broken.
   */
  write(bytes: Uint8Array): void | Promise<void>
  /** Ends both directions: a pending `read` settles, and what was written is still delivered where the medium can. */
  close(reason?: Error): void
}
