import { clashes, quoted } from './clash.js'
import type { CodecName } from './codecs.js'
import type { Diagnostic } from './diagnostic.js'
import type { Declaration, MessageNode, Program, UnionNode } from './node.js'
import { refusesDeclared } from './reserved.js'

/** The most bytes that Go reads as the name of a type (encoding/gob/decode.go, `decodeInterface`). */
const LONGEST = 1024

const basics =
  'bool int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 string'.split(
    ' ',
  )

/** Names of Go's own types: those that gob registers (encoding/gob/type.go, `registerBasics`), and those of other values that are plain here. */
const taken: ReadonlySet<string> = new Set([
  ...basics,
  ...basics.map((name) => `[]${name}`),
  '[]interface {}',
  'map[string]interface {}',
  'time.Time',
  '*big.Int',
])

/** Why nothing can be registered by this name, or undefined. */
function refuses(name: string): string | undefined {
  if (name === '') return 'is empty'
  if (/\p{Cs}/u.test(name)) return 'is no Unicode text'
  if (new TextEncoder().encode(name).length > LONGEST) return `has more than ${LONGEST} bytes`
  return taken.has(name) ? 'stands for a type of Go itself' : undefined
}

function refused(message: MessageNode, name: string): readonly Diagnostic[] {
  const reason = refuses(name)
  if (reason === undefined) return []
  const text = `the Go type ${quoted(name)} of ${quoted(message.name)} ${reason}`
  return [{ severity: 'error', span: message.span, message: text, hint: "Write { goType: 'main.Circle' }." }]
}

/**
 * Names of Go types that cannot be, and those by which no reader could tell the
 * members of a union apart. A message that is given none goes by its own on gob.
 */
export function checkGoTypes(
  { files }: Program,
  codecs: readonly CodecName[],
  declared: ReadonlyMap<string, Declaration>,
): readonly Diagnostic[] {
  const derives = codecs.includes('gob')
  // A name that no message can have is refused as such.
  const nameOf = ({ wire: { gob, all }, name }: MessageNode): string | undefined =>
    gob ?? all ?? (derives && refusesDeclared(name) === undefined ? name : undefined)

  const checkMessage = (message: MessageNode): readonly Diagnostic[] => {
    const name = nameOf(message)
    return name === undefined ? [] : refused(message, name)
  }

  const checkUnion = (union: UnionNode): readonly Diagnostic[] => {
    const claims = union.members.flatMap(({ ref }) => {
      const member = declared.get(ref.id)
      const key = member?.kind === 'message' ? nameOf(member) : undefined
      return member === undefined || key === undefined ? [] : [{ key, span: union.span, member }]
    })
    return clashes(claims, (second, first) => ({
      message: `the members ${quoted(first.member.name)} and ${quoted(second.member.name)} of ${quoted(union.name)} are both the Go type ${quoted(second.key)}`,
      hint: 'Give each another goType.',
    }))
  }

  return files.flatMap(({ declarations }) =>
    declarations.flatMap((one) =>
      one.kind === 'message' ? checkMessage(one) : one.kind === 'union' ? checkUnion(one) : [],
    ),
  )
}
