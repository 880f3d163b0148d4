import { UserError } from '../ir/user-error.js'

/** Lists, in the output folder, the files that rpcgen made there: a later run may remove those and no others. */
export const MANIFEST = 'rpcgen.manifest.json'

export function manifestText(paths: readonly string[]): string {
  return `${JSON.stringify({ files: paths }, null, 2)}\n`
}

/** The files that a manifest lists, as it has them: whether one may be touched is the caller's to judge. */
export function manifestFiles(text: string, path: string): readonly string[] {
  const { files } = parse(text) ?? {}
  if (Array.isArray(files) && files.every((file) => typeof file === 'string')) return files
  throw new UserError(`${path} is not a manifest of rpcgen`, 'Move it away, or name another output folder.')
}

function parse(text: string): { readonly files?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
