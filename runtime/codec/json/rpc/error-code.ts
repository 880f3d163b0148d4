import { type ErrorCode, isErrorCode } from '../../../error.js'

/** The numbers of the specification's section 5.1. */
export const PARSE_ERROR = -32_700
export const INVALID_REQUEST = -32_600

/** What the specification says of what is no request. */
export const texts: ReadonlyMap<number, string> = new Map([
  [PARSE_ERROR, 'Parse error'],
  [INVALID_REQUEST, 'Invalid Request'],
])

/** For an error of which there is nothing to say but its text: the first of those that are left to servers. */
export const SERVER_ERROR = -32_000

const METHOD_NOT_FOUND = -32_601
const INVALID_PARAMS = -32_602
const INTERNAL_ERROR = -32_603

/** RequestCancelled of the Language Server Protocol. */
const CANCELLED = -32_800

/** The codes that have a number; the others are named in the error's data. */
const numbers: ReadonlyMap<ErrorCode, number> = new Map([
  ['no_such_method', METHOD_NOT_FOUND],
  ['bad_args', INVALID_PARAMS],
  ['internal', INTERNAL_ERROR],
  ['canceled', CANCELLED],
])
const codes: ReadonlyMap<number, ErrorCode> = new Map([...numbers].map(([code, number]) => [number, code]))

export function numberOf(code: ErrorCode): number {
  return numbers.get(code) ?? SERVER_ERROR
}

/** Whether the data has to say what the number does not. */
export function isUnsaid(code: ErrorCode): boolean {
  return code !== 'remote' && !numbers.has(code)
}

/** What a number, and the name in the data, say of an error. */
export function codeOf(number: number, named: string): ErrorCode {
  return codes.get(number) ?? (isErrorCode(named) ? named : 'remote')
}
