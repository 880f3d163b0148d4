import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Report } from './server.js'

export interface Child {
  /** Where it takes connections. */
  readonly port: number
  report(what: 'figures' | 'seen'): Promise<Report>
  stop(): Promise<void>
}

export async function startServer(): Promise<Child> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), {
    execArgv: ['--expose-gc', '--import', 'jiti/register'],
    serialization: 'advanced',
  })
  const exited = once(child, 'exit')
  const gone = exited.then(() => {
    throw new Error('the server ended')
  })
  gone.catch(() => {})
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown]
    return message
  }
  const port = Number(new URL((await answer()) as string).port)
  return {
    port,
    async report(what) {
      child.send(what)
      return (await answer()) as Report
    },
    async stop() {
      child.disconnect()
      await exited
    },
  }
}
