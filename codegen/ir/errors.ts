import type { ErrorNode, ServiceNode } from './node.js'

/** Every error that the methods of a service declare, once, described where the first that has a comment is. */
export function errorsOf({ methods }: ServiceNode): readonly ErrorNode[] {
  const found = new Map<string, ErrorNode>()
  for (const error of methods.flatMap(({ errors }) => errors)) {
    const known = found.get(error.name)
    if (known === undefined || (known.doc === '' && error.doc !== '')) found.set(error.name, error)
  }
  return [...found.values()]
}
