import { Client } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { describe, expect, test } from 'vitest'
import { ArithClient } from '../../../../../generated/arith.js'
import { EchoClient } from '../../../../../generated/echo.js'
import { ScriptedTransport, turn } from '../../../scripted-transport.js'
import { served } from './served.js'

const request = (id: string, method = 'Echo.string', params = '["x"]'): string =>
  `{"jsonrpc":"2.0","method":"${method}","params":${params},"id":${id}}`
const answer = (id: string, result = '"x"'): string => `{"jsonrpc":"2.0","id":${id},"result":${result}}`
const invalid = '{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}'

describe('an id is echoed as it came', () => {
  const ids = [
    ['"a"', '"a"'],
    ['"\\u00e9\\""', '"\\u00e9\\""'],
    ['""', '""'],
    ['0', '0'],
    ['-7', '-7'],
    ['1.5', '1.5'],
    ['1.50e3', '1.50e3'],
    ['9007199254740993', '9007199254740993'],
    ['null', 'null'],
  ] as const

  test.each(ids)('%s, alone and in a batch', async (id, back) => {
    const { answers } = served()
    expect(await answers(request(id))).toBe(`${answer(back)}\n`)
    expect(await answers(`[${request(id)}]`)).toBe(`[${answer(back)}]\n`)
  })

  test('in one batch, all of them, whether they are equal or not', async () => {
    const { answers } = served()
    const all = [...ids, ...ids]
    const output = await answers(`[ ${all.map(([id]) => request(id)).join(' , ')} ]`)
    expect(output).toBe(`[${all.map(([, back]) => answer(back)).join(',')}]\n`)
  })
})

describe('a batch that arrives', () => {
  test('is answered by one array once the last of its handlers is done, and what follows it sooner', async () => {
    const { answers, transport } = served()
    const sleeping = `[${request('1', 'Echo.sleep', '[30]')},${request('2')}]`
    expect(await answers(`${sleeping}\n${request('3')}\n`)).toBe(`${answer('3')}\n`)
    await expect.poll(() => Buffer.from(transport.written()).toString()).toContain('[')
    expect(Buffer.from(transport.written()).toString()).toBe(`${answer('3')}\n[${answer('2')},${answer('1', '30')}]\n`)
  })

  test('has an answer for each item that is no notification, whatever it is', async () => {
    const { answers } = served()
    const items = ['1', 'null', '"s"', '[]', '{}', `[${request('1')}]`, '{"jsonrpc":"1.0","method":"x","id":1}']
    expect(await answers(`[${items.join(',')},{"jsonrpc":"2.0","method":"Echo.nothing"}]`)).toBe(
      `[${items.map(() => invalid).join(',')}]\n`,
    )
  })

  test('of notifications alone, of those that nobody serves too, is not answered', async () => {
    const { answers } = served()
    const note = '{"jsonrpc":"2.0","method":"Echo.discard","params":["x"]}'
    expect(await answers(`[${note},{"jsonrpc":"2.0","method":"nobody"},${note}]`)).toBe('')
    expect(await answers(request('1'))).toBe(`${answer('1')}\n`)
  })

  test('that is empty, or no JSON, is answered by one error', async () => {
    const { answers } = served()
    expect(await answers('[ ]\n')).toBe(`${invalid}\n`)
    expect(await answers('[1,]\n')).toContain('"code":-32700')
    expect(await answers(request('1'))).toBe(`${answer('1')}\n`)
  })

  test('may hold responses, which get no answer', async () => {
    const { answers } = served()
    expect(await answers(`[${answer('5')},${request('1')}]`)).toBe(`[${answer('1')}]\n`)
    expect(await answers(`[${answer('5')}]`)).toBe('')
  })

  test('whose answers are over the limit together says so in the place of the one that is too much', async () => {
    const { answers } = served({}, { message: 1_000 })
    const long = (id: number): string => request(String(id), 'Echo.string', `["${'x'.repeat(200)}"]`)
    const one = JSON.parse(await answers(`[${[1, 2, 3].map(long).join(',')}]`)) as { error?: unknown }[]
    expect(one.map(({ error }) => error)).toEqual([undefined, undefined, undefined])
    const repeat = request('1', 'Echo.strings', `[${JSON.stringify(Array.from({ length: 30 }, () => '<<<'))}]`)
    const output = JSON.parse(await answers(`[${[repeat, repeat].join(',')}]`)) as { error?: { code: number } }[]
    expect(output.map(({ error }) => error?.code)).toEqual([undefined, -32603])
    expect(await answers(request('1'))).toBe(`${answer('1')}\n`)
  })
})

describe('batches that are sent', () => {
  function calling(limit?: number) {
    const transport = new ScriptedTransport()
    const client = new Client(transport, {
      codec: json({ batch: true }),
      ...(limit === undefined ? {} : { limits: { message: limit } }),
    })
    return { transport, client, arith: new ArithClient(client), echo: new EchoClient(client) }
  }

  test('hold the calls of one turn; one alone is none, and those of the next turn are the next', async () => {
    const { transport, client, arith } = calling()
    const calls = [arith.multiply({ a: 1, b: 2 })]
    await turn()
    calls.push(arith.multiply({ a: 3, b: 4 }), arith.multiply({ a: 5, b: 6 }))
    await turn()
    const lines = Buffer.from(transport.written()).toString().trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ id: 0 }),
      [expect.objectContaining({ id: 1 }), expect.objectContaining({ id: 2 })],
    ])
    // The answers may come in one array or several, in any order.
    transport.feed(Buffer.from(`${answer('2', '30')}[${answer('0', '2')},${answer('1', '12')}]`))
    expect(await Promise.all(calls)).toEqual([2, 12, 30])
    await client.close()
  })

  test('stay below the limit of a message: what does not fit is the next one', async () => {
    const { transport, client, echo } = calling(500)
    const calls = Array.from({ length: 6 }, () => echo.string('x'.repeat(100)))
    for (const call of calls) call.catch(() => {})
    await turn()
    const lines = Buffer.from(transport.written()).toString().trim().split('\n')
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(500)
    expect(lines.flatMap((line) => [JSON.parse(line)].flat())).toHaveLength(6)
    await client.close()
  })

  test('do not take back or leave out a call that was canceled before they left', async () => {
    const { transport, client, arith } = calling()
    const controller = new AbortController()
    const canceled = arith.multiply({ a: 1, b: 2 }, { signal: controller.signal }).catch(({ code }) => code)
    const other = arith.multiply({ a: 3, b: 4 })
    controller.abort()
    expect(await canceled).toBe('canceled')
    await turn()
    transport.feed(Buffer.from(`[${answer('0', '2')},${answer('1', '12')}]`))
    expect(await other).toBe(12)
    await client.close()
  })
})
