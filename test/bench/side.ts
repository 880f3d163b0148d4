import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Outcome } from './load.js'
import type { CodecName } from './wires/codecs.js'

/** A command with its arguments. */
export type Command = readonly [string, ...string[]]

/** A program of this folder, compiled: what is measured runs as it would for a user. */
export function script(name: string, ...args: readonly string[]): Command {
  return [process.execPath, fileURLToPath(new URL(`./dist/test/bench/${name}.js`, import.meta.url)), ...args]
}

/** A server and a client of the same wire. */
export interface Side {
  readonly name: string
  readonly server: Command
  /** Under which key the server's first line has its address. */
  readonly key: string
  readonly client: Command
}

/** Ours at both ends; in the company of `all` codecs both processes have made calls with each of them. */
export function ours(codec: CodecName, company: 'one' | 'all' = 'one'): Side {
  const words = [codec, company]
  return {
    name: 'rpcgen',
    server: script('ours-server', ...words),
    key: 'address',
    client: script('ours-client', ...words),
  }
}

/** Runs both once, with so many calls in flight for so long. */
export async function measure({ server, key, client }: Side, inFlight: number, seconds: number): Promise<Outcome> {
  const running = await startServer(server, key)
  try {
    return await runClient(client, running.address, inFlight, seconds)
  } finally {
    await running.stop()
  }
}

/** Calls a second. */
export function rate({ calls, seconds }: Outcome): number {
  return calls / seconds
}

interface RunningServer {
  readonly address: string
  stop(): Promise<void>
}

/** Starts a server that prints one line of JSON with its address under `key`, and ends when its input does. */
async function startServer([command, ...args]: Command, key: string): Promise<RunningServer> {
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
async function runClient(command: Command, address: string, inFlight: number, seconds: number): Promise<Outcome> {
  const [program, ...args] = command
  const { stdout } = await promisify(execFile)(program, [...args, address, String(inFlight), String(seconds)])
  return JSON.parse(stdout) as Outcome
}
