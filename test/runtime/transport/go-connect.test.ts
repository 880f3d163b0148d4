import { describe, expect, test } from 'vitest'
import {
  ACCEPTANCE,
  answerToRefuse,
  connectRequest,
  DEFAULT_PATH,
  isPath,
  refusalIn,
} from '../../../runtime/transport/go-connect.js'

test('both sides say what Go says, byte for byte', () => {
  expect(connectRequest(DEFAULT_PATH)).toBe('CONNECT /_goRPC_ HTTP/1.0\n\n')
  expect(ACCEPTANCE).toBe('HTTP/1.0 200 Connected to Go RPC\n\n')
})

describe("a server's answer", () => {
  test.each([
    ['HTTP/1.0 200 Connected to Go RPC'],
    ['HTTP/1.1 200 Connected to Go RPC'],
    ['HTTP/1.1   200 Connected to Go RPC'],
    ['HTTP/1.1 200 Connected to Go RPC', 'Server: proxy', 'X-Folded: a', '\tb'],
  ])('%j lets in', (...head) => {
    expect(refusalIn(head)).toBeUndefined()
  })

  test.each([
    { head: ['HTTP/1.1 404 Not Found'], reason: 'unexpected HTTP response: 404 Not Found' },
    { head: ['HTTP/1.0 200 OK'], reason: 'unexpected HTTP response: 200 OK' },
    { head: ['HTTP/1.0 200 Connected to Go RPC '], reason: 'unexpected HTTP response: 200 Connected to Go RPC ' },
    { head: ['HTTP/1.0 200 connected to go rpc'], reason: 'unexpected HTTP response: 200 connected to go rpc' },
    { head: ['HTTP/1.0 201 Connected to Go RPC'], reason: 'unexpected HTTP response: 201 Connected to Go RPC' },
    { head: [], reason: 'malformed HTTP response ""' },
    { head: ['SSH-2.0-OpenSSH'], reason: 'malformed HTTP response "SSH-2.0-OpenSSH"' },
    { head: ['HTTP/1.0 20 Connected'], reason: 'malformed HTTP status code "20"' },
    { head: ['HTTP/1.0 '], reason: 'malformed HTTP status code ""' },
    { head: ['HTTPS 200 Connected to Go RPC'], reason: 'malformed HTTP version "HTTPS"' },
    {
      head: ['HTTP/1.0 200 Connected to Go RPC', 'no header'],
      reason: 'malformed MIME header line: no header',
    },
  ])('$head does not', ({ head, reason }) => {
    expect(refusalIn(head)).toBe(reason)
  })
})

describe("a client's request", () => {
  test.each([
    { head: ['CONNECT /_goRPC_ HTTP/1.0'] },
    { head: ['CONNECT /_goRPC_ HTTP/1.1', 'Host: localhost:1234', 'X-Empty:'] },
    { head: ['CONNECT /_goRPC_?trace=1 HTTP/1.0'] },
    { head: ['CONNECT /foo HTTP/1.0'], path: '/foo' },
  ])('$head is let in', ({ head, path = DEFAULT_PATH }) => {
    expect(answerToRefuse(head, path)).toBeUndefined()
  })

  const METHOD = ['405 Method Not Allowed', '405 must CONNECT\n'] as const
  const PATH = ['404 Not Found', '404 page not found\n'] as const
  const BAD = ['400 Bad Request', '400 Bad Request'] as const

  // The status and the body are what Go's server answers to the same bytes.
  test.each([
    { head: ['GET /_goRPC_ HTTP/1.0'], answer: METHOD },
    { head: ['POST /_goRPC_ HTTP/1.1', 'Content-Length: 3'], answer: METHOD },
    { head: ['connect /_goRPC_ HTTP/1.0'], answer: METHOD },
    { head: ['HEAD /_goRPC_ HTTP/1.0'], answer: [METHOD[0], ''] },
    { head: ['CONNECT /other HTTP/1.0'], answer: PATH },
    { head: ['CONNECT /_goRPC_/ HTTP/1.0'], answer: PATH },
    { head: ['GET / HTTP/1.1'], answer: PATH },
    { head: ['HEAD / HTTP/1.1'], answer: [PATH[0], ''] },
    { head: [], answer: BAD },
    { head: ['junk'], answer: BAD },
    { head: ['CONNECT  /_goRPC_ HTTP/1.0'], answer: BAD },
    { head: ['CONNECT /_goRPC_ HTTP/1.0 '], answer: BAD },
    { head: ['CONNECT /_goRPC_'], answer: BAD },
    { head: ['CONNECT /_goRPC_ HTTP/1'], answer: BAD },
    { head: ['CONNECT /_goRPC_ HTTP/2.0'], answer: BAD },
    { head: ['CONNECT /_goRPC_ HTTP/1.0', 'bad header'], answer: BAD },
    { head: ['CONNECT /_goRPC_ HTTP/1.1', 'Host : a'], answer: BAD },
    { head: ['CONNECT /_goRPC_ HTTP/1.1', ' folded: at once'], answer: BAD },
  ])('$head gets $answer', ({ head, answer: [status, body] }) => {
    const answer = answerToRefuse(head, DEFAULT_PATH) ?? ''
    expect(answer.startsWith(`HTTP/1.0 ${status}\r\n`)).toBe(true)
    expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe(body)
  })
})

test.each([
  ['/', true],
  ['/_goRPC_', true],
  ['/a/b?c=%20', true],
  ['', false],
  ['foo', false],
  ['/a b', false],
  ['/a\nX: y', false],
  ['/\u00e9', false],
])('%j is a path: %s', (path, wanted) => {
  expect(isPath(path)).toBe(wanted)
})
