/**
 * `npm run soak [-- SECONDS]`: 64 callers over one client that reconnects, its
 * connection reset every second; five calls of a hundred are cancelled and five
 * time out. Prints its figures, and ends with 1 when a reply was lost or doubled,
 * when a heap grew, or when anything is left behind.
 */
import { gob } from '@rpcgen/runtime/gob'
import { dial } from '@rpcgen/runtime/node'
import { audit } from './audit.js'
import { callOnAndOn, newTally } from './callers.js'
import { startServer } from './child.js'
import { heap } from './heap.js'
import { lasting, leaksOf } from './leaks.js'
import { startProxy } from './proxy.js'

const CALLERS = 64
/** Bytes by which a heap may differ after the warm-up and at the end: a leak of a few bytes a call is far more. */
const MARGIN = 5 * 2 ** 20

const seconds = Number(process.argv[2] ?? 600)
if (!(seconds > 0)) throw new Error(`${process.argv[2]} is no number of seconds`)
const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))
const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MiB`

const server = await startServer()
const proxy = await startProxy(server.port)
const client = await dial(proxy.url, { codec: gob(), reconnect: { delay: 20, maxDelay: 200 } })
const tally = newTally()
const going = { on: true }

const start = performance.now()
let resets = 0
const resetting = setInterval(() => {
  resets += proxy.reset()
}, 1_000)
const callers = Array.from({ length: CALLERS }, () => callOnAndOn(client, tally, going))
// What the first calls bring with them for good, such as compiled code, is no growth.
await wait(Math.min(30, seconds / 4) * 1_000)
const before = { client: heap(), server: (await server.report('figures')).heap }
await wait(Math.max(0, seconds * 1_000 - (performance.now() - start)))
going.on = false
await Promise.all(callers)
clearInterval(resetting)
const took = (performance.now() - start) / 1_000

const { lateReplies, outcomes } = client.stats()
const settled = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
const clientLeaks = await lasting(() => leaksOf(client))
await client.close()
// The handlers of calls that nobody waits for end with their connection.
const serverLeaks = await lasting(async () => {
  const { connections, leaks } = await server.report('figures')
  return connections > 0 ? `${connections} connections` : leaks
})
const leaks = [clientLeaks, serverLeaks].filter((what) => what !== '')
const report = await server.report('seen')
const { seen } = report
if (seen === undefined) throw new Error('the server does not say what it has seen')
const { lost, doubled, repeated } = audit(tally, seen)
const after = { client: heap(), server: report.heap }
proxy.close()
await server.stop()

const growth = { client: after.client - before.client, server: after.server - before.server }
console.log(`seconds: ${took.toFixed(1)}`)
console.log(`calls: ${tally.calls} (${Math.round(tally.calls / took)} a second), settled: ${settled}`)
console.log(`answered: ${tally.ok}, cancelled: ${tally.cancelled}, timed out: ${tally.timedOut}`)
console.log(`resets: ${resets}, lost with their connection, as they said: ${tally.disconnected}`)
console.log(`repeated, being idempotent: ${repeated}, late replies: ${lateReplies}`)
console.log(`lost: ${lost}, doubled: ${doubled}, left behind: ${leaks.length}`)
console.log(`client heap: ${mebibytes(before.client)}, grew by ${mebibytes(growth.client)}`)
console.log(`server heap: ${mebibytes(before.server)}, grew by ${mebibytes(growth.server)}`)
for (const what of [...tally.wrong.slice(0, 10), ...leaks]) console.log(what)

const flat = growth.client < MARGIN && growth.server < MARGIN
const whole = lost === 0 && doubled === 0 && settled === tally.calls && leaks.length === 0
if (!flat || !whole) process.exitCode = 1
