/**
 * Names on the wire that replace what a codec would derive: a string for every
 * codec, or one for each codec that is named.
 */
export type Wire = string | WireByCodec

/**
 * A service's name may be empty where methods stand without it: on `jsonrpc`,
 * `msgpackrpc` and `thrift`.
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
  /** Thrift, which has no names of fields: ids stand for them. */
  readonly thrift?: string
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
    /**
     * What stands for the schema on wires that number what they send (Thrift), from
     * 1 to 32,767: of a field's schema, the field's number in its message; of a
     * member of a union, the member's in the union; of an error's details, the
     * error's in its method. A message that stands in several places is numbered in
     * each: `Type.With(Point, { id: 3 })` is `Point` all the same. Default: the
     * generator finds numbers when Thrift is asked for, and keeps them in
     * `rpcgen.lock.json`.
     */
    id?: number
  }
}
