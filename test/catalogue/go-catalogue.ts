import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { goProgram } from '../peers/go-program.js'

/** The two servers of `catalogue.go`, in a process of their own; each address is a URL for `dial`. */
export interface GoCatalogue {
  readonly gob: string
  readonly json: string
  readonly http: string
  /** The second server, which serves `newServer.Arith` as well. */
  readonly secondGob: string
  stop(): Promise<void>
}

/** Starts the servers on free ports and waits until they listen. */
export async function startGoCatalogue(): Promise<GoCatalogue> {
  const process = spawn(await goProgram(), ['catalogue'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(process, 'exit')
  const firstLine = once(createInterface(process.stdout), 'line')
  const line = await Promise.race([firstLine, exited.then(() => undefined)])
  if (line === undefined) throw new Error(`the Go servers ended with exit code ${process.exitCode}`)
  const { gob, json, http, secondGob } = JSON.parse(line[0]) as Omit<GoCatalogue, 'stop'>
  return {
    gob: `tcp://${gob}`,
    json: `tcp://${json}`,
    http: `http-connect://${http}`,
    secondGob: `tcp://${secondGob}`,
    async stop() {
      process.stdin.end()
      await exited
    },
  }
}
