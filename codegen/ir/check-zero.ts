import { quoted } from './clash.js'
import { type CodecName, codecs } from './codecs.js'
import type { Diagnostic } from './diagnostic.js'
import { discriminators } from './discriminators.js'
import type { Declaration, Program } from './node.js'
import { hasZero } from './zero.js'

/** Required fields without a zero value, once for all of the named codecs that let a sender leave zeroes out. */
export function checkZero(
  { files }: Program,
  named: readonly CodecName[],
  declared: ReadonlyMap<string, Declaration>,
): readonly Diagnostic[] {
  const over = named.filter((codec) => codecs[codec].zeroes)
  if (over.length === 0) return []
  // A member of a union without its own is no member.
  const exempt = discriminators(declared)
  const fields = files.flatMap(({ declarations }) =>
    declarations.flatMap((declaration) => (declaration.kind === 'message' ? declaration.fields : [])),
  )
  return fields
    .filter((field) => !field.optional && !exempt.has(field) && !hasZero(field.type, declared))
    .map(({ name, span }) => ({
      severity: 'warning',
      span,
      message: `the field ${quoted(name)} has no zero value: a peer that leaves it out over ${over.join(' or ')} fails the call`,
      hint: "Make it optional; an enum can have a member '' or 0 instead.",
    }))
}
