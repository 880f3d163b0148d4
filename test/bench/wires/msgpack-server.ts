import { Server } from '@rpcgen/runtime'
import { msgpack } from '@rpcgen/runtime/msgpack'
import { listen } from '@rpcgen/runtime/node'
import { serveArith } from '../../../generated/arith.js'

const server = new Server()
serveArith(server, {
  multiply: ({ a, b }) => a * b,
  divide: ({ a, b }) => ({ quo: Math.trunc(a / b), rem: a % b }),
})
const { address } = await listen(server, 'tcp://127.0.0.1:0', { codec: msgpack() })
console.log(JSON.stringify({ address: address.slice('tcp://'.length) }))
process.stdin.resume().on('end', () => process.exit())
