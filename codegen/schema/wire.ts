/**
 * Names on the wire that replace what a codec would derive: a string for every
 * codec, or one for each codec that is named.
 */
export type Wire = string | WireByCodec

/**
 * A service's name may be empty where methods stand without it: on `jsonrpc` and
 * `msgpackrpc`.
 */
export interface WireByCodec {
  readonly gob?: string
  /** Go's JSON. */
  readonly json?: string
  /** JSON-RPC 2.0. */
  readonly jsonrpc?: string
  /** MessagePack as Go's net/rpc has it. */
  readonly msgpack?: string
  /** MessagePack-RPC. */
  readonly msgpackrpc?: string
}

declare module 'typebox' {
  interface TSchemaOptions {
    /** The name of the field on the wire, which a codec otherwise derives from the property's. */
    wire?: Wire
    /**
     * Of an object: the name by which Go knows its type in an interface value, as
     * `gob.Register` gives it: `main.Circle`, `example.com/shop.Cart`, `*main.Node`.
     */
    goType?: string
    /** Of an error's details: the number by which formats with numbered errors (JSON-RPC 2.0) know the error. */
    errorCode?: number
  }
}
