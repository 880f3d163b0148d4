/** What a run is repeated by. */
export const SEED_VARIABLE = 'DIFFERENTIAL_SEED'

/** The seed of the environment, or one at random. */
export function seedOf(environment: Readonly<Record<string, string | undefined>>): number {
  const given = environment[SEED_VARIABLE]
  return given === undefined ? Math.floor(Math.random() * 2 ** 30) : Number(given)
}
