/** A server in a process of its own, which tells whoever started it where it is and, when asked, what it holds. */
import { Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { listen } from '@rpcgen/runtime/node'
import { memory } from './heap.js'
import { limits } from './limits.js'
import { methods } from './service.js'

/** What the server holds; the memory is in bytes. */
export interface Report {
  readonly connections: number
  readonly memory: number
}

const server = new Server({ limits })
server.register(Object.values(methods), {
  text: (length: number) => 'x'.repeat(length),
  wait: (milliseconds: number) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds, milliseconds)
    }),
})
const { address } = await listen(server, 'tcp://127.0.0.1:0', { codec: gob() })
process.on('message', async () => {
  const report: Report = { connections: server.stats().connections, memory: await memory() }
  process.send?.(report)
})
process.on('disconnect', () => process.exit())
process.send?.(address)
