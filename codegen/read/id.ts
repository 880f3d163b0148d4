import { isId } from '../ir/id.js'
import { type Context, type Run, report } from './context.js'
import { unionForm } from './declarable.js'
import type { Schema } from './schema.js'
import type { Site } from './site.js'

/** The `id` option of a field, which stands beside the null of one that can be null, or in what it is otherwise. */
export function readFieldId(schema: Schema, site: Site, { run, defs }: Context): number | undefined {
  const { form, members } = unionForm(schema, defs)
  const [only] = members
  return readId(schema.id === undefined && form === 'one' && only !== undefined ? only.schema : schema, site, run)
}

/** The `id` option of a member of a union or of an error's details. */
export function readId({ id }: Schema, site: Site, run: Run): number | undefined {
  if (id === undefined || isId(id)) return id
  report(run, 'error', site, 'an id is an integer from 1 to 32,767', 'Write { id: 1 }, or leave it out.')
  return undefined
}
