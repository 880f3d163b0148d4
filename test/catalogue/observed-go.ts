import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { goProgram } from '../peers/go-program.js'

/** An argument, or a reply with what it holds before the call: `value` in `observe.go`. */
export interface GoValue {
  readonly Kind: 'args' | 'reply' | 'int' | 'string' | 'bytes' | 'map' | 'slice' | 'pair' | 'chan' | 'any' | ''
  readonly A?: number
  readonly B?: number
  readonly Text?: string
}

export const goArgs = (A: number, B: number): GoValue => ({ Kind: 'args', A, B })
export const goReply = (C = 0): GoValue => ({ Kind: 'reply', A: C })
/** The empty interface, for a result of any type. */
export const goAny: GoValue = { Kind: 'any' }
/** The untyped nil: no argument, or a result that nobody wants. */
export const goNil: GoValue = { Kind: '' }

/** An error's text and its type in Go, both empty for none; `ErrShutdown` is that very value. */
export interface GoFailure {
  readonly error: string
  readonly kind: string
}

export interface GoOutcome extends GoFailure {
  readonly reply: unknown
}

/** Go's own `rpc.Client` in a process of its own, which does what the test says. */
export interface ObservedGo {
  /** How the dialling went. */
  readonly dialled: GoFailure
  /** Starts a call with `Client.Go`, and resolves when that has returned. */
  start(id: string, method: string, args: GoValue, reply: GoValue): Promise<void>
  /** As {@link start}, but resolves when the connection's `Write` was entered. */
  startBlocked(id: string, method: string, args: GoValue, reply: GoValue): Promise<void>
  /** How a call ended. */
  wait(id: string): Promise<GoOutcome>
  /** {@link start} and {@link wait}. */
  call(method: string, args: GoValue, reply: GoValue): Promise<GoOutcome>
  /** Whether `Client.Go` has returned, and whether the call is done. */
  progress(id: string): Promise<{ returned: boolean; done: boolean }>
  /** Makes calls from as many goroutines, and resolves when all requests have been sent. */
  crowd(count: number, method: string, args: GoValue, reply: GoValue): Promise<void>
  /** Whether each call so far ended with the same error value as this one. */
  sameError(id: string): Promise<boolean>
  /** Resolves when the client has read so many bytes from its connection. */
  read(bytes: number): Promise<void>
  /** How many bytes it has read. */
  readSoFar(): Promise<number>
  /** The size of each write since the last time this was asked. */
  writes(): Promise<readonly number[]>
  /** What the client keeps to itself; `codecPending` only where its codec has such a table. */
  state(): Promise<{ pending: number; shutdown: boolean; codecPending?: number }>
  close(): Promise<GoFailure>
  /** Ends the writing half of the connection. */
  closeWrite(): Promise<void>
  /** Two calls that report to one channel with room for one: how many reports it holds, and both replies. */
  shared(method: string, args: GoValue, reply: GoValue): Promise<{ told: number; replies: readonly unknown[] }>
  /** What the panic says when a call's channel has no room. */
  unbuffered(method: string, args: GoValue, reply: GoValue): Promise<string>
  /** The room in the channel of a call that was given none. */
  noChannel(method: string, args: GoValue, reply: GoValue): Promise<number>
}

/** Dials with Go's client, over TCP or with `DialHTTPPath`, for the time of one test. */
export async function observeGo(wire: 'gob' | 'json' | 'http', url: string, path = '/_goRPC_'): Promise<ObservedGo> {
  const address = url.slice(url.indexOf('://') + '://'.length)
  const process = spawn(await goProgram(), ['observe', wire, address, path], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(process, 'exit')
  onTestFinished(async () => {
    process.kill()
    await exited
  })
  const lines = createInterface(process.stdout)[Symbol.asyncIterator]()
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`Go's client ended with exit code ${process.exitCode}`)
    return JSON.parse(value) as T
  }
  const order = <T = void>(Do: string, more: object = {}): Promise<T> => {
    process.stdin.write(`${JSON.stringify({ Do, ...more })}\n`)
    return answer<T>()
  }
  let calls = 0
  const go: ObservedGo = {
    dialled: await answer<GoFailure>(),
    start: (ID, Method, Args, Reply) => order('start', { ID, Method, Args, Reply }),
    startBlocked: (ID, Method, Args, Reply) => order('startBlocked', { ID, Method, Args, Reply }),
    wait: (ID) => order('wait', { ID }),
    async call(method, args, reply) {
      const id = `call ${calls++}`
      await go.start(id, method, args, reply)
      return go.wait(id)
    },
    progress: (ID) => order('progress', { ID }),
    crowd: (N, Method, Args, Reply) => order('crowd', { N, Method, Args, Reply }),
    sameError: (ID) => order('sameError', { ID }),
    read: (N) => order('read', { N }),
    readSoFar: () => order('readSoFar'),
    writes: () => order('writes'),
    state: () => order('state'),
    close: () => order('close'),
    closeWrite: () => order('closeWrite'),
    shared: (Method, Args, Reply) => order('shared', { Method, Args, Reply }),
    unbuffered: (Method, Args, Reply) => order('unbuffered', { Method, Args, Reply }),
    noChannel: (Method, Args, Reply) => order('noChannel', { Method, Args, Reply }),
  }
  return go
}
