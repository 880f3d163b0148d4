import { isId } from '../ir/id.js'
import { type Run, report } from './context.js'
import type { Schema } from './schema.js'
import type { Site } from './site.js'

/** The `id` option of a field, of a member of a union or of an error's details. */
export function readId({ id }: Schema, site: Site, run: Run): number | undefined {
  if (id === undefined || isId(id)) return id
  report(run, 'error', site, 'an id is an integer from 1 to 32,767', 'Write { id: 1 }, or leave it out.')
  return undefined
}
