import { isDeepStrictEqual } from 'node:util'
import type { GoOracle } from '../peers/go-oracle.js'
import { bareWriter } from '../runtime/codec/gob/bare-stream.js'
import { unhex } from '../runtime/codec/gob/harness.js'
import { bareDefinitions } from './bare-definitions.js'
import { formOf } from './form.js'
import { judge, oursOf } from './judge.js'
import type { Finding } from './run.js'
import type { Sample } from './sample.js'
import { sent } from './sent.js'

/** A value goes from us to Go and from Go to us, in the same bytes. */
export async function askValue(oracle: GoOracle, sample: Sample): Promise<Finding> {
  const { type, go, value } = sample
  const form = formOf(type, value)
  const ours = bareWriter()(type, value)
  const [theirs, read] = await Promise.all([oracle.encode(go, form), oracle.decode(go, ours)])

  const [byUs, byGo] = [sent(type, form, 'us'), sent(type, form, 'Go')]
  const there = judge({ receiver: sample, stream: ours }, { value: byUs }, read)
  if (there === undefined) return complain('Go does not read what we write', ours, read)

  const question = { receiver: sample, stream: theirs }
  const found = oursOf(question)
  const back = judge(question, found, { value: byGo })
  if (back === undefined) return complain('we do not read what Go writes', theirs, found)

  const isExplicit = !isDeepStrictEqual(byUs, byGo)
  // In Knot there is a list of pointers, which Go takes for another type than a list of knots.
  if (!isExplicit && hasOneOrder(value) && !go.includes('Knot')) {
    const [own, other] = [ours, theirs].map((stream) => bareDefinitions([...unhex(stream)]))
    if (!isDeepStrictEqual(own, other)) return complain('we write other bytes than Go', ours, theirs)
  }
  return { accepted: true, reasons: [...there, ...back].map(({ reason }) => reason) }

  function complain(what: string, ...shown: readonly unknown[]): Finding {
    return { complaint: [what, go, JSON.stringify(form), ...shown.map((each) => JSON.stringify(each))].join('\n') }
  }
}

/** Go writes the entries of a map in any order. */
function hasOneOrder(value: unknown): boolean {
  if (value instanceof Map) return value.size < 2 && [...value].flat().every(hasOneOrder)
  return typeof value !== 'object' || value === null || Object.values(value).every(hasOneOrder)
}
