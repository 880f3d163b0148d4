import { quoted } from './clash.js'
import type { CodecName } from './codecs.js'
import type { Diagnostic } from './diagnostic.js'
import type { Declaration, FieldNode, Program } from './node.js'
import { hasZero } from './zero.js'

/** The fields that tell the members of unions apart: a member without its own is no member. */
function discriminators(declared: ReadonlyMap<string, Declaration>): ReadonlySet<FieldNode> {
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

/** Required fields without a zero value, once for all of the codecs, each of which lets a sender leave zeroes out. */
export function checkZero(
  { files }: Program,
  codecs: readonly CodecName[],
  declared: ReadonlyMap<string, Declaration>,
): readonly Diagnostic[] {
  if (codecs.length === 0) return []
  const exempt = discriminators(declared)
  const fields = files.flatMap(({ declarations }) =>
    declarations.flatMap((declaration) => (declaration.kind === 'message' ? declaration.fields : [])),
  )
  return fields
    .filter((field) => !field.optional && !exempt.has(field) && !hasZero(field.type, declared))
    .map(({ name, span }) => ({
      severity: 'warning',
      span,
      message: `the field ${quoted(name)} has no zero value: a peer that leaves it out over ${codecs.join(' or ')} fails the call`,
      hint: "Make it optional; an enum can have a member '' or 0 instead.",
    }))
}
