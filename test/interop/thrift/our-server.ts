import { assertNoLeaks, Server } from '@rpcgen/runtime'
import { listen } from '@rpcgen/runtime/node'
import { serveCalculator, serveGreeter } from './generated/calculator.js'
import { greeter, newCalculator } from './handlers.js'
import type { NamedWire } from './wires.js'

export interface OurServer {
  readonly url: string
  /** What handlers have failed with that was not for the caller. */
  readonly failures: readonly unknown[]
  /** Closes it, and fails when it has left anything behind. */
  close(): Promise<void>
}

/** Our server with what the Python server has: both services where they are multiplexed, else `Calculator` alone. */
export async function startOurServer({ wire, codec }: NamedWire): Promise<OurServer> {
  const failures: unknown[] = []
  const server = new Server({ onError: (error) => failures.push(error) })
  serveCalculator(server, newCalculator())
  if (wire.multiplexed) serveGreeter(server, greeter)
  const listener = await listen(server, 'tcp://127.0.0.1:0', { codec })
  return {
    url: listener.address,
    failures,
    async close() {
      await listener.close()
      await server.close()
      assertNoLeaks(server)
    },
  }
}
