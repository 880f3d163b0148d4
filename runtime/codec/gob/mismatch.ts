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
 * every first week with Go's customary `UserID`. Without a listener, on the console.
 */
export function mismatchReporter(report: (text: string) => void = (text) => console.warn(text)): MismatchListener {
  const reported = new Set<StructType>()
  return (type, peerName, ours, theirs) => {
    if (reported.has(type)) return
    reported.add(type)
    const hints = ours.slice(0, MOST).flatMap((name) => {
      const other = likely(name, theirs)
      return other === undefined ? [] : [`did you mean wire: ${quote(other)} for ${name}?`]
    })
    const text = `gob: ${type.name} has ${list(ours)}, which the peer's ${quote(peerName || 'struct')} lacks; it has ${list(theirs)} instead`
    try {
      report([text, ...hints].join('; '))
    } catch {
      // What a listener throws is not the fault of the call at hand.
    }
  }
}

/** How many names a report shows. */
const MOST = 10

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map(quote).join(', ')
  return names.length > MOST ? `${shown} and ${names.length - MOST} more` : shown
}

/** A peer's name may hold anything, and a console obeys control characters. */
function quote(name: string): string {
  return JSON.stringify(name.slice(0, 100))
}
