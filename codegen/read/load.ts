import { fileURLToPath, pathToFileURL } from 'node:url'
import { createJiti, type Jiti } from 'jiti'

export type Loaded = { readonly exports: Readonly<Record<string, unknown>> } | { readonly error: unknown }

/** The words of schema authors are those of this very package, so that words and reader are of one version. */
const words = fileURLToPath(new URL('../schema/index', import.meta.url))

/**
 * Evaluates schema files, in order. All go through one loader, plain JavaScript
 * too: what two files import is then one object, and its identity says that it
 * is one message. Nothing stays in the cache of modules, so that the next run
 * reads what stands in the files by then.
 */
export async function loadAll(paths: readonly string[], cwd: string): Promise<readonly Loaded[]> {
  const jiti = createJiti(pathToFileURL(`${cwd}/`).href, { alias: { 'rpcgen/schema': words } })
  const cached = new Set(Object.keys(jiti.cache))
  try {
    const loaded: Loaded[] = []
    for (const path of paths) loaded.push(await load(jiti, path))
    return loaded
  } finally {
    for (const key of Object.keys(jiti.cache)) if (!cached.has(key) && !isPackage(key)) delete jiti.cache[key]
  }
}

const isPackage = (path: string): boolean => /[\\/]node_modules[\\/]/.test(path)

async function load(jiti: Jiti, path: string): Promise<Loaded> {
  try {
    return { exports: { ...(await jiti.import<object>(path)) } }
  } catch (error) {
    return { error }
  }
}
