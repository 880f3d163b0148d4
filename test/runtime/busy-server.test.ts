import { assertNoLeaks, type Call, type CallContext, Client, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { memoryPair } from '@rpcgen/runtime/memory'
import { describe, expect, test } from 'vitest'
import { methods } from './methods.js'
import { until } from './pair.js'

describe('a server whose handlers are all busy', () => {
  /** A server of ours on which three calls wait for their signals and two more for room, with who has begun and been aborted. */
  async function busy(): Promise<{
    client: Client
    calls: Call<string>[]
    begun: string[]
    aborted: string[]
    server: Server
  }> {
    const [here, there] = memoryPair()
    const server = new Server({ limits: { handlers: 3 } })
    const begun: string[] = []
    const aborted: string[] = []
    server.register([methods.echo], {
      echo: (text: string, { signal }: CallContext) => {
        begun.push(text)
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(text)
            reject(signal.reason)
          })
        })
      },
    })
    void server.serve(there, { codec: gob() })
    const client = new Client(here, { codec: gob(), extensions: 'on' })
    const calls = ['a', 'b', 'c', 'd', 'e'].map((text) => client.go(methods.echo, text))
    await until(() => begun.length === 3)
    return { client, calls, begun, aborted, server }
  }

  test('hears of cancels, of calls that run and of calls that wait', async () => {
    const { client, calls, begun, aborted, server } = await busy()
    calls[3]?.cancel()
    calls[0]?.cancel()
    await until(() => begun.length === 4)
    expect(begun).toEqual(['a', 'b', 'c', 'e'])
    expect(aborted).toEqual(['a'])
    await client.close()
    await until(() => server.stats().connections === 0)
    expect(aborted).toEqual(['a', 'b', 'c', 'e'])
  })

  test('hears of the end of the peer', async () => {
    const { client, aborted, server } = await busy()
    await client.close()
    await until(() => server.stats().connections === 0)
    expect(aborted).toEqual(['a', 'b', 'c'])
    assertNoLeaks(server)
  })
})
