import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Canonical } from './go-gob.js'
import { goProgram } from './go-program.js'

/** What Go makes of a stream. */
export type Verdict =
  | { readonly value: Canonical }
  | { readonly error: string }
  /** What a Go program would have ended with. */
  | { readonly panic: string }
  /** The process ended, for want of memory or of stack; its last words. */
  | { readonly crash: string }
  /** There was no answer in five seconds. */
  | { readonly hang: true }

/** Asks Go's encoding/gob, thousands of questions at a time. */
export interface GoOracle {
  /**
   * Decodes the first value of a stream, in hexadecimal, with a fresh decoder. The
   * type is written without spaces: `int`, `[]T`, `[3]T`, `*T`, `map[K]T`,
   * `struct{A:T;B:T}`, or a name of the table in `gob_oracle_types.go`. Rejects when
   * it is none.
   */
  decode(type: string, stream: string): Promise<Verdict>
  /** A whole stream with this value, in hexadecimal; rejects when Go does not encode it. */
  encode(type: string, value: Canonical): Promise<string>
  /** Ends the process. Questions without an answer are rejected. */
  close(): void
}

interface Question {
  readonly line: string
  readonly answer: (answer: Answer) => void
  readonly fail: (error: Error) => void
}

type Answer = Verdict | { readonly hex: string } | { readonly wrong: string }

/** In KiB: enough for Go to reserve what it likes and little enough for what a stream may ask it to allocate. */
const MEMORY = 4 << 20

export async function goOracle(): Promise<GoOracle> {
  const program = await goProgram()
  let pending: Question[] = []
  let child: ChildProcess | undefined

  /** Starts a process with all that is still without an answer. */
  function start(): ChildProcess {
    const started = spawn('sh', ['-c', `ulimit -v ${MEMORY}; exec "$0" oracle`, program], { stdio: 'pipe' })
    let complaint = ''
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (complaint.length < 1000) complaint += text
    })
    // A process that ends takes no more lines; what is pending is asked of the next one.
    started.stdin.on('error', () => {})
    createInterface(started.stdout).on('line', (line) => pending.shift()?.answer(JSON.parse(line) as Answer))
    started.on('close', (code) => {
      if (child !== started) return
      child = undefined
      // A process that hangs has said so and ended; one that crashed left its question open.
      if (code !== HUNG) pending.shift()?.answer({ crash: complaint.split('\n', 1)[0] ?? '' })
      if (pending.length > 0) child = start()
    })
    for (const { line } of pending) started.stdin.write(line)
    return started
  }

  function ask(line: string): Promise<Answer> {
    return new Promise((answer, fail) => {
      pending.push({ line, answer, fail })
      if (child === undefined) child = start()
      else child.stdin?.write(line)
    })
  }

  return {
    async decode(type, stream) {
      const answer = await ask(`decode ${type} ${stream}\n`)
      if ('wrong' in answer || 'hex' in answer) throw new Error(`decode ${type} ${stream}: ${JSON.stringify(answer)}`)
      return answer
    },
    async encode(type, value) {
      const answer = await ask(`encode ${type} ${JSON.stringify(value)}\n`)
      if ('hex' in answer) return answer.hex
      throw new Error(`encode ${type} ${JSON.stringify(value)}: ${JSON.stringify(answer)}`)
    },
    close() {
      const open = pending
      const last = child
      pending = []
      child = undefined
      last?.kill('SIGKILL')
      for (const { fail } of open) fail(new Error('the oracle is closed'))
    },
  }
}

/** The exit code of an oracle that waited too long for Go. */
const HUNG = 3
