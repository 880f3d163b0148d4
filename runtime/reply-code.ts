import type { ErrorCode } from './error.js'

/** What the code of a peer's reply is to the caller: one that tells of a connection, or of this side, tells nothing when it comes from there. */
export const replyCode: Readonly<Record<ErrorCode, ErrorCode>> = {
  canceled: 'remote',
  timeout: 'timeout',
  connect: 'remote',
  closed: 'remote',
  disconnected: 'remote',
  encode: 'remote',
  decode: 'remote',
  protocol: 'remote',
  limit: 'remote',
  overloaded: 'overloaded',
  remote: 'remote',
  no_such_method: 'no_such_method',
  bad_args: 'bad_args',
  internal: 'internal',
}
