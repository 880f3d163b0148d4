import { inspect } from 'node:util'
import fc from 'fast-check'
import { type GoOracle, goOracle } from '../peers/go-oracle.js'
import { SEED_VARIABLE, seedOf } from './seed.js'

/** What was found of one case. */
export type Finding =
  /** What each side says of it, when that is not the same. */
  | { readonly complaint: string }
  | {
      readonly accepted: boolean
      /** The reasons for which the two sides differ, and may. */
      readonly reasons: readonly string[]
    }

export interface Tally {
  readonly accepted: number
  readonly refused: number
  /** How often each difference was met, by its reason. */
  readonly reasons: ReadonlyMap<string, number>
}

/** Go keeps every type that it was asked about, and takes longer for each: a process is asked about so many. */
const CHAPTER = 500

/** Milliseconds for making what fails smaller. */
const PATIENCE = 30_000

/**
 * Draws cases at random and asks about each. Fails for the first of which the two
 * sides say different things, made smaller, with the seed that repeats the run.
 */
export async function run<T>(
  cases: fc.Arbitrary<T>,
  count: number,
  ask: (oracle: GoOracle, each: T) => Promise<Finding>,
): Promise<Tally> {
  const seed = seedOf(process.env)
  const reasons = new Map<string, number>()
  let accepted = 0
  for (let chapter = 0; chapter * CHAPTER < count; chapter++) {
    const drawn = { seed: seed + chapter, numRuns: CHAPTER }
    const oracle = await goOracle()
    try {
      const findings = await Promise.all(fc.sample(cases, drawn).map((each) => findingOf(oracle, each)))
      for (const [index, finding] of findings.entries()) {
        if ('complaint' in finding)
          throw new Error(await report(seed, { ...drawn, path: `${index}` }, finding.complaint))
        if (finding.accepted) accepted++
        for (const reason of finding.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      }
    } finally {
      oracle.close()
    }
  }
  return { accepted, refused: Math.ceil(count / CHAPTER) * CHAPTER - accepted, reasons }

  /** What is thrown is a complaint, too. */
  async function findingOf(oracle: GoOracle, each: T): Promise<Finding> {
    try {
      return await ask(oracle, each)
    } catch (error) {
      return { complaint: inspect(error) }
    }
  }

  async function report(seed: number, where: fc.Parameters<[T]>, complaint: string): Promise<string> {
    const oracle = await goOracle()
    let smallest = complaint
    const property = fc.asyncProperty(cases, async (each) => {
      const finding = await findingOf(oracle, each)
      if ('complaint' in finding) smallest = finding.complaint
      return !('complaint' in finding)
    })
    await fc.check(property, { ...where, interruptAfterTimeLimit: PATIENCE })
    oracle.close()
    return `${smallest}\n(repeat with ${SEED_VARIABLE}=${seed})`
  }
}
