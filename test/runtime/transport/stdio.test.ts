import { Client, isRpcError, type RpcError, type Transport } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { spawnTransport } from '@rpcgen/runtime/node'
import { describe, expect, test } from 'vitest'
import { ArithClient } from '../../../generated/arith.js'

/** A process that runs a line of JavaScript. */
function node(code: string, options: Parameters<typeof spawnTransport>[2] = {}): Promise<Transport> {
  return spawnTransport(process.execPath, ['-e', code], options)
}

async function failure(attempt: Promise<unknown>): Promise<RpcError> {
  const outcome: unknown = await attempt.then(
    (value) => new Error(`resolved with ${String(value)}`),
    (error: unknown) => error,
  )
  if (isRpcError(outcome)) return outcome
  throw outcome
}

async function readAll(transport: Transport): Promise<{ text: string; end: RpcError | null }> {
  let text = ''
  try {
    for (let chunk = await transport.read(); chunk !== null; chunk = await transport.read()) {
      text += Buffer.from(chunk).toString()
    }
    return { text, end: null }
  } catch (error) {
    if (isRpcError(error)) return { text, end: error }
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a process', () => {
  test('takes what is written and gives what it writes', async () => {
    const transport = await node('process.stdin.pipe(process.stdout)')
    await transport.write(Buffer.from('there and back'))
    expect(Buffer.from((await transport.read()) ?? []).toString()).toBe('there and back')
    transport.close()
    expect(await transport.read()).toBeNull()
  })

  test('has the folder and the environment that it is given', async () => {
    const transport = await node('process.stdout.write(process.cwd() + process.env.WORD + process.env.HOME)', {
      cwd: '/',
      env: { WORD: 'word' },
    })
    expect((await readAll(transport)).text).toBe('/wordundefined')
  })

  test.each([
    { code: 'process.exit(3)', reason: 'the process ended with code 3' },
    { code: 'process.stdout.write("last words", () => process.exit(0))', reason: 'the process ended with code 0' },
    { code: 'process.kill(process.pid, "SIGKILL")', reason: 'the process was ended by SIGKILL' },
    { code: 'throw 1', reason: 'the process ended with code 1' },
  ])('that ends says how: $reason', async ({ code, reason }) => {
    const transport = await node(code, { stderr: 'ignore' })
    const { text, end } = await readAll(transport)
    expect(end).toMatchObject({ code: 'disconnected', reason })
    expect(text).toBe(code.includes('last words') ? 'last words' : '')
    transport.close()
  })

  test('that ends with a call under way settles it with the reason', async () => {
    const client = new Client(await node('process.stdin.once("data", () => process.exit(7))'), { codec: gob() })
    const error = await failure(new ArithClient(client).multiply({ a: 1, b: 2 }))
    expect(error).toMatchObject({ code: 'disconnected', reason: 'the process ended with code 7', executed: 'maybe' })
    await client.close()
  })

  test('that has ended takes nothing more, and says why', async () => {
    const transport = await node('process.exit(5)')
    // More than a pipe holds, so that a write must fail in the end.
    const writing = (async () => {
      for (let i = 0; i < 100; i++) await transport.write(new Uint8Array(1 << 20))
    })()
    expect(await failure(writing)).toMatchObject({ code: 'disconnected', reason: 'the process ended with code 5' })
    transport.close()
  })

  test('that closes its output and stays has ended its side alone', async () => {
    const transport = await node(
      'require("fs").closeSync(1); process.stdin.on("data", (chunk) => process.exit(chunk.length))',
    )
    expect(await transport.read()).toBeNull()
    transport.close()
  })

  test.each([
    { title: 'goes with its input', code: 'process.stdin.resume()' },
    { title: 'stays until it is asked to go', code: 'setInterval(() => {}, 1000)' },
    { title: 'stays until it is made to go', code: 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)' },
    {
      title: 'is stuck with what it writes',
      code: 'const more = () => process.stdout.write(Buffer.alloc(1 << 20), more); more(); process.stdin.resume().on("end", () => process.exit())',
    },
  ])('that $title is gone after close()', async ({ code }) => {
    const transport = await node(`process.stdout.write(process.pid + "\\n", () => { ${code} })`)
    let text = ''
    while (!text.includes('\n')) text += Buffer.from((await transport.read()) ?? []).toString('latin1')
    const pid = Number.parseInt(text, 10)
    expect(isAlive(pid)).toBe(true)
    transport.close()
    await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false)
  })

  test('that does not read holds the writer back', async () => {
    const transport = await node('setInterval(() => {}, 1000)')
    let full: Promise<void> | undefined
    for (let i = 0; i < 100 && full === undefined; i++) full = transport.write(new Uint8Array(1 << 20)) ?? undefined
    expect(full).toBeInstanceOf(Promise)
    const settled = failure(full ?? Promise.resolve())
    transport.close()
    expect(await settled).toMatchObject({ code: 'disconnected' })
  })
})

test.each([
  { command: 'no-such-command-anywhere', words: 'no such command, or no such folder to run it in (ENOENT)' },
  { command: '/', words: 'permission denied (EACCES)' },
  { command: 'a\0b', words: 'null bytes' },
])('a command that cannot be started: $command', async ({ command, words }) => {
  const error = await failure(spawnTransport(command))
  expect(error).toMatchObject({ code: 'connect', executed: 'no' })
  expect(error.message.startsWith(`cannot start ${command}: `)).toBe(true)
  expect(error.message).toContain(words)
})
