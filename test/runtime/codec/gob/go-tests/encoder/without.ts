import type { Without } from './go-test-names.js'

/** The tests of encoder_test.go that have no counterpart in TypeScript. */
export const without: readonly Without[] = [
  {
    name: 'TestValueError',
    reason:
      'Go decodes into what a pointer points to, and refuses a receiver that is none. We answer with a fresh value: there is no receiver to be wrong.',
  },
  {
    name: 'TestSliceReusesMemory',
    reason:
      'Go fills the memory of the slice that it decodes into. We decode into nothing that was there before: every value is a fresh one.',
  },
]
