import type { TypeNode } from '../../ir/node.js'
import type { Reader } from '../context.js'
import { tagOf } from '../schema.js'

/** The reader of a kind that is always the same type. */
export function scalar(node: TypeNode): Reader {
  return () => node
}

export const readTimestamp: Reader = (schema) => ({ kind: 'timestamp', exact: tagOf(schema).exact === true })
