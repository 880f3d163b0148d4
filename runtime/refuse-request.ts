import type { Header } from './codec.js'
import type { Connection } from './connection.js'
import { asRpcError } from './error.js'
import { noService } from './go.js'

/** Answers a request to a side that serves nothing as a server without that service does. Busy while the answer has to wait. */
export function refuseRequest(connection: Connection, { seq, method, answer }: Header): Promise<void> | undefined {
  connection.skipBody()
  if (!answer) return undefined
  let wake: (() => void) | undefined
  let sent = false
  const send = (): void => {
    sent = true
    try {
      const response = { seq, method, error: noService(method), code: 'no_such_method', errorName: undefined } as const
      connection.codec.writeResponse(response, undefined, undefined)
      connection.appended()
    } catch (error) {
      connection.end(asRpcError(error, 'encode'))
    }
    wake?.()
  }
  connection.lock.acquire({ send })
  if (sent) return undefined
  return new Promise((resolve) => {
    wake = resolve
  })
}
