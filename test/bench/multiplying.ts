import { Server } from '@rpcgen/runtime'
import { serveArith } from '../../generated/arith.js'

/** A server of Arith. */
export function multiplying(): Server {
  const server = new Server()
  serveArith(server, {
    multiply: ({ a, b }) => a * b,
    divide: ({ a, b }) => ({ quo: Math.trunc(a / b), rem: a % b }),
  })
  return server
}
