/** An unsigned integer as gob has it (encoding/gob/doc.go), and where it ends; undefined where none is. */
export function uintAt(
  bytes: ArrayLike<number>,
  at: number,
): { readonly value: bigint; readonly end: number } | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  if (first < 128) return { value: BigInt(first), end: at + 1 }
  const end = at + 1 + 256 - first
  if (end > at + 9 || end > bytes.length) return undefined
  let value = 0n
  for (let i = at + 1; i < end; i++) value = (value << 8n) | BigInt(bytes[i] as number)
  return { value, end }
}

/** The bytes of an unsigned integer; with `size`, so many behind the first, which may be more than it needs. */
export function uintBytes(value: bigint, size?: number): readonly number[] {
  if (value < 128n && size === undefined) return [Number(value)]
  const digits = value.toString(16)
  const needed = Math.ceil(digits.length / 2)
  const length = Math.max(size ?? needed, needed)
  return [256 - length, ...Buffer.from(digits.padStart(2 * length, '0'), 'hex')]
}
