import type { Client } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { expect, test } from 'vitest'
import { EchoClient } from '../../../generated/echo.js'
import { startGoServer } from '../../peers/go-server.js'
import { arith, dialFor, type Reply } from '../arith.js'
import { failure } from '../failure.js'
import { type GoOutcome, type GoValue, goArgs, goNil, goReply, type ObservedGo, observeGo } from '../observed-go.js'
import { type RawConnection, rawServer } from '../raw-server.js'

const go = json({ dialect: 'go' })
const strict = json({ dialect: 'go', strict: true })

/** Go's client, ours, and ours in strict mode, each with so many calls of `Arith.Add` under way. */
interface Contest {
  readonly go: ObservedGo
  readonly ours: Client
  readonly strict: Client
  readonly calls: readonly Promise<Reply>[]
  readonly strictCalls: readonly Promise<Reply>[]
  readonly connections: readonly RawConnection[]
}

async function contest(count = 1): Promise<Contest> {
  const raw = await rawServer()
  const observed = await observeGo('json', raw.url)
  const fromGo = await raw.accept()
  const ours = await dialFor(raw.url, go)
  const fromOurs = await raw.accept()
  const strictly = await dialFor(raw.url, strict)
  const connections = [fromGo, fromOurs, await raw.accept()]
  const start = (client: Client): Promise<Reply>[] =>
    Array.from({ length: count }, (_, b) => client.call(arith.add, { a: 7, b }))
  for (let b = 0; b < count; b++) await observed.start(String(b), 'Arith.Add', goArgs(7, b), goReply())
  const made = { calls: start(ours), strictCalls: start(strictly) }
  for (const calls of Object.values(made)) for (const call of calls) call.catch(() => {})
  for (const connection of connections) await connection.lines(count)
  return { go: observed, ours, strict: strictly, ...made, connections }
}

const say = ({ connections }: Contest, text: string): void => {
  for (const connection of connections) connection.say(text)
}

/** That a response ends the connection of Go's client and that of our strict one, with the same text, and that ours goes on. */
async function isFatal(response: string, text: string): Promise<Contest> {
  const three = await contest(2)
  say(three, response)
  const ended: GoOutcome = await three.go.wait('1')
  expect([response, ended.error]).toEqual([response, text])
  expect(await three.go.call('Arith.Add', goArgs(1, 2), goReply())).toMatchObject({ kind: 'ErrShutdown' })
  expect(await failure(three.strictCalls[1])).toMatchObject({ code: 'protocol', message: text })
  expect(three.strict.state).toBe('closed')
  three.connections[1]?.say('{"id":1,"result":{"C":8}}')
  expect(await three.calls[1]).toEqual({ c: 8 })
  return three
}

test('J1: a request is one line with one param; characters of HTML are escaped, and what there is none of is null or empty', async () => {
  const raw = await rawServer()
  const observed = await observeGo('json', raw.url)
  const fromGo = await raw.accept()
  const ours = await dialFor(raw.url, go)
  const fromOurs = await raw.accept()
  const awkward = '<a href="x">&\u2028\u2029é\n'
  const requests: readonly (readonly [string, GoValue, () => Promise<unknown>])[] = [
    ['Arith.Add', goArgs(1, 2), () => ours.call(arith.add, { a: 1, b: 2 })],
    ['Arith.Scan', { Kind: 'string', Text: awkward }, () => ours.call(arith.scan, awkward)],
  ]
  for (const [index, [method, args, call]] of requests.entries()) {
    await observed.start(String(index), method, args, goReply())
    call().catch(() => {})
    await fromGo.lines(index + 1)
    await fromOurs.lines(index + 1)
  }
  expect(fromOurs.received().toString()).toBe(fromGo.received().toString())
  expect(fromGo.received().toString()).toMatch(/^\{"method":"Arith\.Add","params":\[\{"A":1,"B":2\}\],"id":0\}\n/)
  expect(await observed.writes()).toHaveLength(requests.length)

  await observed.start('nil', 'Arith.Add', goNil, goReply())
  await observed.start('bytes', 'Arith.Add', { Kind: 'bytes', A: 2 }, goReply())
  await fromGo.lines(4)
  expect(fromGo.received().toString().split('\n').slice(2, 4)).toEqual([
    '{"method":"Arith.Add","params":[null],"id":2}',
    '{"method":"Arith.Add","params":["AAA="],"id":3}',
  ])
})

