import type { Timestamp } from '../../../type.js'

/** Where something stands in a stream: from byte `start` up to, not including, byte `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * A value as its stream describes it, with no schema. The range of a value that
 * new types cut apart spans the messages between its pieces.
 */
export type GobValue = ByteRange &
  (
    | { readonly kind: 'bool'; readonly value: boolean }
    /** A bigint when it is no safe integer. */
    | { readonly kind: 'int' | 'uint'; readonly value: number | bigint }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'complex'; readonly real: number; readonly imaginary: number }
    /** Go does not ask that a string be UTF-8; `raw` has the bytes of one that is not. */
    | { readonly kind: 'string'; readonly value: string; readonly raw?: Uint8Array | undefined }
    | { readonly kind: 'bytes'; readonly value: Uint8Array }
    /** The fields that were sent: those that are zero are left out. `id` is the type's. */
    | { readonly kind: 'struct'; readonly id: number; readonly name: string; readonly fields: readonly GobField[] }
    | { readonly kind: 'array' | 'slice'; readonly id: number; readonly elements: readonly GobValue[] }
    /** In the order of the wire; a key may come twice. */
    | { readonly kind: 'map'; readonly id: number; readonly entries: readonly GobEntry[] }
    /** The value of an interface under the name that it is registered by; nil has neither. */
    | { readonly kind: 'interface'; readonly typeName: string; readonly value: GobValue | null }
    /** What a type's own marshaller has written. `time` is what it means when the type is `time.Time`. */
    | {
        readonly kind: 'opaque'
        readonly id: number
        readonly name: string
        readonly value: Uint8Array
        readonly time?: Timestamp | undefined
      }
    /** Stands only in the part of a value that comes with a fault: what could not be read. */
    | { readonly kind: 'unread' }
  )

export interface GobField {
  readonly name: string
  readonly value: GobValue
}

export interface GobEntry {
  readonly key: GobValue
  readonly value: GobValue
}
