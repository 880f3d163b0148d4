/** A process of ours that speaks on its standard input and output: `stdio-child serve` or `call`. */
import { Client, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { stdioTransport } from '@rpcgen/runtime/node'
import { ArithClient, serveArith } from '../../../generated/arith.js'

const transport = stdioTransport()
const codec = gob()

switch (process.argv[2]) {
  case 'serve': {
    const server = new Server()
    serveArith(server, { multiply: ({ a, b }) => a * b, divide: () => ({ quo: 0, rem: 0 }) })
    await server.serve(transport, { codec })
    break
  }
  case 'call': {
    const client = new Client(transport, { codec, timeout: Number.POSITIVE_INFINITY })
    const arith = new ArithClient(client)
    const products = await Promise.all(Array.from({ length: 1_000 }, (_, a) => arith.multiply({ a, b: 3 })))
    console.error(products.every((product, a) => product === a * 3) ? 'all well' : products)
    await client.close()
    break
  }
}
