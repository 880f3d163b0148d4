import type { Spec } from './spec.js'

/** A stream, in hexadecimal, and a schema to read it with. */
export interface Example {
  readonly spec: Spec
  readonly stream: string
}
