import type { TSchemaOptions } from 'typebox'

/**
 * What `x-rpc` says in a schema that typebox has no word for. Plain JSON data
 * under a string key: it outlives `Optional`, `Partial` and copies of a schema.
 */
export type Tag =
  | {
      readonly kind:
        | NumberKind
        | 'bigInt'
        | 'bytes'
        | 'duration'
        | 'ip'
        | 'rawString'
        | 'uuid'
        | 'array'
        | 'map'
        | 'set'
    }
  | { readonly kind: 'timestamp'; readonly exact: boolean }
  | { readonly kind: 'message'; readonly name: string }
  | { readonly kind: 'marshaled'; readonly name: string; readonly module: string }

export type NumberKind =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float32'
  | 'complex64'
  | 'complex128'

export type TagKind = Tag['kind']

/** The author's options together with what marks the schema as one of ours. */
export function tagged(tag: Tag, options: TSchemaOptions | undefined): TSchemaOptions {
  return { ...options, 'x-rpc': tag }
}
