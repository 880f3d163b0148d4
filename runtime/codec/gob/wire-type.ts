import type { HookForm } from '../../hook.js'

/** A type as a peer has defined it on its stream (encoding/gob/type.go, wireType). Ids name other types. */
export type WireType =
  | { readonly kind: 'array'; readonly element: number; readonly length: number }
  | { readonly kind: 'slice'; readonly element: number }
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly WireField[] }
  | { readonly kind: 'map'; readonly key: number; readonly element: number }
  | { readonly kind: 'opaque'; readonly name: string; readonly form: MarshaledForm }

/** Which of Go's interfaces made the bytes of a type that marshals itself. */
export type MarshaledForm = Exclude<HookForm, 'string' | 'bytes'>

export interface WireField {
  readonly name: string
  readonly id: number
}

/** The ids that every gob stream knows from the start (encoding/gob/type.go). */
export const BOOL = 1
export const INT = 2
export const UINT = 3
export const FLOAT = 4
export const BYTES = 5
export const STRING = 6
export const COMPLEX = 7
export const INTERFACE = 8

/** Ids below are gob's own. Go 1.21 and later begin here, earlier ones at {@link FIRST_ID}. */
export const LOWEST_ID = 64
/** The id that our own definitions begin with, as in Go before 1.21. */
export const FIRST_ID = 65

/** The name that Go's messages have for an id that needs no definition. */
export const basicNames: ReadonlyMap<number, string> = new Map([
  [BOOL, 'bool'],
  [INT, 'int'],
  [UINT, 'uint'],
  [FLOAT, 'float'],
  [BYTES, '[]byte'],
  [STRING, 'string'],
  [COMPLEX, 'complex'],
  [INTERFACE, 'interface {}'],
])
