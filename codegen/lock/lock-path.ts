import type { SchemaFile } from '../ir/node.js'
import { LOCK } from './lock.js'

/** Where the ids of a schema file are kept: in the folder that its module's name counts from. */
export function lockPath({ module, path }: Pick<SchemaFile, 'module' | 'path'>): string {
  const bare = path.replace(/\.[^./]*$/, '')
  return `${bare.endsWith(module) ? bare.slice(0, -module.length) : ''}${LOCK}`
}
