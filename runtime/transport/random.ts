/** FNV-1a, 32 bits (Fowler, Noll and Vo), over the text's UTF-16 units: for ASCII, over its bytes. */
export function hash(text: string): number {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  return state >>> 0
}

/**
 * The n-th number, from 0, that mulberry32 (Tommy Ettinger, 2017, public domain)
 * makes from a seed: 32 bits, unsigned. Its state only counts, so each number is
 * found without those before it. After 2^32 numbers they come again.
 */
export function randomAt(seed: number, n: number): number {
  const state = (seed + Math.imul(n + 1, 0x6d2b79f5)) | 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return (mixed ^ (mixed >>> 14)) >>> 0
}
