import type { Contender } from '../contender.js'

/** What the engine has, between the same bytes as the others. */
export function json(): Contender {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => JSON.parse(bytes.toString()),
  }
}
