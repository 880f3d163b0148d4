/** The first key that stands twice in one object of a valid JSON text, of which `JSON.parse` would keep the last, and where. */
export function repeatedKey(json: string): { readonly key: string; readonly offset: number } | undefined {
  const open: Set<string>[] = []
  for (const { 0: token, 1: text, 2: colon, index } of json.matchAll(/[{}]|("(?:[^"\\]|\\.)*")(\s*:)?/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (text !== undefined && colon !== undefined) {
      const key: string = JSON.parse(text)
      const keys = open.at(-1)
      if (keys?.has(key)) return { key, offset: index }
      keys?.add(key)
    }
  }
  return undefined
}
