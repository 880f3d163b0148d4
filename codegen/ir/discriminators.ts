import type { Declaration, FieldNode } from './node.js'

/** The fields that tell the members of unions apart. */
export function discriminators(declared: ReadonlyMap<string, Declaration>): ReadonlySet<FieldNode> {
  const found = new Set<FieldNode>()
  for (const union of declared.values()) {
    if (union.kind !== 'union') continue
    for (const { ref } of union.members) {
      const member = declared.get(ref.id)
      const field = member?.kind === 'message' && member.fields.find(({ name }) => name === union.discriminator)
      if (field) found.add(field)
    }
  }
  return found
}
