import { quoted } from './clash.js'
import { type CodecName, codecs, wireName } from './codecs.js'
import type { Diagnostic } from './diagnostic.js'
import type { Declaration, FieldNode, Named, Program, Span } from './node.js'
import type { Refusal } from './refusals.js'
import { type Part, partsOfMethod, walk } from './walk.js'

type Declared = ReadonlyMap<string, Declaration>

function refusal(codec: CodecName, span: Span, what: string, { reason, hint }: Refusal): Diagnostic {
  return { severity: 'error', span, message: `${what}: the ${codec} codec ${reason}`, hint }
}

/** What the codec refuses in the types of one field or method, which is to blame. */
function checkParts(parts: readonly Part[], owner: Named, codec: CodecName, declared: Declared): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const part of parts) {
    walk(part, (below) => {
      const refused = codecs[codec].refuses(below, declared)
      if (refused !== undefined) found.push(refusal(codec, owner.span, quoted(owner.name), refused))
    })
  }
  return found
}

function checkFieldName({ name, wire, span }: FieldNode, codec: CodecName): readonly Diagnostic[] {
  const rules = codecs[codec]
  const wired = wireName(wire, codec, rules.fieldName(name))
  const reason = rules.refusesField(wired)
  if (reason === undefined) return []
  const message = `the field ${quoted(name)} is ${quoted(wired)} on the wire of the ${codec} codec, which ${reason}`
  return [{ severity: 'error', span, message, hint: `Give it a name there: { wire: { ${codec}: '...' } }.` }]
}

/** What one codec cannot carry of a program. */
export function checkCodec(program: Program, codec: CodecName, declared: Declared): readonly Diagnostic[] {
  const checkField = (field: FieldNode): readonly Diagnostic[] => [
    ...checkFieldName(field, codec),
    ...checkParts([{ type: field.type, position: 'field' }], field, codec, declared),
  ]
  return program.files.flatMap(({ declarations, services }) => [
    ...declarations.flatMap((one) => (one.kind === 'message' ? one.fields.flatMap(checkField) : [])),
    ...services.flatMap(({ methods }) =>
      methods.flatMap((method) => checkParts(partsOfMethod(method), method, codec, declared)),
    ),
  ])
}
