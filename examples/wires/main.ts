/** One schema and one stub on seven wires: the codec is all that differs. */
import { type CodecFactory, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { dial, listen } from '@rpcgen/runtime/node'
import { thrift } from '@rpcgen/runtime/thrift'
import { ArithClient, ArithErrors, serveArith } from '../../generated/arith.js'

const wires: Readonly<Record<string, CodecFactory>> = {
  gob: gob(),
  "Go's JSON": json({ dialect: 'go' }),
  'JSON-RPC 2.0': json(),
  "MessagePack, as Go's net/rpc": msgpack(),
  'MessagePack-RPC': msgpack({ dialect: 'rpc' }),
  'Thrift, binary': thrift(),
  'Thrift, compact': thrift({ protocol: 'compact' }),
}

const server = new Server()
serveArith(server, {
  multiply: ({ a, b }) => a * b,
  divide: ({ a, b }) => {
    if (b === 0) throw ArithErrors.DivideByZero.create({ dividend: a }, 'divide by zero')
    return { quo: Math.trunc(a / b), rem: a % b }
  },
})

for (const [name, codec] of Object.entries(wires)) {
  // Go's JSON carries what its home has no place for, such as an error's details, between those that ask for it.
  const listener = await listen(server, 'tcp://127.0.0.1:0', { codec })
  const client = await dial(listener.address, { codec, extensions: 'on' })
  const arith = new ArithClient(client)
  const product = await arith.multiply({ a: 6, b: 7 })
  const error = await arith.divide({ a: 1, b: 0 }).catch((error: unknown) => error)
  const dividend = ArithErrors.DivideByZero.is(error) ? error.details.dividend : undefined
  console.log(`${name.padEnd(28)}  6 × 7 = ${product}, and ${dividend} cannot be divided by 0`)
  await client.close()
  await listener.close()
}
await server.close()
