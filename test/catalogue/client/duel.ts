import type { Call, Client } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { arith, dialFor, type Reply } from '../arith.js'
import { goArgs, goReply, type ObservedGo, observeGo } from '../observed-go.js'
import { type RawConnection, rawServer } from '../raw-server.js'

/** Go's client and ours, each on a connection of its own. */
export interface Duel {
  readonly go: ObservedGo
  readonly client: Client
  /** The calls of ours; Go's have the ids '0', '1' and so on. */
  readonly calls: readonly Call<Reply>[]
  readonly fromGo: RawConnection
  readonly fromOurs: RawConnection
}

/**
 * Both clients in gob with so many calls of `Arith.Add` under way, whose requests
 * have arrived at a server of bytes, which the test is.
 */
export async function duel(count: number): Promise<Duel> {
  const raw = await rawServer()
  const go = await observeGo('gob', raw.url)
  const fromGo = await raw.accept()
  const client = await dialFor(raw.url, gob())
  const fromOurs = await raw.accept()
  const calls: Call<Reply>[] = []
  for (let i = 0; i < count; i++) {
    calls.push(client.go(arith.add, { a: 7, b: i }))
    await go.start(String(i), 'Arith.Add', goArgs(7, i), goReply())
  }
  await fromGo.requests(count)
  await fromOurs.requests(count)
  return { go, client, calls, fromGo, fromOurs }
}

/** Sends the same bytes, in hexadecimal, to both. */
export function send({ fromGo, fromOurs }: Duel, ...hex: readonly string[]): void {
  fromGo.send(...hex)
  fromOurs.send(...hex)
}

/** Ends the server's half of both connections. */
export function end({ fromGo, fromOurs }: Duel): void {
  fromGo.end()
  fromOurs.end()
}

/** Both clients in gob on a server. */
export async function both(url: string): Promise<Pick<Duel, 'go' | 'client'>> {
  return { go: await observeGo('gob', url), client: await dialFor(url, gob()) }
}
