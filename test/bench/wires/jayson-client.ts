/**
 * `jayson-client.js own|each|turn ADDRESS IN_FLIGHT SECONDS`. jayson's `own` client
 * of TCP opens a connection for each call. In the other ways its client makes and
 * reads the messages, and all of them go over one connection; its server answers in
 * the order of the requests, so a line belongs to the call that waits longest.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import jayson from 'jayson'
import JaysonClient from 'jayson/lib/client/browser/index.js'
import { check, load } from '../load.js'
import { senderOf, type Writes } from './sender.js'

const [way, address = '', inFlight, seconds] = process.argv.slice(2)
const [host, port] = address.split(':')
const to = { host: host as string, port: Number(port), noDelay: true }

type Reply = { readonly result: number }
type Request = (method: string, params: object, done: (error: unknown, reply: Reply) => void) => void

async function overOne(writes: Writes): Promise<Request> {
  const socket = connect(to)
  await once(socket, 'connect')
  const send = senderOf(socket, writes)
  const waiting: ((error: null, line: string) => void)[] = []
  let answered = 0
  createInterface(socket).on('line', (line) => {
    waiting[answered]?.(null, line)
    if (++answered < 1_000) return
    waiting.splice(0, answered)
    answered = 0
  })
  const client = new JaysonClient((request, done) => {
    waiting.push(done as (error: null, line: string) => void)
    send(`${request}\n`)
  }, {})
  return client.request.bind(client) as Request
}

function ownClient(): Request {
  const client = jayson.Client.tcp(to)
  return client.request.bind(client) as Request
}

const request = way === 'own' ? ownClient() : await overOne(way as Writes)
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  request('Arith.multiply', { a, b }, (error, reply) => {
    if (error !== null && error !== undefined) throw error
    check(reply.result, a * b)
    done()
  })
})
process.exit()
