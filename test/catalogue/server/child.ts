import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { goProgram } from '../../peers/go-program.js'

/** A process of the Go program that writes one line of JSON at a time. */
export interface Child {
  /** What it has written so far, each line parsed. */
  readonly lines: readonly unknown[]
  /** What it has written to its standard error so far. */
  complaint(): string
  write(line: unknown): void
  /** Ends its standard input, which ends it, and waits until it has. */
  stop(): Promise<void>
  /** Resolves with its exit code, when all that it wrote is here. */
  readonly exited: Promise<number | null>
  /** Undefined while it runs; then that it does not, and its complaint. */
  ended(): string | undefined
}

export async function startChild(...args: readonly string[]): Promise<Child> {
  const child: ChildProcess = spawn(await goProgram(), args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new Error('the process has no pipes')
  const lines: unknown[] = []
  let complaint = ''
  let ended: string | undefined
  const exited = once(child, 'close').then(([code]) => {
    ended = `the process has ended with exit code ${String(code)}. ${complaint}`
    return code as number | null
  })
  createInterface(stdout).on('line', (line) => lines.push(JSON.parse(line)))
  stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  // A process that has ended takes no more lines; the test sees its exit code.
  stdin.on('error', () => {})
  return {
    lines,
    complaint: () => complaint,
    write: (line) => void stdin.write(`${JSON.stringify(line)}\n`),
    async stop() {
      stdin.end()
      await exited
    },
    exited,
    ended: () => ended,
  }
}
