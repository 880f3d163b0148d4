/** `msgpack-home-client.js go|rpc each|turn ADDRESS IN_FLIGHT SECONDS` */
import { once } from 'node:events'
import { connect } from 'node:net'
import { decodeMultiStream, Encoder } from '@msgpack/msgpack'
import { check, load } from '../load.js'
import { type Framing, framings } from './msgpack-framing.js'
import { senderOf, type Writes } from './sender.js'

const [dialect = '', writes, address = '', inFlight, seconds] = process.argv.slice(2)
const framing = framings[dialect] as Framing
const [host, port] = address.split(':')
const socket = connect({ host: host as string, port: Number(port), noDelay: true })
await once(socket, 'connect')
const send = senderOf(socket, writes as Writes)
const encoder = new Encoder()
const pending = new Map<number, (product: number) => void>()
let seq = 0

/** Hands each reply to its call. */
async function receive(): Promise<void> {
  let message: unknown[] = []
  for await (const value of decodeMultiStream(socket)) {
    message.push(value)
    if (message.length < framing.count) continue
    const [of, product] = framing.read(message)
    message = []
    const done = pending.get(of)
    pending.delete(of)
    done?.(product)
  }
}

void receive()
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  pending.set(seq, (product) => {
    check(product, a * b)
    done()
  })
  for (const value of framing.request(seq++, a, b)) send(encoder.encode(value))
})
process.exit()
