import { exportedName } from '../../go.js'

/** In what the JSON of one home differs from that of the others. */
export interface Dialect {
  /** The codec's name among a schema's `wire` names. */
  readonly codec: string
  /** The key of a field that the schema gives no name for this wire. */
  fieldName(name: string): string
  /** Whether keys are matched without regard to case. */
  readonly folds: boolean
  /** Whether what is missing, or null, is an error unless its type allows it. Otherwise it is the zero value. */
  readonly strict: boolean
}

/** encoding/json of Go. */
export const goDialect: Dialect = { codec: 'json', fieldName: exportedName, folds: true, strict: false }

/** JSON-RPC 2.0, which leaves values to those who use it: the names are the schema's, and nothing is taken for another. */
export const rpcDialect: Dialect = { codec: 'jsonrpc', fieldName: (name) => name, folds: false, strict: true }
