import fc from 'fast-check'
import { type Dialect, type Made, make } from './make.js'
import { type Spec, specs } from './spec.js'
import { valuesOf } from './value.js'

/** A schema, how Go writes it, and a value of it. */
export interface Sample extends Made {
  readonly spec: Spec
  readonly dialect: Dialect
  readonly value: unknown
}

const dialects = fc.record({ named: fc.boolean(), pointers: fc.boolean() })

export const samples: fc.Arbitrary<Sample> = fc
  .record({ spec: specs, dialect: dialects })
  .chain(({ spec, dialect }) => {
    const made = make(spec, dialect)
    return valuesOf(made.type).map((value) => ({ spec, dialect, ...made, value }))
  })
