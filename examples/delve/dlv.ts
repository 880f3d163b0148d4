import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A debugger at work on one program. */
export interface Debugger {
  /** Where it answers: `tcp://127.0.0.1:38697`. */
  readonly url: string
  /** Resolves once it has ended; ends it unless it has been told to. */
  stop(): Promise<void>
}

/** Builds a Go program as debuggers want it, and starts Delve on it. Throws when Go or Delve is missing. */
export async function startDebugger(source: string): Promise<Debugger> {
  const folder = mkdtempSync(join(tmpdir(), 'rpcgen-delve-'))
  const program = join(folder, 'program')
  // Nothing may be optimized away, and without cgo no C compiler is needed.
  const env = { ...process.env, CGO_ENABLED: '0' }
  execFileSync('go', ['build', '-gcflags=all=-N -l', '-o', program, source], { env, stdio: 'inherit' })
  const dlv = spawn('dlv', ['exec', '--headless', '--api-version=2', '--listen=127.0.0.1:0', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(dlv, 'spawn')
  const exited = once(dlv, 'exit')
  const address = await firstAddress(dlv.stdout)
  return {
    url: `tcp://${address}`,
    async stop() {
      dlv.kill()
      await exited
      rmSync(folder, { recursive: true })
    },
  }
}

/** Delve says where it listens in its first line, and then passes on what the program prints. */
async function firstAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const address = /listening at: (\S+)/.exec(line)?.[1]
    if (address !== undefined) {
      output.resume()
      return address
    }
  }
  throw new Error('dlv ended before it listened')
}