test('J8: integers of 64 bits keep every digit, both ways', async () => {
  const numbers = [9007199254740993n, 2n ** 63n - 1n, -(2n ** 63n), -9007199254740993n]
  const server = await startGoServer()
  const echo = new EchoClient(await dialFor(server.json, go))
  for (const number of numbers) expect(await echo.int64(number)).toBe(number)
  for (const number of [2n ** 64n - 1n, 2n ** 53n + 1n]) expect(await echo.uint64(number)).toBe(number)
  await server.stop()
})

test('J9: a null result without an error ends the connection of Go’s client and of ours when it is strict; otherwise it is a null', async () => {
  for (const members of ['"result":null,"error":null', '"result":null', '"error":null']) {
    const { calls } = await isFatal(`{"id":0,${members}}`, 'invalid error <nil>')
    expect(await calls[0]).toEqual({ c: 0 })
  }
})

test('J10: so does an error that is no text, and otherwise it fails its call; an empty one has a text, and an error wins over a result', async () => {
  for (const [error, printed, compact] of [
    ['{ "message": "m", "code": -1 }', 'map[code:-1 message:m]', '{"message":"m","code":-1}'],
    ['5', '5', '5'],
    ['false', 'false', 'false'],
    ['[1, null, "x"]', '[1 <nil> x]', '[1,null,"x"]'],
  ] as const) {
    const { calls } = await isFatal(`{"id":0,"result":1,"error":${error}}`, `invalid error ${printed}`)
    expect(await failure(calls[0])).toMatchObject({ message: `invalid error ${compact}` })
  }
  for (const [error, text] of [
    ['""', 'unspecified error'],
    ['"no"', 'no'],
  ] as const) {
    const three = await contest()
    say(three, `{"id":0,"result":{"C":1},"error":${error}}`)
    expect((await three.go.wait('0')).error).toBe(text)
    for (const [call] of [three.calls, three.strictCalls]) {
      expect(await failure(call)).toMatchObject({ code: 'remote', message: text })
    }
  }
})

test('J11: an id is a uint64, null is 0, and one that nobody waits for is passed over; another id and a notification end the connection', async () => {
  const three = await contest(2)
  say(
    three,
    '{"id":99,"result":1}{"id":18446744073709551615,"result":1}{"id":null,"result":{"C":3}}{"id":1,"result":{"C":4}}',
  )
  expect((await three.go.wait('0')).reply).toEqual({ C: 3 })
  expect((await three.go.wait('1')).reply).toEqual({ C: 4 })
  for (const calls of [three.calls, three.strictCalls]) expect(await Promise.all(calls)).toEqual([{ c: 3 }, { c: 4 }])

  const id = (found: string): string =>
    `json: cannot unmarshal ${found} into Go struct field clientResponse.id of type uint64`
  await isFatal('{"id":"0","result":{"C":1}}', id('string'))
  await isFatal('{"id":-1,"result":{"C":1}}', id('number -1'))
  await isFatal('{"id":0.0,"result":{"C":1}}', id('number 0.0'))
  await isFatal('{"method":"Arith.Note","params":[1]}', 'invalid error <nil>')
})

test('J12: a result that does not fit is fatal as well, and otherwise fails its own call; keys of any case fit', async () => {
  const three = await contest(2)
  say(three, '{"id":0,"result":{"c":15}}')
  expect((await three.go.wait('0')).reply).toEqual({ C: 15 })
  for (const [call] of [three.calls, three.strictCalls]) expect(await call).toEqual({ c: 15 })

  const misfit = await contest(2)
  say(misfit, '{"id":0,"result":{"C":"15"}}')
  const text = 'json: cannot unmarshal string into Go struct field Reply.C of type int'
  expect((await misfit.go.wait('0')).error).toBe(`reading body ${text}`)
  expect((await misfit.go.wait('1')).error).toBe(text)
  const [first, second] = misfit.strictCalls as [Promise<Reply>, Promise<Reply>]
  expect(await failure(first)).toMatchObject({ code: 'decode', message: `result.c: ${text}` })
  expect(await failure(second)).toMatchObject({ code: 'protocol', message: text })
  expect(await failure(misfit.calls[0])).toMatchObject({ code: 'decode', message: `result.c: ${text}` })
  misfit.connections[1]?.say('{"id":1,"result":{"C":8}}')
  expect(await misfit.calls[1]).toEqual({ c: 8 })
})

test('strict mode takes what Go’s own server says, and serves as without it', async () => {
  const server = await startGoServer()
  const echo = new EchoClient(await dialFor(server.json, strict))
  expect(await echo.string('x')).toBe('x')
  expect(await failure(echo.fail('no'))).toMatchObject({ code: 'remote', message: 'no' })
  expect(await echo.points([{ x: 1, y: 2 }])).toEqual([{ x: 1, y: 2 }])
  await server.stop()
})
