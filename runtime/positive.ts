/** Throws a RangeError for the first of these that is no positive number; `what` tells what they are. */
export function checkPositive(what: string, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'number' || !(value > 0)) {
      throw new RangeError(`the ${what} ${name} is ${String(value)}, and no positive number`)
    }
  }
}

/**
 * The defaults with what is given in their place; an undefined value is one that
 * is not given, and a name that has no default is passed over. Throws a
 * RangeError for what is no positive number.
 */
export function withDefaults<T extends { readonly [K in keyof T]: number }>(
  what: string,
  defaults: T,
  given: { readonly [K in keyof T]?: T[K] | undefined } = {},
): T {
  const values = { ...defaults }
  for (const name of Object.keys(defaults) as (keyof T)[]) {
    const value = given[name]
    if (value !== undefined) values[name] = value
  }
  checkPositive(what, values)
  return values
}
