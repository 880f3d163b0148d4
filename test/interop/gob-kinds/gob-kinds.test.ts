import { type Client, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial, type Listener, listen } from '@rpcgen/runtime/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GoKinds, goKindCalls, type KindCalls, startGoKinds } from '../../peers/go-kinds.js'
import { registrables } from '../../runtime/codec/gob/go-types.js'
import { callKind } from './call.js'
import { kinds } from './kinds.js'
import { everyKind, kindsIn } from './kinds-in.js'
import { serveKind } from './service.js'

const CALLS = 1_000

const { GOB_KINDS_SEED } = process.env
const seed = GOB_KINDS_SEED === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(GOB_KINDS_SEED)
const again = `GOB_KINDS_SEED=${seed} makes the same values again`

const codec = gob({ types: registrables })
const allWell = (kind: string): KindCalls => ({ kind, seed, calls: CALLS, inFlight: 64, wrong: 0 })

describe('our client on a stock Go server', () => {
  let server: GoKinds
  let client: Client
  beforeAll(async () => {
    server = await startGoKinds()
    client = await dial(server.url, { codec })
  })
  afterAll(async () => {
    await client.close()
    await server.stop()
  })

  test('has a row for each of its services', () => {
    expect(kinds.map(({ name }) => name)).toEqual(server.kinds)
  })

  test.each(kinds)('sends $name, which Go sees right and sends back', async (kind) => {
    expect(await callKind(client, kind, seed, CALLS), again).toEqual(allWell(kind.name))
  })
})

describe("Go's own client on our server", () => {
  let server: Server
  let listener: Listener
  beforeAll(async () => {
    server = new Server()
    for (const kind of kinds) serveKind(server, kind)
    listener = await listen(server, 'tcp://127.0.0.1:0', { codec })
  })
  afterAll(async () => {
    await listener.close()
    await server.close()
  })

  test.each(kinds)('sends $name, which we see right and send back', async ({ name }) => {
    expect(await goKindCalls(listener.address, name, seed, CALLS), again).toEqual(allWell(name))
  })
})

test('every kind of type is part of some row', () => {
  expect([...kindsIn(kinds.map(({ type }) => type))].sort()).toEqual([...everyKind].sort())
})
