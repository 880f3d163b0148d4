import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Outcome } from './load.js'

/** A command with its arguments. */
export type Command = readonly [string, ...string[]]

/** A program of this folder, compiled: what is measured runs as it would for a user. */
export function script(name: string): Command {
  return [process.execPath, fileURLToPath(new URL(`./dist/test/bench/${name}.js`, import.meta.url))]
}

export interface RunningServer {
  readonly address: string
  stop(): Promise<void>
}

/** Starts a server that prints one line of JSON with its address under `key`, and ends when its input does. */
export async function startServer([command, ...args]: Command, key: string): Promise<RunningServer> {
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  if (child.stdout === null) throw new Error('a child without output')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const exited = once(child, 'exit')
  return {
    address: (JSON.parse(line) as Record<string, string>)[key] as string,
    async stop(): Promise<void> {
      child.stdin?.end()
      await exited
    },
  }
}

/** Runs a client to its end. */
export async function runClient(
  command: Command,
  address: string,
  inFlight: number,
  seconds: number,
): Promise<Outcome> {
  const [program, ...args] = command
  const { stdout } = await promisify(execFile)(program, [...args, address, String(inFlight), String(seconds)])
  return JSON.parse(stdout) as Outcome
}
