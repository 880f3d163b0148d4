import { gob } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arith, dialFor } from '../arith.js'
import { failure } from '../failure.js'
import { type GoCatalogue, startGoCatalogue } from '../go-catalogue.js'
import { header, reply, replyType, responseType } from '../gob-bytes.js'
import { goArgs, goReply, observeGo } from '../observed-go.js'
import { type RawConnection, rawServer } from '../raw-server.js'

let server: GoCatalogue
beforeAll(async () => {
  server = await startGoCatalogue()
})
afterAll(() => server.stop())

const request = 'CONNECT /_goRPC_ HTTP/1.0\n\n'

test('C30: DialHTTP asks for CONNECT, takes only "200 Connected to Go RPC" for an answer, and closes after any other', async () => {
  const raw = await rawServer()
  const url = raw.url.replace('tcp:', 'http-connect:')
  const address = new URL(raw.url).host

  /** Lets a client dial, and gives it this answer, and no more when it is the last. */
  const answering = async <T>(client: Promise<T>, answer: string, last = false): Promise<[T, RawConnection]> => {
    const peer = await raw.accept()
    await peer.bytes(request.length)
    expect(peer.received().toString()).toBe(request)
    peer.say(answer)
    if (last) peer.end()
    return [await client, peer]
  }

  const good = 'HTTP/1.1 200 Connected to Go RPC\r\nX-Extra: yes\r\n\r\n'
  const [go, fromGo] = await answering(observeGo('http', url), good)
  const [client, fromOurs] = await answering(dialFor(url, gob()), good)
  for (const peer of [fromGo, fromOurs]) peer.send(responseType, replyType)
  const call = client.call(arith.add, { a: 7, b: 8 })
  await go.start('0', 'Arith.Add', goArgs(7, 8), goReply())
  for (const peer of [fromGo, fromOurs]) {
    await peer.bytes(request.length + 102)
    peer.send(header(0), reply(15))
  }
  expect((await go.wait('0')).reply).toEqual({ C: 15 })
  expect(await call).toEqual({ c: 15 })

  for (const { answer, reason } of [
    { answer: 'HTTP/1.0 200 OK\n\n', reason: 'unexpected HTTP response: 200 OK' },
    { answer: 'HTTP/1.0 404 Not Found\n\n', reason: 'unexpected HTTP response: 404 Not Found' },
    { answer: '', reason: 'unexpected EOF' },
  ]) {
    const [refused, from] = await answering(observeGo('http', url), answer, true)
    expect(refused.dialled.error).toBe(`dial-http tcp ${address}: ${reason}`)
    await from.ended()
    const [error, ours] = await answering(failure(dialFor(url, gob())), answer, true)
    expect(error).toMatchObject({
      code: 'connect',
      executed: 'no',
      message: `cannot connect to ${url}: ${reason}`,
    })
    await ours.ended()
  }

  const nowhere = await observeGo('http', server.http, '/nowhere')
  expect(nowhere.dialled.error).toMatch(/^dial-http tcp .*: unexpected HTTP response: 404 Not Found$/)
  expect(await failure(dialFor(server.http, gob(), { path: '/nowhere' }))).toMatchObject({
    code: 'connect',
    message: `cannot connect to ${server.http}: unexpected HTTP response: 404 Not Found`,
  })
  expect(await (await dialFor(server.http, gob())).call(arith.add, { a: 7, b: 8 })).toEqual({ c: 15 })
})
