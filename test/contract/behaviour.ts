import type { Wire } from './wire.js'

/** Something that every wire does, or declares that it does not. */
export interface Behaviour {
  /** Completes "a codec ...". */
  readonly name: string
  run(wire: Wire): Promise<void>
}
