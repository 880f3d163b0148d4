import { Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { type Listener, listen } from '@rpcgen/runtime/node'
import { ArithErrors, type ArithHandlers, serveArith } from '../../generated/arith.js'

const arith: ArithHandlers = {
  multiply: ({ a, b }) => a * b,
  divide: ({ a, b }) => {
    // A caller of the schema gets the details, any other the text. What is no RpcError stays on this side.
    if (b === 0) throw ArithErrors.DivideByZero.create({ dividend: a }, 'divide by zero')
    return { quo: Math.trunc(a / b), rem: a % b }
  },
}

/** Serves Arith in gob on a free port of this machine; `listener.address` says which. */
export async function startServer(): Promise<Listener> {
  const server = new Server()
  serveArith(server, arith)
  return listen(server, 'tcp://127.0.0.1:0', { codec: gob() })
}
