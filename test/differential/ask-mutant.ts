import type { GoOracle, Verdict } from '../peers/go-oracle.js'
import { bareWriter } from '../runtime/codec/gob/bare-stream.js'
import { hex, unhex } from '../runtime/codec/gob/harness.js'
import { formOf } from './form.js'
import { judge, oursOf, type Question } from './judge.js'
import { type Mutant, receiverOf } from './mutant.js'
import { mutated } from './mutation.js'
import type { Finding } from './run.js'
import type { Sample } from './sample.js'

/** A stream that was tampered with is refused by both, or is the same value to both. */
export async function askMutant(oracle: GoOracle, mutant: Mutant): Promise<Finding> {
  const { sample, other, writer, mutations } = mutant
  const own = writer === 'us' ? ourStream(sample) : await oracle.encode(sample.go, formOf(sample.type, sample.value))
  const second = other === undefined ? own : ourStream(other)
  const stream = hex(Uint8Array.from(mutated([...unhex(own)], [...unhex(second)], mutations)))
  const question = { receiver: receiverOf(mutant), stream }
  const ours = oursOf(question)
  const go = await verdictOf(oracle, question, 'value' in ours)
  const differences = judge(question, ours, go)
  if (differences !== undefined) {
    return { accepted: 'value' in ours, reasons: differences.map(({ reason }) => reason) }
  }
  const said = `Go: ${JSON.stringify(go)}\nwe: ${JSON.stringify(ours)}`
  return { complaint: `read as ${question.receiver.go}\n${stream}\n${said}` }
}

function ourStream({ type, value }: Sample): string {
  return bareWriter()(type, value)
}

/**
 * What Go says of a stream. A process that has much to clean up after a question
 * may be late with the next, or have too little memory for it: where we have a
 * value, Go is asked again before it is said to have none.
 */
async function verdictOf(oracle: GoOracle, { receiver, stream }: Question, again: boolean): Promise<Verdict> {
  const verdict = await oracle.decode(receiver.go, stream)
  const died = 'hang' in verdict || 'crash' in verdict
  return died && again ? oracle.decode(receiver.go, stream) : verdict
}
