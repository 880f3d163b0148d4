/**
 * `jayson-client.js each|turn ADDRESS IN_FLIGHT SECONDS`: jayson's client over one connection for all calls: its own client of TCP opens
 * one for each, which would be compared with something else. Its server answers
 * in the order of the requests, so a line belongs to the call that waits longest.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import JaysonClient from 'jayson/lib/client/browser/index.js'
import { check, load } from '../load.js'
import { senderOf, type Writes } from './sender.js'

const [writes, address = '', inFlight, seconds] = process.argv.slice(2)
const [host, port] = address.split(':')
const socket = connect({ host: host as string, port: Number(port), noDelay: true })
await once(socket, 'connect')
const send = senderOf(socket, writes as Writes)
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
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  client.request('Arith.multiply', { a, b }, (error: unknown, response: { readonly result: number }) => {
    if (error !== null && error !== undefined) throw error
    check(response.result, a * b)
    done()
  })
})
process.exit()
