import { isIdentifier } from '../ir/reserved.js'

/** Words that cannot name a variable of a module, and globals that generated code counts on. */
const reserved: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield ' +
    'Array Date Infinity Map NaN Object Promise Record Set Uint8Array'
  ).split(' '),
)

/** The names of one scope. Who comes first keeps the name; who comes later gets a `$` behind it. */
export class Names {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /** Takes a name that must not change: a schema's export. */
  claim(name: string): void {
    if (!isIdentifier(name) || reserved.has(name))
      throw new Error(`"${name}" cannot name an export; the reader lets none pass`)
    if (this.#taken.has(name)) throw new Error(`"${name}" is exported twice by one file; the reader lets none pass`)
    this.#taken.add(name)
  }

  /** Takes `wanted`, or what it becomes when that is taken, reserved or no identifier. */
  allocate(wanted: string): string {
    let name = isIdentifier(wanted)
      ? wanted
      : wanted.replace(/[^\p{ID_Continue}$]/gu, '_').replace(/^(?!\p{ID_Start}|[$_])/u, '_')
    while (this.#taken.has(name) || reserved.has(name)) name += '$'
    this.#taken.add(name)
    return name
  }
}

/** The identifiers that code mentions on its own, not as a property: what its local names must not hide. */
export function mentioned(code: string): readonly string[] {
  return code.match(/(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu) ?? []
}

export function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export function uncapitalize(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
