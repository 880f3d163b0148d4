import { Client, type Server } from '@rpcgen/runtime'
import { memoryPair } from '@rpcgen/runtime/memory'
import { ArithClient } from '../../../generated/arith.js'
import { multiplying } from '../multiplying.js'
import { codecNamed, codecNames } from './codecs.js'

const CALLS = 20_000
const AT_ONCE = 100

/** Makes calls with every codec in turn, so that the code they share has met them all. */
export async function warmAll(): Promise<void> {
  for (const name of codecNames) {
    const codec = await codecNamed(name)
    const [here, there] = memoryPair()
    const server: Server = multiplying()
    void server.serve(there, { codec })
    const client = new Client(here, { codec })
    const arith = new ArithClient(client)
    for (let made = 0; made < CALLS; made += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => arith.multiply({ a: made, b: i })))
    }
    await client.close()
    await server.close()
  }
}
