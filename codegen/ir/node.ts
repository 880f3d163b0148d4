/**
 * The intermediate representation: what the schema files say, as readonly plain
 * data with one `kind` each. `read/` makes it, `emit/` prints it; neither
 * typebox nor ts-morph appears in it.
 */

/** A place in a schema file. Lines and columns count from 1; a column counts UTF-16 units. */
export interface Span {
  /** The file as the user named it. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** How many units to underline, 1 at least. */
  readonly length: number
}

/** Wire names that replace what a codec would derive, by codec name; `all` is for every codec. */
export interface WireNames {
  readonly all?: string
  readonly [codec: string]: string | undefined
}

/** What messages, fields, services and methods have in common. */
export interface Named {
  readonly name: string
  /** The doc comment's text, without its stars; empty when there is none. */
  readonly doc: string
  readonly span: Span
}

export interface BooleanNode {
  readonly kind: 'boolean'
}
/** A signed integer in a number; 53 is `Type.Integer`. */
export interface IntNode {
  readonly kind: 'int'
  readonly bits: 8 | 16 | 32 | 53
}
export interface UintNode {
  readonly kind: 'uint'
  readonly bits: 8 | 16 | 32
}
export interface Int64Node {
  readonly kind: 'int64'
}
export interface Uint64Node {
  readonly kind: 'uint64'
}
export interface FloatNode {
  readonly kind: 'float'
  readonly bits: 32 | 64
}
export interface ComplexNode {
  readonly kind: 'complex'
  readonly bits: 64 | 128
}
export interface StringNode {
  readonly kind: 'string'
}
export interface BytesNode {
  readonly kind: 'bytes'
}
export interface TimestampNode {
  readonly kind: 'timestamp'
  readonly exact: boolean
}
export interface DurationNode {
  readonly kind: 'duration'
}
/** A type that marshals itself: a hook turns its values into bytes and back. */
export interface CustomNode {
  readonly kind: 'custom'
  readonly hook: ShippedHook | ImportedHook
}
/** A hook that is part of the runtime, by the word of the schema that stands for it. */
export type ShippedHook = 'bigInt' | 'ip' | 'rawString' | 'uuid'
/** A hook of the schema's author: the export `name` of `module`, which means the same from every file. */
export interface ImportedHook {
  readonly name: string
  readonly module: string
}
export interface UnknownNode {
  readonly kind: 'unknown'
}
export interface ListNode {
  readonly kind: 'list'
  readonly element: TypeNode
  readonly length: number | undefined
}
/** A `Set` in TypeScript; on a wire without sets the same as a list. */
export interface SetNode {
  readonly kind: 'set'
  readonly element: TypeNode
}
export interface TupleNode {
  readonly kind: 'tuple'
  readonly elements: readonly TypeNode[]
}
/** A `Map` in TypeScript. */
export interface MapNode {
  readonly kind: 'map'
  readonly key: TypeNode
  readonly value: TypeNode
}
/** A `Record<string, V>` in TypeScript; on a wire the same as a map with string keys. */
export interface RecordNode {
  readonly kind: 'record'
  readonly value: TypeNode
}
export interface NullableNode {
  readonly kind: 'nullable'
  readonly inner: TypeNode
}
/** Refers to a {@link Declaration} by the id that it has in its {@link Program}; recursive types close here. */
export interface RefNode {
  readonly kind: 'ref'
  readonly id: string
}

export type TypeNode =
  | BooleanNode
  | IntNode
  | UintNode
  | Int64Node
  | Uint64Node
  | FloatNode
  | ComplexNode
  | StringNode
  | BytesNode
  | TimestampNode
  | DurationNode
  | CustomNode
  | UnknownNode
  | ListNode
  | SetNode
  | TupleNode
  | MapNode
  | RecordNode
  | NullableNode
  | RefNode

export type TypeKind = TypeNode['kind']

export interface FieldNode extends Named {
  readonly type: TypeNode
  readonly optional: boolean
  readonly wire: WireNames
  /** Stands for the field on wires that number fields. */
  readonly id: number | undefined
}

export interface MessageNode extends Named {
  readonly kind: 'message'
  readonly id: string
  /** What a wire that names types calls this one, where the author says it: Go's `main.Circle`. */
  readonly wire: WireNames
  readonly fields: readonly FieldNode[]
}

export interface EnumMember {
  readonly name: string
  readonly value: string | number
}

export interface EnumNode extends Named {
  readonly kind: 'enum'
  readonly id: string
  /** All of one type: the reader refuses a mixture. */
  readonly members: readonly EnumMember[]
}

export interface UnionMemberNode {
  readonly tag: string | number
  readonly ref: RefNode
  readonly span: Span
  /** Stands for the member on wires that number them. */
  readonly id: number | undefined
}

/** Messages told apart by a literal in the field `discriminator`. */
export interface UnionNode extends Named {
  readonly kind: 'union'
  readonly id: string
  readonly discriminator: string
  readonly members: readonly UnionMemberNode[]
}

/** A type that has a name in TypeScript. */
export type Declaration = MessageNode | EnumNode | UnionNode

/** An error that a handler may throw; its name travels beside its text. */
export interface ErrorNode extends Named {
  /** Always of a message. */
  readonly details: RefNode
  /** The number by which formats with numbered errors know it. */
  readonly errorCode: number | undefined
  /** Stands for the error on wires that number a method's: in another method it may have another. */
  readonly id: number | undefined
}

export interface MethodNode extends Named {
  /** Undefined for a method without params. */
  readonly params: TypeNode | undefined
  readonly result: TypeNode | undefined
  /** In one service, errors of one name have the same details. */
  readonly errors: readonly ErrorNode[]
  readonly idempotent: boolean
  /** It has neither a result nor errors then. */
  readonly oneway: boolean
  /** Milliseconds; `Infinity` for none. */
  readonly timeout: number | undefined
  readonly wire: WireNames
}

/** `name` is the export, which names the TypeScript things; `wireName` is the first argument of `service`. */
export interface ServiceNode extends Named {
  readonly wireName: string
  readonly wire: WireNames
  readonly methods: readonly MethodNode[]
}

/** One schema file; what it declares is in the order of its source. */
export interface SchemaFile {
  /** The path relative to the folder argument it was found under, with `/`, without extension: `arith`, `shop/cart`. */
  readonly module: string
  /** The file as the user named it. */
  readonly path: string
  readonly declarations: readonly Declaration[]
  readonly services: readonly ServiceNode[]
}

/** All that one run reads, files in code-point order of `module`. A declaration's id is unique in it. */
export interface Program {
  readonly files: readonly SchemaFile[]
}
