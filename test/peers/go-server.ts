import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { goProgram } from './go-program.js'

/** The stock Go server in a process of its own. */
export interface GoServer {
  /** Where it speaks gob: a URL for `dial`. */
  readonly gob: string
  /** Where it speaks Go's JSON. */
  readonly json: string
  /** Ends the process as a crash would: nothing is flushed, no call is answered. */
  kill(): Promise<void>
  /** Asks the process to end, and waits until it has. */
  stop(): Promise<void>
}

interface Addresses {
  readonly gob: string
  readonly json: string
}

/** Starts the server on free ports and waits until it listens. */
export async function startGoServer(): Promise<GoServer> {
  const process = spawn(await goProgram(), ['serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(process, 'exit')
  const firstLine = once(createInterface(process.stdout), 'line')
  const line = await Promise.race([firstLine, exited.then(() => undefined)])
  if (line === undefined) throw new Error(`the Go server ended with exit code ${process.exitCode}`)
  const { gob, json } = JSON.parse(line[0]) as Addresses
  return {
    gob: `tcp://${gob}`,
    json: `tcp://${json}`,
    async kill(): Promise<void> {
      process.kill('SIGKILL')
      await exited
    },
    async stop(): Promise<void> {
      process.stdin.end()
      await exited
    },
  }
}
