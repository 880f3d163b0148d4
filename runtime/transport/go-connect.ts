/**
 * The handshake of Go's `DialHTTP` and `ServeHTTP` (net/rpc), as text: a CONNECT
 * request, one line of answer, and from then on the stream belongs to the calls.
 *
 *     CONNECT /_goRPC_ HTTP/1.0\n\n
 *     HTTP/1.0 200 Connected to Go RPC\n\n
 */

/** Where Go serves calls unless it is told otherwise (net/rpc/server.go, DefaultRPCPath). */
export const DEFAULT_PATH = '/_goRPC_'

const CONNECTED = '200 Connected to Go RPC'

/** The server's answer that lets a client in. */
export const ACCEPTANCE: string = `HTTP/1.0 ${CONNECTED}\n\n`

/** Whether a path can stand in a request line. */
export function isPath(path: string): boolean {
  return /^\/[\x21-\x7e]*$/.test(path)
}

/** The client's request, byte for byte that of Go. */
export function connectRequest(path: string): string {
  return `CONNECT ${path} HTTP/1.0\n\n`
}

/** Why the server's answer is not the one that is wanted, in Go's words (net/http/response.go, ReadResponse); undefined when it is. */
export function refusalIn(head: readonly string[]): string | undefined {
  const [line = '', ...headers] = head
  const space = line.indexOf(' ')
  if (space < 0) return `malformed HTTP response ${JSON.stringify(line)}`
  const version = line.slice(0, space)
  const status = line.slice(space).replace(/^ +/, '')
  const code = status.split(' ', 1)[0] ?? ''
  if (!/^\d{3}$/.test(code)) return `malformed HTTP status code ${JSON.stringify(code)}`
  if (!/^HTTP\/\d\.\d$/.test(version)) return `malformed HTTP version ${JSON.stringify(version)}`
  const bad = malformedHeader(headers)
  if (bad !== undefined) return `malformed MIME header line: ${bad}`
  return status === CONNECTED ? undefined : `unexpected HTTP response: ${status}`
}

/** The answer to a request that is not `CONNECT path`, as Go's server words it; undefined when it is. */
export function answerToRefuse(head: readonly string[], path: string): string | undefined {
  const [line = '', ...headers] = head
  const [method = '', target = '', version = '', ...more] = line.split(' ')
  const malformed = method === '' || target === '' || more.length > 0 || !/^HTTP\/1\.\d$/.test(version)
  if (malformed || malformedHeader(headers) !== undefined) return BAD_REQUEST
  // Go looks at the path before it looks at the method, and at no query (net/http/server.go, ServeMux).
  if (target.replace(/\?.*$/, '') !== path) return answer('404 Not Found', '404 page not found\n', method)
  return method === 'CONNECT' ? undefined : answer('405 Method Not Allowed', '405 must CONNECT\n', method)
}

function answer(status: string, text: string, method = ''): string {
  const headers = `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${text.length}\r\nConnection: close\r\n`
  return `HTTP/1.0 ${status}\r\n${headers}\r\n${method === 'HEAD' ? '' : text}`
}

const BAD_REQUEST = answer('400 Bad Request', '400 Bad Request')

/** The answer to a head that is too long. */
export const TOO_LARGE: string = answer('431 Request Header Fields Too Large', '431 Request Header Fields Too Large')

/** The first line that is neither `Name: value` nor the rest of one. */
function malformedHeader(lines: readonly string[]): string | undefined {
  return lines.find((line, at) => !/^[\w!#$%&'*+.^`|~-]+:/.test(line) && !(at > 0 && /^[ \t]/.test(line)))
}
