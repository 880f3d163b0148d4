/** The server of a soak, in a process of its own. Each message that it gets is answered with a {@link Report}. */
import { type CallContext, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { listen } from '@rpcgen/runtime/node'
import { heap } from './heap.js'
import { leaksOf } from './leaks.js'
import { fateOf, MOST_CALLS, methods } from './plan.js'

export interface Report {
  /** Bytes of the heap in use. */
  readonly heap: number
  readonly connections: number
  /** What is left behind, in words; empty when nothing is. */
  readonly leaks: string
  /** How often each call was seen; present once it is asked for. */
  readonly seen: Uint8Array | undefined
}

const seen = new Uint8Array(MOST_CALLS)
let calls = 0
const server = new Server()

function handle(call: number, { signal }: CallContext): number | Promise<number> {
  seen[call] = (seen[call] ?? 0) + 1
  calls = Math.max(calls, call + 1)
  const fate = fateOf(call)
  if (fate === 'answer') return call
  return new Promise((resolve) => {
    const answer = (): void => resolve(call)
    if (fate === 'later') setTimeout(answer, call % 7)
    else if (signal.aborted) answer()
    else signal.addEventListener('abort', answer, { once: true })
  })
}

server.register(Object.values(methods), { once: handle, again: handle })
const { address } = await listen(server, 'tcp://127.0.0.1:0', { codec: gob() })
process.on('message', (message) => {
  const report: Report = {
    heap: heap(),
    connections: server.stats().connections,
    leaks: leaksOf(server),
    seen: message === 'seen' ? seen.slice(0, calls) : undefined,
  }
  process.send?.(report)
})
process.on('disconnect', () => process.exit())
process.send?.(address)
