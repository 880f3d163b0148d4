import { execFile } from 'node:child_process'
import { goProgram } from './go-program.js'

/** The wires that Go's standard library has. */
export type Wire = 'gob' | 'json'

/** One line that `peer client` prints. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

/** What `peer bench` prints; the processor time is that of the client's process. */
export interface BenchResult {
  readonly calls: number
  readonly seconds: number
  readonly cpuSeconds: number
}

/** Calls every method of the three services on a server, with Go's own client. Takes a URL like those of `listen`. */
export async function goClient(wire: Wire, url: string): Promise<readonly Check[]> {
  const { lines, complaint } = await command('client', wire, host(url))
  const checks = lines.map((line) => JSON.parse(line) as Check)
  // A failed check has a line of its own; anything else that ends the program does not.
  if (complaint !== '' && checks.every((check) => check.ok)) throw new Error(complaint)
  return checks
}

/** The bytes, in hexadecimal, of the first and the second request that a fresh Go client makes of `Arith.Multiply`. */
export async function goRequests(wire: Wire, url: string): Promise<readonly [string, string]> {
  return result(await command('record', wire, host(url)))
}

/** A value as Go's gob writes it, in hexadecimal, from behind the type's id. */
export interface Vector {
  readonly name: string
  readonly hex: string
}

/** What Go writes for the values of `vectors.go`. */
export async function goVectors(): Promise<readonly Vector[]> {
  return result(await command('vectors'))
}

/** Go's own client, with so many calls in flight on one connection, for so many seconds. */
export async function goBench(url: string, inFlight: number, seconds: number): Promise<BenchResult> {
  return result(await command('bench', host(url), String(inFlight), String(seconds)))
}

interface Output {
  readonly lines: readonly string[]
  /** What the program wrote before it failed; empty when it did not. */
  readonly complaint: string
}

async function command(...args: readonly string[]): Promise<Output> {
  const program = await goProgram()
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line !== '')
      resolve({ lines, complaint: error === null ? '' : stderr || error.message })
    })
  })
}

function result<T>({ lines: [line], complaint }: Output): T {
  if (complaint !== '' || line === undefined) throw new Error(complaint)
  return JSON.parse(line) as T
}

function host(url: string): string {
  return new URL(url).host
}
