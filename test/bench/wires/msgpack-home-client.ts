import { once } from 'node:events'
import { connect } from 'node:net'
import { decodeMultiStream, Encoder } from '@msgpack/msgpack'
import { check, load } from '../load.js'

const [address = '', inFlight, seconds] = process.argv.slice(2)
const [host, port] = address.split(':')
const socket = connect({ host: host as string, port: Number(port), noDelay: true })
await once(socket, 'connect')
const encoder = new Encoder()
const pending = new Map<number, (product: number) => void>()
let seq = 0

/** Hands each reply to its call: a header, then a body. */
async function receive(): Promise<void> {
  let header: { readonly Seq: number } | undefined
  for await (const value of decodeMultiStream(socket)) {
    if (header === undefined) {
      header = value as { readonly Seq: number }
      continue
    }
    const done = pending.get(header.Seq)
    pending.delete(header.Seq)
    header = undefined
    done?.(value as number)
  }
}

void receive()
await load(Number(inFlight), Number(seconds), (a, b, done) => {
  pending.set(seq, (product) => {
    check(product, a * b)
    done()
  })
  // One write a turn, as the other side of this comparison has it.
  if (seq === 0 || socket.writableCorked === 0) {
    socket.cork()
    process.nextTick(() => socket.uncork())
  }
  socket.write(encoder.encode({ Seq: seq++, ServiceMethod: 'Arith.Multiply' }))
  socket.write(encoder.encode({ A: a, B: b }))
})
process.exit()
