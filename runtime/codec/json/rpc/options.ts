/** Options of JSON-RPC 2.0. */
export interface JsonRpcOptions {
  readonly dialect?: undefined
  /**
   * How params of several fields are sent: by name in an object, or in the order of the
   * schema in an array, where a null stands for one that is left out. Both are read.
   * Default: `named`.
   */
  readonly params?: 'named' | 'positional' | undefined
  /**
   * What stands around a message: a line feed behind each, nothing at all, or a header
   * with its length in front, as in the Language Server Protocol. Default: `newline`.
   */
  readonly framing?: 'newline' | 'concatenated' | 'content-length' | undefined
  /** Whether calls that are made in one turn leave together as one batch. Default: false. */
  readonly batch?: boolean | undefined
}
