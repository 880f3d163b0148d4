import type { Connection } from '../connection.js'
import type { ClientRole } from '../roles.js'

/** The role of a side that has called nothing: responses to it are counted as late, and passed over. */
export function noClient(connection: Connection, counts: { lateReplies: number }): ClientRole {
  return {
    isBusy: () => false,
    onResponse: () => {
      counts.lateReplies++
      connection.skipBody()
    },
    onInputEnd: () => {},
    onEnd: () => {},
  }
}
