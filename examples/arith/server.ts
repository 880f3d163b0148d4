import { RpcError, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { type Listener, listen } from '@rpcgen/runtime/node'
import { type ArithHandlers, serveArith } from '../../generated/arith.js'

const arith: ArithHandlers = {
  multiply: ({ a, b }) => a * b,
  divide: ({ a, b }) => {
    // Only an RpcError reaches the caller with its text; any other error stays on this side.
    if (b === 0) throw new RpcError('remote', 'divide by zero')
    return { quo: Math.trunc(a / b), rem: a % b }
  },
}

/** Serves Arith in gob on a free port of this machine; `listener.address` says which. */
export async function startServer(): Promise<Listener> {
  const server = new Server()
  serveArith(server, arith)
  return listen(server, 'tcp://127.0.0.1:0', { codec: gob() })
}
