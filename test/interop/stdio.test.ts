import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Client, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { type SpawnOptions, spawnTransport } from '@rpcgen/runtime/node'
import { describe, expect, test } from 'vitest'
import { ArithClient, serveArith } from '../../generated/arith.js'
import { alias } from '../../vitest.config.js'
import { goProgram } from '../peers/go-program.js'
import { arith } from './handlers.js'

const codec = gob()

interface Command {
  readonly command: string
  readonly args: readonly string[]
  readonly options: SpawnOptions
}

const script = fileURLToPath(new URL('../runtime/transport/stdio-child.ts', import.meta.url))

/** A process of ours, on the sources. */
function ours(role: 'serve' | 'call', stderr?: Writable): Command {
  const env = { ...process.env, JITI_ALIAS: JSON.stringify(alias), NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' }
  return { command: process.execPath, args: ['--import', 'jiti/register', script, role], options: { env, stderr } }
}

async function go(role: 'serve' | 'call', stderr?: Writable): Promise<Command> {
  return { command: await goProgram(), args: [`stdio-${role}`], options: { stderr } }
}

/** What a process writes to its standard error. */
function sink(): { readonly stream: Writable; text(): string } {
  let text = ''
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString()
      done()
    },
  })
  return { stream, text: () => text }
}

describe.each([
  { name: 'Go', start: go },
  { name: 'ours', start: ours },
])('a process of $name', ({ start }) => {
  test('serves our client, and ends when that closes', async () => {
    const { command, args, options } = await start('serve')
    const transport = await spawnTransport(command, args, options)
    expect(transport.peer).toBeUndefined()
    // The process may take its time to start.
    const client = new Client(transport, { codec, timeout: Number.POSITIVE_INFINITY })
    const remote = new ArithClient(client)
    const products = await Promise.all(Array.from({ length: 1_000 }, (_, a) => remote.multiply({ a, b: 3 })))
    expect(products).toEqual(Array.from({ length: 1_000 }, (_, a) => a * 3))
    await client.close()
  })

  test('calls our server', async () => {
    const stderr = sink()
    const { command, args, options } = await start('call', stderr.stream)
    const server = new Server()
    serveArith(server, arith)
    await server.serve(await spawnTransport(command, args, options), { codec })
    await expect.poll(() => stderr.text()).toBe('all well\n')
  })
})
