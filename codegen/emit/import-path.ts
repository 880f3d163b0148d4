export type ImportExtension = 'js' | 'ts' | 'none'

export const importExtensions: readonly ImportExtension[] = ['js', 'ts', 'none']

/** How the generated module `from` imports the generated module `to`. */
export function importPath(from: string, to: string, extension: ImportExtension): string {
  const above = from.split('/').slice(0, -1)
  const below = to.split('/')
  while (above.length > 0 && below.length > 1 && above[0] === below[0]) {
    above.shift()
    below.shift()
  }
  const path = (above.length === 0 ? './' : '../'.repeat(above.length)) + below.join('/')
  return extension === 'none' ? path : `${path}.${extension}`
}
