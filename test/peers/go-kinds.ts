import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { goProgram } from './go-program.js'

/** A stock Go server with one service for each kind of value, which echoes. */
export interface GoKinds {
  /** Where it speaks gob: a URL for `dial`. */
  readonly url: string
  /** The names of its services, which are those of the rows in `kinds_table.go`. */
  readonly kinds: readonly string[]
  /** Asks the process to end, and waits until it has. */
  stop(): Promise<void>
}

/** What calling with the values of one kind has come to. */
export interface KindCalls {
  readonly kind: string
  /** Makes the same values again. */
  readonly seed: number
  readonly calls: number
  /** The highest number of calls that waited for their replies at a time. */
  readonly inFlight: number
  /** How many of them did not give what they should. */
  readonly wrong: number
  /** The first of these. */
  readonly first?: object
}

export async function startGoKinds(): Promise<GoKinds> {
  const child = spawn(await goProgram(), ['kinds', 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const firstLine = once(createInterface(child.stdout), 'line')
  const line = await Promise.race([firstLine, exited.then(() => undefined)])
  if (line === undefined) throw new Error(`peer kinds serve ended with exit code ${child.exitCode}`)
  const { address, kinds } = JSON.parse(line[0]) as { address: string; kinds: readonly string[] }
  return {
    url: `tcp://${address}`,
    kinds,
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}

/** Go's own client with so many values of a kind, made at random from the seed. Takes a URL like those of `listen`. */
export async function goKindCalls(url: string, kind: string, seed: number, calls: number): Promise<KindCalls> {
  const program = await goProgram()
  const args = ['kinds', 'call', new URL(url).host, String(seed), String(calls), kind]
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as KindCalls)
      else reject(new Error(stderr || error.message))
    })
  })
}
