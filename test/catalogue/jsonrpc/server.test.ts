import { json } from '@rpcgen/runtime/json'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveArith } from '../arith.js'
import { type GoCatalogue, startGoCatalogue } from '../go-catalogue.js'
import { type RawClient, rawClient } from '../raw-client.js'

let goServer: GoCatalogue
beforeAll(async () => {
  goServer = await startGoCatalogue()
})
afterAll(() => goServer.stop())

/** Go's server, and ours. */
async function servers(): Promise<readonly string[]> {
  return [goServer.json, await serveArith(json({ dialect: 'go' }))]
}

/** What both answer to each text, on one connection. */
async function answers(...dialogue: readonly (readonly [text: string, line: string])[]): Promise<void> {
  for (const url of await servers()) {
    const peer = await rawClient(url)
    for (const [text, line] of dialogue) {
      peer.say(text)
      expect([text, await peer.line()]).toEqual([text, line])
    }
    expect(await alive(peer)).toBe(true)
  }
}

/** Whether a call is still answered. */
async function alive(peer: RawClient): Promise<boolean> {
  peer.say('{"method":"Arith.Add","params":[{"A":7,"B":8}],"id":"alive"}')
  return (await peer.line()) === '{"id":"alive","result":{"C":15},"error":null}'
}

/** That both end the connection and answer nothing. */
async function ends(...texts: readonly string[]): Promise<void> {
  for (const url of await servers()) {
    for (const text of texts) {
      const peer = await rawClient(url)
      peer.say(text)
      await peer.ended()
      await expect(peer.line(), text).rejects.toThrow('the server has ended the connection')
    }
  }
}

const add = (params: string, id = '1'): string => `{"method":"Arith.Add","params":${params},"id":${id}}`

test('J2: a reply has the id, the result and the error in this order, and of the last two one is null', async () => {
  await answers(
    [add('[{"A":7,"B":8}]', '0'), '{"id":0,"result":{"C":15},"error":null}'],
    ['{"method":"Arith.Div","params":[{"A":7,"B":0}],"id":0}', '{"id":0,"result":null,"error":"divide by zero"}'],
    [
      '{"method":"Arith.Err","params":["<&>\u2028"],"id":0}',
      '{"id":0,"result":null,"error":"\\u003c\\u0026\\u003e\\u2028"}',
    ],
  )
})

test('J3: an id is any JSON and comes back as it was, compacted and escaped; one that is missing is null', async () => {
  const ids: readonly (readonly [string, string])[] = [
    ['"a\\u00e9\\u0041"', '"a\\u00e9\\u0041"'],
    ['1.50e3', '1.50e3'],
    ['-0', '-0'],
    ['18446744073709551616', '18446744073709551616'],
    ['{ "a" : [ 1 , "<" ] }', '{"a":[1,"\\u003c"]}'],
    ['[ ]', '[]'],
    ['true', 'true'],
    ['null', 'null'],
  ]
  await answers(
    ...ids.map(([id, back]) => [add('[{"A":7,"B":8}]', id), `{"id":${back},"result":{"C":15},"error":null}`] as const),
    ['{"method":"Arith.Add","params":[{"A":7,"B":8}]}', '{"id":null,"result":{"C":15},"error":null}'],
  )

  // Two calls of one id are both answered.
  for (const url of await servers()) {
    const peer = await rawClient(url)
    peer.say(`{"method":"Arith.SleepMilli","params":[{"A":30}],"id":5}${add('[{"A":1,"B":2}]', '5')}`)
    expect([await peer.line(), await peer.line()]).toEqual([
      '{"id":5,"result":{"C":3},"error":null}',
      '{"id":5,"result":{"C":0},"error":null}',
    ])
  }
})

test('J4: params that are missing, or no array, are answered with an error; an array may have any number of items', async () => {
  const missing = '{"id":1,"result":null,"error":"jsonrpc: request body missing params"}'
  await answers(
    ['{"method":"Arith.Add","id":1}', missing],
    [add('null'), missing],
    [add('[]'), '{"id":1,"result":{"C":0},"error":null}'],
    [add('[null]'), '{"id":1,"result":{"C":0},"error":null}'],
    [add('[{"A":7,"B":8},{"A":100}]'), '{"id":1,"result":{"C":15},"error":null}'],
    [
      add('{"A":7,"B":8}'),
      '{"id":1,"result":null,"error":"json: cannot unmarshal object into Go value of type [1]interface {}"}',
    ],
  )
})

test('J5: an argument that does not fit is answered with an error; keys match in any case, unknown ones are ignored, the last duplicate wins', async () => {
  const wrong = (found: string): string =>
    `{"id":1,"result":null,"error":"json: cannot unmarshal ${found} into Go struct field Args.A of type int"}`
  await answers(
    [add('[{"A":"7"}]'), wrong('string')],
    [add('[{"A":1.5}]'), wrong('number 1.5')],
    [add('[{"A":1e30}]'), wrong('number 1e30')],
    [
      add('[{"a":7,"b":8,"c":[{"A":1}],"__proto__":{"A":2},"constructor":3}]'),
      '{"id":1,"result":{"C":15},"error":null}',
    ],
    [add('[{"A":1,"A":2,"a":7,"B":8}]'), '{"id":1,"result":{"C":15},"error":null}'],
  )
})

test('J6: what is no request at all ends the connection, what is an empty one is answered', async () => {
  const illFormed = '{"id":null,"result":null,"error":"rpc: service/method request ill-formed: "}'
  await answers(['{}', illFormed], ['null\n', illFormed])
  await ends('5\n', '"s"\n', `[${add('[{}]')}]`, '{"method":5}', '\ufeff{}', '{"method":}', '['.repeat(10_001))
  const deep = `${'['.repeat(9_000)}${']'.repeat(9_000)}`
  for (const url of await servers()) {
    const peer = await rawClient(url)
    peer.say(add(`[{"A":${deep}}]`))
    expect(await peer.line()).toBe(
      '{"id":1,"result":null,"error":"json: cannot unmarshal array into Go struct field Args.A of type int"}',
    )
    expect(await alive(peer)).toBe(true)

    // A call that runs is answered first.
    peer.say(`{"method":"Arith.SleepMilli","params":[{"A":30}],"id":1}5\n`)
    expect(await peer.line()).toBe('{"id":1,"result":{"C":0},"error":null}')
    await peer.ended()
  }
})

test('J7: nothing has to stand between values, and a bare null waits for the byte behind it', async () => {
  for (const url of await servers()) {
    const peer = await rawClient(url)
    peer.say(add('[{"A":1,"B":2}]', '"x"') + add('[{"A":3,"B":4}]', '"y"'))
    const lines = [await peer.line(), await peer.line()].sort()
    expect(lines).toEqual(['{"id":"x","result":{"C":3},"error":null}', '{"id":"y","result":{"C":7},"error":null}'])
    peer.say('nul')
    peer.say('l\n')
    expect(await peer.line()).toContain('ill-formed')
  }
})
