/** Calls a server in Python with the stub that every other codec has, and a codec of this folder's own. */
import { fileURLToPath } from 'node:url'
import { Client, isRpcError } from '@rpcgen/runtime'
import { spawnTransport } from '@rpcgen/runtime/node'
import { ArithClient } from '../../generated/arith.js'
import { lines } from './codec.js'

const server = fileURLToPath(new URL('server.py', import.meta.url))
const client = new Client(await spawnTransport('python3', [server]), { codec: lines() })
const arith = new ArithClient(client)

console.log('multiply({ a: 6, b: 7 })  =', await arith.multiply({ a: 6, b: 7 }))
console.log('divide({ a: -7, b: 2 })   =', await arith.divide({ a: -7, b: 2 }))
try {
  await arith.divide({ a: 1, b: 0 })
} catch (error) {
  if (!isRpcError(error)) throw error
  console.log('divide({ a: 1, b: 0 })    !', `${error.code}: ${error.message}`)
}

await client.close()
