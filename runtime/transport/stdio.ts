import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { RpcError, textOf } from '../error.js'
import type { Transport } from '../transport.js'
import type { SystemError } from './reason.js'
import { LINGER } from './socket.js'
import { streamTransport } from './stream.js'

/** Milliseconds between the end of a process's output and the news of its own end, at most. */
const GRACE = 1_000

export interface SpawnOptions {
  /** The folder that the command runs in. Default: that of this process. */
  readonly cwd?: string | undefined
  /** The whole environment of the process. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Where the process's standard error goes. Default: `inherit`, to that of this process. */
  readonly stderr?: 'inherit' | 'ignore' | Writable | undefined
}

type Child = ChildProcessByStdio<Writable, Readable, Readable | null>

/**
 * Starts a command and resolves with a transport to its standard input and
 * output, for a client or for `server.serve`. Rejects with `connect` when it
 * cannot be started. When the process ends, so does the transport, with
 * `disconnected` and the exit code or the signal. `close()` ends its standard
 * input; a process that stays is sent SIGTERM after 2 s and SIGKILL after 4 s.
 */
export async function spawnTransport(
  command: string,
  args: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<Transport> {
  const child = await started(command, args, options)
  /** How it ended. */
  let ended: RpcError | undefined
  child.once('exit', (code, signal) => {
    ended = new RpcError(
      'disconnected',
      code === null ? `the process was ended by ${signal}` : `the process ended with code ${code}`,
    )
    // A process that it left behind may hold its output open for ever.
    const timer = setTimeout(() => child.stdout.destroy(), LINGER).unref()
    child.stdout.once('close', () => clearTimeout(timer))
  })
  const onceEnded = (): Promise<RpcError | undefined> => {
    if (ended !== undefined) return Promise.resolve(ended)
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer)
        child.off('exit', settle)
        resolve(ended)
      }
      const timer = setTimeout(settle, GRACE).unref()
      child.on('exit', settle)
    })
  }
  return telling(
    streamTransport(child.stdout, child.stdin, { release: () => dismiss(child, () => ended === undefined) }),
    onceEnded,
  )
}

async function started(command: string, args: readonly string[], options: SpawnOptions): Promise<Child> {
  const { cwd, env, stderr = 'inherit' } = options
  try {
    const child = spawn(command, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env: { ...env } }),
      stdio: ['pipe', 'pipe', typeof stderr === 'string' ? stderr : 'pipe'],
      windowsHide: true,
    }) as Child
    if (typeof stderr !== 'string') child.stderr?.pipe(stderr, { end: false })
    await once(child, 'spawn')
    // What comes later is that a signal could not be sent, and the process then stays as it is.
    child.on('error', () => {})
    return child
  } catch (error) {
    throw new RpcError('connect', `cannot start ${command}: ${startReason(error)}`, { executed: 'no', cause: error })
  }
}

function startReason(error: unknown): string {
  const words: Partial<Record<string, string>> = {
    ENOENT: 'no such command, or no such folder to run it in',
    EACCES: 'permission denied',
  }
  const { code } = error as SystemError
  return code !== undefined && words[code] !== undefined ? `${words[code]} (${code})` : textOf(error)
}

function dismiss(child: Child, isAlive: () => boolean): void {
  child.stdin.end()
  const timers = (['SIGTERM', 'SIGKILL'] as const).map((signal, at) =>
    setTimeout(() => child.kill(signal), (at + 1) * LINGER).unref(),
  )
  const clear = (): void => timers.forEach(clearTimeout)
  if (isAlive()) child.once('exit', clear)
  else clear()
}

/**
 * The same transport, but where the stream ends because the process did, that is
 * the reason. The pipes of a process end a moment before the system tells of it.
 */
function telling(transport: Transport, onceEnded: () => Promise<RpcError | undefined>): Transport {
  let closing = false
  const because = async (failure: unknown): Promise<never> => {
    throw (await onceEnded()) ?? failure
  }
  return {
    async read() {
      const chunk = await transport.read().catch((error: unknown) => because(error))
      if (chunk !== null || closing) return chunk
      const end = await onceEnded()
      if (end !== undefined) throw end
      return null
    },
    write(bytes) {
      try {
        return transport.write(bytes)?.catch((error: unknown) => because(error))
      } catch (error) {
        return because(error)
      }
    },
    close() {
      closing = true
      transport.close()
    },
  }
}

/**
 * This process's own standard input and output, for the side that was started by
 * another. Nothing else may write to standard output: log to standard error.
 * The other side learns of `close()` when this process ends, which it does when
 * nothing else keeps it.
 */
export function stdioTransport(): Transport {
  const { stdin, stdout } = process
  return streamTransport(stdin, stdout, { release: () => void stdin.destroy() })
}
