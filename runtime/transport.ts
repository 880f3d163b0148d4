/** The certificate that the other end of a TLS connection proved to hold. */
export interface PeerCertificate {
  /** Distinguished name, by attribute: `{ CN: 'client-7', O: 'Example' }`. */
  readonly subject: Readonly<Record<string, string | readonly string[]>>
  readonly issuer: Readonly<Record<string, string | readonly string[]>>
  /** As the certificate has it: `DNS:client-7.example, IP Address:10.0.0.7`; undefined when it has none. */
  readonly subjectAltName: string | undefined
  /** SHA-256 of the certificate: pairs of upper-case hexadecimal digits with colons between. */
  readonly fingerprint256: string
  /** The certificate itself, in DER. */
  readonly raw: Uint8Array
}

/** Who is at the other end, as far as the medium knows. */
export interface Peer {
  /** `192.0.2.7:40123`, `[2001:db8::7]:40123`, or undefined where ends have no address, as on a Unix socket or a pipe. */
  readonly address: string | undefined
  /** Present when the peer showed one and it was verified. */
  readonly certificate: PeerCertificate | undefined
}

/**
 * Moves bytes, in order, both ways. A chunk is any piece of the stream: it
 * neither begins nor ends where a message does.
 *
 * Once a connection has it, that alone calls it. It reads with one `read` at a time, never
 * writes while a promise of `write` is unsettled, and calls `close` once.
 */
export interface Transport {
  /** Left out where nothing is known of the peer. */
  readonly peer?: Peer
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
