import fc from 'fast-check'
import { type Made, make } from './make.js'
import { type Mutation, mutations } from './mutation.js'
import { type Alteration, alterations, altered } from './receiver.js'
import { type Sample, samples } from './sample.js'

/** A value whose stream is changed, and how. */
export interface Mutant {
  readonly sample: Sample
  /** What a splice takes its other half from, and a message more comes from: else it is the same stream. */
  readonly other: Sample | undefined
  readonly writer: 'Go' | 'us'
  readonly mutations: readonly Mutation[]
  /** Of the schema that it is read with. */
  readonly alterations: readonly Alteration[]
}

export const mutants: fc.Arbitrary<Mutant> = fc.record({
  sample: samples,
  other: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: samples }),
  writer: fc.constantFrom('Go', 'us'),
  mutations: fc.oneof(
    { weight: 6, arbitrary: fc.array(mutations, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  alterations: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(alterations, { minLength: 1, maxLength: 3 }) },
  ),
})

export function receiverOf({ sample, alterations }: Mutant): Made {
  return alterations.length === 0 ? sample : make(altered(sample.spec, alterations), sample.dialect)
}
