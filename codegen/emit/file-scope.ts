import type {
  CustomNode,
  Declaration,
  EnumNode,
  ListNode,
  MapNode,
  MessageNode,
  RecordNode,
  SchemaFile,
  SetNode,
  TupleNode,
  TypeNode,
} from '../ir/node.js'
import { exportsOf } from './exports.js'
import { hookName } from './hook.js'
import { Imports } from './imports.js'
import { Names, uncapitalize } from './names.js'
import { typeName } from './type-name.js'

export type CollectionNode = ListNode | SetNode | TupleNode | MapNode | RecordNode

/** The names of a type's description and of the two functions that carry its values. */
export interface HelperNames {
  readonly type: string
  readonly write: string
  readonly read: string
}

export interface CollectionRequest extends HelperNames {
  readonly node: CollectionNode
}

/** A helper that the file shall hold for `node`, by its name. */
export interface Request<Node> {
  readonly name: string
  readonly node: Node
}

/** Names that generated functions give their own variables; an import never takes one. */
const locals = ['e', 'd', 'v', 'n', 'i', 'slot', 'item', 'items', 'key', 'keys', 'value']

/**
 * What one generated file knows of itself while it is written: which names are
 * taken, what it imports, and which helpers the code written so far calls for.
 * Helpers are asked for by the emitters and rendered by the file at the end, so
 * each is there once and only when it is used.
 */
export class FileScope {
  readonly file: SchemaFile
  readonly declarations: ReadonlyMap<string, Declaration>
  readonly imports: Imports
  /** Asked for so far, in order; a map that is walked while it grows. */
  readonly collections: Map<string, CollectionRequest> = new Map()
  readonly bodies: Map<string, Request<TypeNode>> = new Map()
  readonly zeroes: Map<string, Request<MessageNode>> = new Map()
  readonly enums: Map<string, Request<EnumNode>> = new Map()
  readonly customs: Map<string, Request<CustomNode>> = new Map()
  readonly #names = new Names()
  readonly #own: ReadonlySet<string>
  readonly #owners: ReadonlyMap<string, string>
  readonly #helpers = new Map<string, HelperNames>()

  /** `owners` tells the module of each declaration by its id. */
  constructor(file: SchemaFile, declarations: ReadonlyMap<string, Declaration>, owners: ReadonlyMap<string, string>) {
    this.file = file
    this.declarations = declarations
    this.#owners = owners
    this.#own = new Set(file.declarations.map(({ id }) => id))
    const { values, types } = exportsOf(file)
    const exports = [...values, ...types]
    for (const name of exports) this.#names.claim(name)
    for (const name of locals) if (!exports.includes(name)) this.#names.claim(name)
    this.imports = new Imports(this.#names)
  }

  declaration(id: string): Declaration {
    const found = this.declarations.get(id)
    if (found === undefined) throw new Error(`the program has no declaration "${id}"`)
    return found
  }

  owns(id: string): boolean {
    return this.#own.has(id)
  }

  stub(name: string): string {
    return this.imports.stub(name)
  }

  stubType(name: string): string {
    return this.imports.stubType(name)
  }

  /** What an export of a module that is not generated is called in this file. */
  external(module: string, name: string): string {
    return this.imports.external(module, name)
  }

  /** What a declaration's export is called in this file: its own name, or that of an import. */
  exported(id: string): string {
    const { name } = this.declaration(id)
    if (this.owns(id)) return name
    const owner = this.#owners.get(id)
    if (owner === undefined) throw new Error(`no file of the program declares "${id}"`)
    return this.imports.sibling(owner, name)
  }

  /** The unexported names that stand beside one of this file's own exports. */
  helpers(id: string): HelperNames {
    const known = this.#helpers.get(id)
    if (known !== undefined) return known
    const names = this.#helperNames(this.declaration(id).name)
    this.#helpers.set(id, names)
    return names
  }

  collection(node: CollectionNode): HelperNames {
    const key = JSON.stringify(node)
    const known = this.collections.get(key)
    if (known !== undefined) return known
    const made = { node, ...this.#helperNames(typeName(node, this)) }
    this.collections.set(key, made)
    return made
  }

  /** The unexported `Message` of a method's params or result that is no declaration of its own. */
  body(node: TypeNode): string {
    return this.#request(this.bodies, JSON.stringify(node), node, () => `${uncapitalize(typeName(node, this))}Body`)
  }

  zeroFunction(node: MessageNode): string {
    return this.#request(this.zeroes, node.id, node, () => `zero${node.name}`)
  }

  /** The runtime's description of an enum, whichever module declares it. */
  enumType(node: EnumNode): string {
    return this.#request(this.enums, node.id, node, () => `${node.name}Type`)
  }

  /** The runtime's description of a type that marshals itself; any module can make one of any hook. */
  customType(node: CustomNode): string {
    return this.#request(this.customs, JSON.stringify(node), node, () => `${hookName(node)}Type`)
  }

  /** A name for a constant of the file that is asked for once. */
  constant(wanted: string): string {
    return this.#names.allocate(wanted)
  }

  #request<Node>(requests: Map<string, Request<Node>>, key: string, node: Node, wanted: () => string): string {
    const known = requests.get(key)
    if (known !== undefined) return known.name
    const name = this.#names.allocate(wanted())
    requests.set(key, { name, node })
    return name
  }

  #helperNames(name: string): HelperNames {
    return {
      type: this.#names.allocate(`${name}Type`),
      write: this.#names.allocate(`write${name}`),
      read: this.#names.allocate(`read${name}`),
    }
  }
}
