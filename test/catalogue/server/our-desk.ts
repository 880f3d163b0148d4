import { Server, type ServerOptions } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import { listen } from '@rpcgen/runtime/node'
import type { Desk } from './desk.js'
import { all, deskHandlers, deskMethods, Gates } from './desk-service.js'
import { eventually } from './eventually.js'

/** A server of ours in this process. */
export interface OurDesk extends Desk {
  readonly server: Server
}

/** Serves Desk under the three names that Go's has: its own, one with dots and one in lower case. */
export async function startOurDesk(options: ServerOptions = {}): Promise<OurDesk> {
  const server = new Server(options)
  const gates = new Gates()
  for (const name of ['Desk', 'net.rpc.Desk', 'desk']) server.register(all(deskMethods(name)), deskHandlers(gates))
  // Params that do not fit are what some of the tests are about: nobody needs to hear of them.
  const listeners = [
    await listen(server, 'tcp://127.0.0.1:0', { codec: gob({ onMismatch: () => {} }) }),
    await listen(server, 'tcp://127.0.0.1:0', { codec: json({ dialect: 'go' }) }),
  ] as const
  return {
    server,
    urls: { gob: listeners[0].address, json: listeners[1].address },
    async began(name) {
      await eventually(`wait(${name})`, () => (gates.begun.includes(name) ? true : undefined))
    },
    count: (prefix) => gates.begun.filter((name) => name.startsWith(prefix)).length,
    async stop() {
      for (const listener of listeners) await listener.close()
      await server.close()
    },
  }
}
