import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { script } from '../side.js'

/** A process of `measure.ts` that waits for its turns. */
export interface Measuring {
  /** What a message takes on average. */
  readonly bytes: number
  /** Runs one round of so many seconds; answers with nanoseconds a message. */
  ask(direction: 'encode' | 'decode', seconds: number): Promise<number>
  stop(): Promise<void>
}

/** Resolves once the process has checked its contender and warmed up. */
export async function startMeasuring(contender: string, shape: string): Promise<Measuring> {
  const [command, ...args] = script('codec/measure')
  const child = spawn(command, [...args, contender, shape], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async (): Promise<number> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`${contender} with ${shape} has failed`)
    return Number(value)
  }
  return {
    bytes: await next(),
    ask(direction, seconds) {
      child.stdin.write(`${direction} ${seconds}\n`)
      return next()
    },
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}
