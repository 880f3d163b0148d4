/** Throws when a value is not what was sent; what class it is of is the library's own affair. */
export function check(got: unknown, sent: unknown): void {
  if (!same(got, sent)) throw new Error(`got ${JSON.stringify(got)} instead of ${JSON.stringify(sent)}`)
}

function same(got: unknown, sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null) return Object.is(got, sent)
  if (typeof got !== 'object' || got === null || Array.isArray(got) !== Array.isArray(sent)) return false
  if (Array.isArray(sent) && (got as readonly unknown[]).length !== sent.length) return false
  const fields = got as Readonly<Record<string, unknown>>
  return Object.entries(sent).every(([key, value]) => same(fields[key], value))
}
