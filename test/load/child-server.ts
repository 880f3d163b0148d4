import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Report } from './connections-server.js'

/** The server of this folder in its own process, so that its memory is its own. */
export interface ChildServer {
  readonly url: string
  report(): Promise<Report>
  stop(): Promise<void>
}

export async function startChildServer(): Promise<ChildServer> {
  const path = fileURLToPath(new URL('./connections-server.ts', import.meta.url))
  const child: ChildProcess = fork(path, { execArgv: ['--import', 'jiti/register'] })
  const exited = once(child, 'exit')
  const answer = async (): Promise<unknown> => {
    const gone = exited.then(() => {
      throw new Error('the server ended')
    })
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown]
    return message
  }
  const url = (await answer()) as string
  return {
    url,
    async report() {
      child.send('report')
      return (await answer()) as Report
    },
    async stop() {
      child.disconnect()
      await exited
    },
  }
}
