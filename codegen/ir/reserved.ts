const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Names that TypeScript keeps for itself: no type and no class may be called so. */
const keywords = words(`
  abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue
  debugger declare default delete do else enum eval export extends false finally for from function get global if
  implements import in infer instanceof interface intrinsic is keyof let module namespace never new null number object
  of out override package private protected public readonly require return satisfies set static string super switch
  symbol this throw true try type typeof undefined unique unknown using var void while with yield
`)

/** Globals that generated code stands on; a declaration of that name would hide them. */
const globals = words(`
  AbortSignal Array ArrayBuffer AsyncIterable BigInt Boolean Buffer DataView Date Error Function Infinity Intl Iterable
  JSON Map Math NaN Number Object Omit Partial Pick Promise Proxy Readonly ReadonlyArray ReadonlyMap Record Reflect
  RegExp Required Set String Symbol Uint8Array WeakMap WeakSet globalThis
`)

/** What an await or a lookup on the prototype would find. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u

export function isIdentifier(name: string): boolean {
  return identifier.test(name)
}

/** Why no type, constant or class of generated code can have this name, or undefined. */
export function refusesDeclared(name: string): string | undefined {
  if (!isIdentifier(name)) return 'is no identifier'
  if (keywords.has(name)) return 'is a word of TypeScript'
  if (globals.has(name)) return 'is a global that generated code uses'
  return inherited.has(name) ? 'is inherited by every object' : undefined
}

/** Why no method of a stub can have this name, or undefined. */
export function refusesMethod(name: string): string | undefined {
  if (!isIdentifier(name)) return 'is no identifier'
  if (name === 'then') return 'would make the stub look like a promise'
  return inherited.has(name) ? 'is inherited by every object' : undefined
}

/** Why no error of a service can have this name, or undefined. */
export function refusesError(name: string): string | undefined {
  if (!isIdentifier(name)) return 'is no identifier'
  return inherited.has(name) ? 'is inherited by every object' : undefined
}

/**
 * Why no field of a message can have this name, or undefined. An optional one
 * called `toString` would be found on every object that lacks it.
 */
export function refusesField(name: string, optional: boolean): string | undefined {
  if (!isIdentifier(name)) return 'is no identifier'
  if (name === '__proto__') return 'is the prototype of every object'
  return optional && inherited.has(name) ? 'is inherited by every object' : undefined
}
