const LONGEST = 4096

/** How many bytes of HTTP come before the gob: the CONNECT by which Go's DialHTTP begins, or the answer to it. */
export function preambleLength(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.subarray(0, LONGEST)).toString('latin1')
  return /^(?:CONNECT |HTTP\/1\.).*?\r?\n\r?\n/s.exec(text)?.[0].length ?? 0
}

/** The first line of it. */
export function preambleLine(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, LONGEST)).toString('latin1').split(/\r?\n/)[0] ?? ''
}
