import { type Keys, makeKeys } from '../shape.js'

/** The members of requests and responses; the numbers are theirs in this order. */
export const KEYS: Keys = makeKeys(['jsonrpc', 'method', 'params', 'id', 'result', 'error', 'timeout', 'meta'], false)
export const JSONRPC = 0
export const METHOD = 1
export const PARAMS = 2
export const ID = 3
export const RESULT = 4
export const ERROR = 5
export const TIMEOUT = 6
export const META = 7
