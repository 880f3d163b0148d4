import { dial } from '@rpcgen/runtime/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArithClient } from '../../generated/arith.js'
import { goRequests } from '../peers/go-command.js'
import { type GoServer, startGoServer } from '../peers/go-server.js'
import { startRecordingProxy } from './recording-proxy.js'
import { withTypeIdsFrom } from './type-ids.js'
import { wires } from './wires.js'

let server: GoServer
beforeAll(async () => {
  server = await startGoServer()
})
afterAll(() => server.stop())

/** The id of the first type that this runtime defines, and Go 1.19. */
const FIRST_ID = 65

describe.each(wires)('the first two requests over $wire', ({ wire, codec }) => {
  test('are byte for byte those of a live Go client', async () => {
    const proxy = await startRecordingProxy(server[wire])
    const client = await dial(proxy.url, { codec })
    const arith = new ArithClient(client)
    const ours: string[] = []
    for (const args of [
      { a: 6, b: 7 },
      { a: -3, b: 300 },
    ]) {
      await arith.multiply(args)
      ours.push(proxy.take())
    }
    await client.close()
    await proxy.close()

    const theirs = await goRequests(wire, server[wire])
    // Both requests are one stream: the second uses the types that the first defines.
    const rebased = wire === 'gob' ? withTypeIdsFrom(FIRST_ID, theirs.join('')) : theirs.join('')
    expect(ours.join('')).toBe(rebased)
    expect(ours[1]).toHaveLength(theirs[1].length)
  })
})

describe('withTypeIdsFrom', () => {
  // A Point{X, Y int} as Go 1.21 numbers it, and as Go 1.19 does.
  const from64 = '1e7f03010105506f696e7401ff80000102010158010400010159010400000005ff80012c00'
  const from65 = '1fff8103010105506f696e7401ff82000102010158010400010159010400000005ff82012c00'

  test.each([
    [64, from64, from64],
    [65, from64, from65],
    [64, from65, from64],
    [65, from65, from65],
  ])('%i', (first, hex, want) => {
    expect(withTypeIdsFrom(first, hex)).toBe(want)
  })
})
