import { structType } from '../../build-type.js'
import { END } from '../../decoder.js'
import type { ErrorCode } from '../../error.js'
import { type Message, message } from '../../message.js'
import { int32, string } from '../../type.js'

/** What a server says that could not answer a call: the struct of an EXCEPTION message. */
export interface ApplicationException {
  readonly message?: string | undefined
  readonly type?: number | undefined
}

const UNKNOWN_METHOD = 1
const INTERNAL_ERROR = 6
const PROTOCOL_ERROR = 7

/** The types that say the same as one of our codes; a reader takes any other for UNKNOWN, and so does {@link typeOfCode}. */
const UNKNOWN = 0
const types: ReadonlyMap<ErrorCode, number> = new Map([
  ['no_such_method', UNKNOWN_METHOD],
  ['internal', INTERNAL_ERROR],
  ['bad_args', PROTOCOL_ERROR],
])
const codes: ReadonlyMap<number, ErrorCode> = new Map([...types].map(([code, type]) => [type, code]))

export function typeOfCode(code: ErrorCode | undefined): number {
  return (code === undefined ? undefined : types.get(code)) ?? UNKNOWN
}

export function codeOfType(type: number | undefined): ErrorCode {
  return (type === undefined ? undefined : codes.get(type)) ?? 'remote'
}

const type = structType('TApplicationException', () => [
  { name: 'message', type: string, optional: true, id: 1 },
  { name: 'type', type: int32, optional: true, id: 2 },
])

/** TApplicationException, of which either field may be missing. */
export const applicationException: Message<ApplicationException> = message<ApplicationException>(
  type,
  (e, slot, v) => {
    e.beginStruct(slot, type, v)
    if (v.message !== undefined) e.string(0, v.message)
    if (v.type !== undefined) e.int(1, v.type, 32)
    e.endStruct()
  },
  (d) => {
    let message: string | undefined
    let number: number | undefined
    d.beginStruct(type)
    for (let field = d.nextField(); field !== END; field = d.nextField()) {
      if (field === 0) message = d.string()
      else number = d.int(32)
    }
    return { message, type: number }
  },
)
