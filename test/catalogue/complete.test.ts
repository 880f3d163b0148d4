import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { unobservable } from './unobservable.js'

/** The numbers of the catalogue: C1 to C31 for the client, S1 to S22 for the server, and J1 to J12 for JSON. */
const behaviours: readonly string[] = [
  ...Array.from({ length: 31 }, (_, i) => `C${i + 1}`),
  ...Array.from({ length: 22 }, (_, i) => `S${i + 1}`),
  ...Array.from({ length: 12 }, (_, i) => `J${i + 1}`),
]

/** Go's own tests: those of net/rpc/client_test.go and server_test.go, and of net/rpc/jsonrpc/all_test.go. */
const goTests = {
  rpc: [
    'TestCloseCodec',
    'TestGobError',
    'TestRPC',
    'TestHTTP',
    'TestBuiltinTypes',
    'TestServeRequest',
    'TestRegistrationError',
    'TestSendDeadlock',
    'TestCountMallocs',
    'TestCountMallocsOverHTTP',
    'TestClientWriteError',
    'TestTCPClose',
    'TestErrorAfterClientClose',
    'TestAcceptExitAfterListenerClose',
    'TestShutdown',
  ],
  jsonrpc: [
    'TestServerNoParams',
    'TestServerEmptyMessage',
    'TestServer',
    'TestClient',
    'TestBuiltinTypes',
    'TestMalformedInput',
    'TestMalformedOutput',
    'TestServerErrorHasNullResult',
    'TestUnexpectedError',
  ],
} as const

/** What stands before the colon in the names of the tests in a folder, whether a name is an argument of `test` or of `test.each()`. */
function named(folder: string, word: RegExp): string[] {
  const path = fileURLToPath(new URL(`./${folder}/`, import.meta.url))
  const name = new RegExp(`['"\`](${word.source}): `, 'g')
  return readdirSync(path)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(`${path}${file}`, 'utf8').matchAll(name)])
    .map(([, found = '']) => found)
}

const byNumber = (a: string, b: string): number => behaviours.indexOf(a) - behaviours.indexOf(b)

describe('the catalogue of behaviours', () => {
  test('has a test, or else a reason for having none, for each number and for no other', () => {
    const tested = new Set([...named('client', /C\d+/), ...named('server', /S\d+/), ...named('jsonrpc', /J\d+/)])
    expect([...tested, ...unobservable.map(({ id }) => id)].sort(byNumber)).toEqual(behaviours)
  })

  test('has one test for each behaviour of the client, since both clients are in it', () => {
    const tested = named('client', /C\d+/)
    expect(tested.length).toBe(new Set(tested).size)
  })

  test('gives its reasons in words', () => {
    for (const { id, reason } of unobservable) expect(reason.length, id).toBeGreaterThan(40)
  })
})

describe("Go's own tests", () => {
  test.each(['rpc', 'jsonrpc'] as const)('of %s are translated, one test each', (folder) => {
    expect(named(`net-rpc/${folder}`, /Test\w+/).sort()).toEqual([...goTests[folder]].sort())
  })
})
