import { hash } from '../../runtime/transport/random.js'

/** A text with its checksum, which the formats do not have: a corrupted one is known for what it is. */
export function sealed(text: string): string {
  return `${text} ${hash(text)}`
}

/** The text, or undefined when it is not as it was sealed. */
export function opened(seal: string): string | undefined {
  const text = seal.slice(0, Math.max(0, seal.lastIndexOf(' ')))
  return sealed(text) === seal ? text : undefined
}
