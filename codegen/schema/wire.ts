/**
 * Names on the wire that replace what a codec would derive: a string for every
 * codec, or one for each codec that is named.
 */
export type Wire = string | { readonly gob?: string; readonly json?: string }

declare module 'typebox' {
  interface TSchemaOptions {
    /** The name of the field on the wire, which a codec otherwise derives from the property's. */
    wire?: Wire
    /**
     * Of an object: the name by which Go knows its type in an interface value, as
     * `gob.Register` gives it: `main.Circle`, `example.com/shop.Cart`, `*main.Node`.
     */
    goType?: string
  }
}
