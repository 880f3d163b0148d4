/** The name with its first letter in upper case, which is how Go exports one. */
export function capitalized(name: string): string {
  if (name === '') return ''
  const first = String.fromCodePoint(name.codePointAt(0) ?? 0)
  return first.toUpperCase() + name.slice(first.length)
}
