import { byCodePoint } from '../ir/by-code-point.js'
import type { Names } from './names.js'

const STUB = '@rpcgen/runtime/stub'

export interface ImportStatement {
  readonly module: string
  /** Whether it is a module of the output folder; any other is named as it is. */
  readonly sibling: boolean
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
  readonly #externals = new Map<string, Map<string, Imported>>()
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
    return this.#importFrom(this.#siblings, module, name)
  }

  /** An export of a module that is not generated, as its author names it. */
  external(module: string, name: string): string {
    return this.#importFrom(this.#externals, module, name)
  }

  #importFrom(modules: Map<string, Map<string, Imported>>, module: string, name: string): string {
    const imports = modules.get(module) ?? new Map<string, Imported>()
    modules.set(module, imports)
    return this.#import(imports, name)
  }

  #import(imports: Map<string, Imported>, name: string): string {
    const known = imports.get(name)
    if (known !== undefined) return known.alias
    const alias = this.#names.allocate(name)
    imports.set(name, { name, alias })
    return alias
  }

  /** The stub's types first, then its values, then the modules that are not generated, then the sibling ones; each by code point. */
  statements(): readonly ImportStatement[] {
    return [
      { module: STUB, sibling: false, typeOnly: true, specifiers: specifiers(this.#types) },
      { module: STUB, sibling: false, typeOnly: false, specifiers: specifiers(this.#values) },
      ...statementsOf(this.#externals, false),
      ...statementsOf(this.#siblings, true),
    ].filter((statement) => statement.specifiers.length > 0)
  }
}

function statementsOf(
  modules: ReadonlyMap<string, ReadonlyMap<string, Imported>>,
  sibling: boolean,
): readonly ImportStatement[] {
  return [...modules]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([module, imports]) => ({ module, sibling, typeOnly: false, specifiers: specifiers(imports) }))
}

function specifiers(imports: ReadonlyMap<string, Imported>): readonly string[] {
  return [...imports.values()]
    .sort((a, b) => byCodePoint(a.name, b.name))
    .map(({ name, alias }) => (name === alias ? name : `${name} as ${alias}`))
}
