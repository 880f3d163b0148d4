import type { Canonical } from '../peers/go-gob.js'
import type { Verdict } from '../peers/go-oracle.js'
import { type Outcome, readRequests } from '../runtime/codec/gob/bare-stream.js'
import { framed, unhex } from '../runtime/codec/gob/harness.js'
import { compare } from './compare.js'
import { formOf } from './form.js'
import type { Made } from './make.js'
import { type StreamDifference, streamDifferences } from './stream-differences.js'
import type { ValueDifference } from './value-differences.js'

/** What we make of a stream: a value in canonical form, or the text of the error. */
export type Ours = { readonly value: Canonical } | { readonly error: string }

/** Bytes that arrive, and the type that they are read as. */
export interface Question {
  readonly receiver: Made
  /** In hexadecimal. */
  readonly stream: string
}

/** Request{ServiceMethod, Seq} as the type with the greatest id, which no stream has for another, and a request of it. */
const header =
  framed(
    'fcfffffffd 03 01 01 07 52657175657374 01 fcfffffffe 00 01 02 01 0d 536572766963654d6574686f64 01 0c 00 01 03 536571 01 06 00 00 00',
  ) + framed('fcfffffffe 01 03 542e4d 00')

/** Throws, with the stream, when anything is thrown in reading it that is no RpcError. */
export function oursOf({ receiver, stream }: Question): Ours {
  const [outcome] = outcomesOf(receiver, stream)
  // Go was told that there is no more.
  if (outcome === undefined) return { error: 'the stream ends before the value does' }
  return 'error' in outcome ? { error: outcome.error } : { value: formOf(receiver.type, outcome.value) }
}

function outcomesOf({ type, go }: Made, stream: string): readonly Outcome[] {
  try {
    return readRequests([unhex(header + stream)], [type])
  } catch (error) {
    throw new Error(`read as ${go}\n${stream}`, { cause: error })
  }
}

/** Whether both say the same of a stream; the differences between them that are meant, or undefined when one is not. */
export function judge(
  question: Question,
  ours: Ours,
  go: Verdict,
): readonly (StreamDifference | ValueDifference)[] | undefined {
  if ('value' in ours && 'value' in go) {
    const agreement = compare(question.receiver.type, ours.value, go.value)
    if (agreement !== undefined) return agreement
  }
  // Where Go does not live to tell, an error is what is wanted.
  if ('error' in ours && !('value' in go)) return []
  const found = streamDifferences.find(({ between }) => between(question, ours, go))
  return found === undefined ? undefined : [found]
}
