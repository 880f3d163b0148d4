import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { missingThrift, thriftPython } from '../setup/thrift.mjs'
import { thriftCode } from './thrift-code.js'

/** A wire of Thrift, in the words of the codec's options. */
export interface ThriftWire {
  readonly protocol: 'binary' | 'compact'
  /** Whether a message's header is the one with a version; the compact protocol has no other. */
  readonly strict: boolean
  readonly framing: 'framed' | 'buffered'
  readonly multiplexed: boolean
}

/** A value as `thrift/values.py` describes it. */
export type Described = boolean | string | readonly Described[] | { readonly [key: string]: Described }

/** A struct, by the names of its fields that are set. */
export type DescribedStruct = { readonly [key: string]: Described }

/** What a call by Python's client came to; `application` is the type of a TApplicationException. */
export type Outcome =
  | { readonly result: Described | null }
  | { readonly exception: string; readonly fields: DescribedStruct }
  | { readonly application: number; readonly message: string | null }

/** Python's server in a process of its own, with both services of `thrift/calculator.thrift`. */
export interface ThriftServer {
  /** Where it speaks this wire: a URL for `dial`. Without multiplexing the service there is `Calculator`. */
  url(wire: ThriftWire): string
  /** Asks the process to end, and waits until it has. */
  stop(): Promise<void>
}

/** Python's client, with one connection, on which it makes one call at a time. */
export interface ThriftClient {
  call(service: string, method: string, args: DescribedStruct): Promise<Outcome>
  /** Ends the process, which has nothing open any more. */
  close(): Promise<void>
}

/** A message for Python to write. */
export interface ThriftMessage {
  readonly wire: ThriftWire
  readonly service: string
  readonly method: string
  readonly type: 'CALL' | 'ONEWAY' | 'REPLY' | 'EXCEPTION'
  readonly seq: number
  /** Arguments; or `success`, or an error under the name that `throws` gives it; or `type` and `message` of an EXCEPTION. */
  readonly value: DescribedStruct | { readonly type: number; readonly message: string }
}

export interface ThriftWriter {
  /** The message in hexadecimal, with its frame where the wire has frames. */
  write(message: ThriftMessage): Promise<string>
  close(): Promise<void>
}

export async function startThriftServer(): Promise<ThriftServer> {
  const child = await started('server.py')
  const exited = once(child, 'exit')
  const firstLine = once(createInterface(child.stdout), 'line')
  const line = await Promise.race([firstLine, exited.then(() => undefined)])
  if (line === undefined) throw new Error(`server.py ended with exit code ${child.exitCode}`)
  const ports = new Map<string, number>()
  for (const { port, ...wire } of JSON.parse(line[0]) as readonly (ThriftWire & { port: number })[])
    ports.set(keyOf(wire), port)
  return {
    url: (wire) => `tcp://127.0.0.1:${ports.get(keyOf(wire))}`,
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}

/** Calls a server at a URL like those of `listen`; `accelerated` is the part of the library that is in C. */
export async function startThriftClient(
  wire: ThriftWire,
  url: string,
  { accelerated = false }: { readonly accelerated?: boolean } = {},
): Promise<ThriftClient> {
  const { ask, close } = answering(
    await started('client.py', JSON.stringify({ ...wire, accelerated }), new URL(url).port),
  )
  return {
    call: async (service, method, args) => JSON.parse(await ask({ service, method, args })) as Outcome,
    close,
  }
}

export async function startThriftWriter(): Promise<ThriftWriter> {
  const { ask, close } = answering(await started('writer.py'))
  return { write: ask, close }
}

const keyOf = ({ protocol, strict, framing, multiplexed }: ThriftWire): string =>
  [protocol, strict, framing, multiplexed].join()

/** Looked for once: that takes as long as starting it. */
let python: string | undefined

async function started(program: string, ...args: readonly string[]): Promise<ChildProcessWithoutNullStreams> {
  python ??= thriftPython()
  if (python === undefined) throw new Error(missingThrift)
  const code = await thriftCode()
  const path = fileURLToPath(new URL(`./thrift/${program}`, import.meta.url))
  // Python would leave what it compiles beside the sources.
  const env = { ...process.env, PYTHONPATH: code, PYTHONPYCACHEPREFIX: `${code}/compiled` }
  const child = spawn(python, [path, ...args], { env })
  child.stderr.setEncoding('utf8')
  return child
}

interface Answering {
  /** Sends a line of JSON, and answers with the line that comes for it. */
  ask(question: object): Promise<string>
  close(): Promise<void>
}

/** A program that answers a line with a line. What it says when it fails is the error of all that it did not answer. */
function answering(child: ChildProcessWithoutNullStreams): Answering {
  const closed = once(child, 'close')
  let complaint = ''
  let open: { readonly answer: (line: string) => void; readonly fail: (error: Error) => void }[] = []
  child.stderr.on('data', (text: string) => {
    complaint += text
  })
  // A program that has ended takes no more lines, and its complaint says why.
  child.stdin.on('error', () => {})
  createInterface(child.stdout).on('line', (line) => open.shift()?.answer(line))
  child.on('close', (code) => {
    for (const { fail } of open) fail(new Error(complaint || `the program ended with exit code ${code}`))
    open = []
  })
  return {
    ask: (question) =>
      new Promise((answer, fail) => {
        if (child.exitCode !== null) return fail(new Error(complaint || 'the program has ended'))
        open.push({ answer, fail })
        child.stdin.write(`${JSON.stringify(question)}\n`)
      }),
    async close() {
      child.stdin.end()
      await closed
    },
  }
}
