import type { StructType } from '../../type.js'
import type { MismatchListener } from './plan.js'

/** A field that one side has under another name: the same but for case, as Go's `UserID` for `userId`. */
function likely(name: string, others: readonly string[]): string | undefined {
  const folded = name.toLowerCase()
  return others.find((other) => other.toLowerCase() === folded)
}

/**
 * Reports, once for each message, that a peer's fields and ours have different
 * names: gob matches by name and drops the rest in silence, which is the trap of
 * every first week with Go's customary `UserID`.
 */
export function mismatchReporter(report: (text: string) => void): MismatchListener {
  const reported = new Set<StructType>()
  return (type, peerName, ours, theirs) => {
    if (reported.has(type)) return
    reported.add(type)
    const hints = ours.flatMap((name) => {
      const other = likely(name, theirs)
      return other === undefined ? [] : [`did you mean wire: '${other}' for ${name}?`]
    })
    const text = `gob: ${type.name} has ${list(ours)}, which the peer's ${peerName || 'struct'} lacks; it has ${list(theirs)} instead`
    report([text, ...hints].join('; '))
  }
}

function list(names: readonly string[]): string {
  return names.join(', ')
}
