import { getEventListeners } from 'node:events'
import { isDeepStrictEqual } from 'node:util'
import { assertNoLeaks, Client } from '@rpcgen/runtime'
import { judge } from './judge.js'
import { breaks } from './link.js'
import type { Asked, Model } from './model.js'
import type { Subject, World } from './world.js'

/** Longer than any delay, deadline and pause of a run, one after the other. */
const LONG = 1_000

export function fail(what: string): never {
  throw new Error(what)
}

/** The books of each client against what was asked of it. */
export function audit({ calls }: Model, { subjects }: World): void {
  for (const { client } of subjects) {
    const own = calls.filter(({ subject }) => subject.client === client)
    const unsettled = own.filter(({ settled }) => settled === undefined).length
    const { pending, timers, listeners, outcomes } = client.stats()
    if (unsettled === 0 && timers + listeners > 0) fail(`${timers} timers and ${listeners} listeners for no call`)
    const counted = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
    const books = { pending, inFlight: client.inFlight().length, counted }
    const truth = { pending: unsettled, inFlight: unsettled, counted: own.length - unsettled }
    if (!isDeepStrictEqual(books, truth)) fail(`books ${JSON.stringify(books)}, in truth ${JSON.stringify(truth)}`)
  }
}

/** Whether nothing keeps the client's calls from their end: one that reconnects must not come from one bad connection to the next. */
function isSound({ client, links }: Subject, { scenario }: World): boolean {
  if (client instanceof Client) return !links.some(({ broken }) => broken)
  return scenario.links.some(({ refused }) => !refused) && !scenario.links.some(breaks)
}

/** Lets every handler answer and every deadline pass. Then only calls without a deadline may be left, of a client whose connections are bad. */
async function settle({ calls }: Model, world: World): Promise<void> {
  const { clock, handlers } = world
  // A server may have one handler, and each call may move to another connection.
  const rounds = calls.length + 50
  for (let round = 0; round < rounds && calls.some(({ settled }) => settled === undefined); round++) {
    await clock.pass(10)
    handlers.release(Number.POSITIVE_INFINITY)
  }
  await clock.pass(LONG)
  for (const asked of calls) {
    const { settled, subject, expiresAt } = asked
    if (settled !== undefined) continue
    if (expiresAt !== Number.POSITIVE_INFINITY || isSound(subject, world)) fail(`${describe(asked)} is left behind`)
  }
}

async function end({ calls }: Model, world: World): Promise<void> {
  const { clock, subjects, servers, handlers } = world
  for (const subject of subjects) {
    subject.closing = true
    world.end(subject.client.close())
  }
  await clock.pass(0)
  for (const asked of calls) if (asked.settled === undefined) fail(`${describe(asked)} survives its client`)
  for (const server of servers) world.end(server.close())
  // An attempt to connect that is under way ends by itself.
  await clock.pass(5)
  if (handlers.heeding > 0) fail(`${handlers.heeding} handlers were not told that nobody waits`)
  handlers.release(Number.POSITIVE_INFINITY)
  await clock.pass(0)
}

function nothingIsLeft({ subjects, servers, clock, endings, controllers }: World): void {
  for (const { client } of subjects) {
    assertNoLeaks(client)
    if (client.state !== 'closed') fail(`a client is ${client.state}`)
  }
  for (const server of servers) {
    assertNoLeaks(server)
    const { connections } = server.stats()
    if (connections > 0) fail(`a server has ${connections} connections`)
  }
  if (endings.over < endings.begun) fail('a close or a drain does not end')
  if (clock.timers > 0) fail(`${clock.timers} timers are left`)
  for (const { signal } of controllers) {
    if (getEventListeners(signal, 'abort').length > 0) fail('a signal has listeners')
  }
}

function describe({ id, method, behaviour, startedAt, expiresAt, settled, subject }: Asked): string {
  const error = settled !== undefined && 'error' in settled ? settled.error : undefined
  const ended =
    settled === undefined
      ? 'not settled'
      : error instanceof Error
        ? `${JSON.stringify(error)} ${error.message} at ${settled.at}`
        : `${JSON.stringify(settled)}`
  const links = subject.links.map((link) => `[${link.describe()}; over at ${link.overAt}]`).join(', ')
  return `call ${id} (${method}, ${behaviour}, from ${startedAt} until ${expiresAt}): ${ended}; ${links}`
}

/** Brings a run to its end, and throws unless each call has settled truthfully and nothing is left. */
export async function finish(model: Model, world: World): Promise<void> {
  if (!world.scenario.abrupt) {
    await settle(model, world)
    audit(model, world)
  }
  await end(model, world)
  audit(model, world)
  nothingIsLeft(world)
  for (const asked of model.calls) {
    const wrong = judge(asked, world)
    if (wrong !== undefined) fail(`${wrong}: ${describe(asked)}`)
  }
}
