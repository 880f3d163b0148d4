import type { Names } from './names.js'
import { byCodePoint } from './text.js'

export const STUB = '@rpcgen/runtime/stub'

export interface ImportStatement {
  /** A module of the output folder, or a package when `module` is {@link STUB}. */
  readonly module: string
  readonly typeOnly: boolean
  /** `name`, or `name as alias`. */
  readonly specifiers: readonly string[]
}

interface Imported {
  readonly name: string
  readonly alias: string
}

/** The imports of one file: written down as code asks for them, so only what is used is imported. */
export class Imports {
  readonly #names: Names
  readonly #types = new Map<string, Imported>()
  readonly #values = new Map<string, Imported>()
  readonly #siblings = new Map<string, Map<string, Imported>>()

  constructor(names: Names) {
    this.#names = names
  }

  stub(name: string): string {
    return this.#import(this.#values, name)
  }

  stubType(name: string): string {
    return this.#import(this.#types, name)
  }

  /** A declaration of another generated module; the import carries both its value and its type. */
  sibling(module: string, name: string): string {
    const imports = this.#siblings.get(module) ?? new Map<string, Imported>()
    this.#siblings.set(module, imports)
    return this.#import(imports, name)
  }

  #import(imports: Map<string, Imported>, name: string): string {
    const known = imports.get(name)
    if (known !== undefined) return known.alias
    const alias = this.#names.allocate(name)
    imports.set(name, { name, alias })
    return alias
  }

  /** Types first, then values, then the sibling modules; everything by code point. */
  statements(): readonly ImportStatement[] {
    const modules = [...this.#siblings].sort(([a], [b]) => byCodePoint(a, b))
    return [
      { module: STUB, typeOnly: true, specifiers: specifiers(this.#types) },
      { module: STUB, typeOnly: false, specifiers: specifiers(this.#values) },
      ...modules.map(([module, imports]) => ({ module, typeOnly: false, specifiers: specifiers(imports) })),
    ].filter((statement) => statement.specifiers.length > 0)
  }
}

function specifiers(imports: ReadonlyMap<string, Imported>): readonly string[] {
  return [...imports.values()]
    .sort((a, b) => byCodePoint(a.name, b.name))
    .map(({ name, alias }) => (name === alias ? name : `${name} as ${alias}`))
}
