import { describe, expect, test } from 'vitest'
import { served } from './served.js'

const body = '{"jsonrpc":"2.0","method":"Echo.string","params":["żółw"],"id":1}'
const { length } = Buffer.from(body)
const result = '{"jsonrpc":"2.0","id":1,"result":"żółw"}'
const answer = `Content-Length: ${Buffer.from(result).length}\r\n\r\n${result}`

describe('a message behind its header', () => {
  test.each([
    `Content-Length: ${length}\r\n\r\n`,
    `content-length:${length}\r\n\r\n`,
    `CONTENT-LENGTH: \t ${length} \t\r\n\r\n`,
    `Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n`,
    `Content-Length: ${length}\r\nContent-Type: x\r\nX-Other:\r\n\r\n`,
    `Content-Length: 00${length}\r\n\r\n`,
  ])('%j', async (header) => {
    const { answers } = served({ framing: 'content-length' })
    expect(await answers(header + body)).toBe(answer)
    expect(await answers(header + body + header + body)).toBe(answer + answer)
  })

  test('may come in pieces of any size', async () => {
    const { transport } = served({ framing: 'content-length' })
    for (const byte of Buffer.from(`Content-Length: ${length}\r\n\r\n${body}`)) transport.feed(Uint8Array.of(byte))
    await expect.poll(() => Buffer.from(transport.written()).toString()).toBe(answer)
  })

  test.each(['', ' ', '{', '{}x', 'x', '{"a":1}{}', '[1,'])(
    'that is no JSON, %j, is answered, and the next one served',
    async (text) => {
      const { answers } = served({ framing: 'content-length' })
      const output = await answers(
        `Content-Length: ${text.length}\r\n\r\n${text}Content-Length: ${length}\r\n\r\n${body}`,
      )
      expect(output).toContain('{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}')
      expect(output).toContain(answer)
    },
  )
})

describe('a header that is none ends the connection', () => {
  test.each([
    ['Content-Length: 5\n\n{"a":', 'protocol'],
    ['\r\n\r\n', 'protocol'],
    ['Content-Type: x\r\n\r\n', 'protocol'],
    ['Content-Length: -5\r\n\r\n', 'protocol'],
    ['Content-Length: 5.0\r\n\r\n', 'protocol'],
    ['Content-Length: 0x10\r\n\r\n', 'protocol'],
    ['Content-Length:\r\n\r\n', 'protocol'],
    ['Content-Length: 9999999999999999\r\n\r\n', 'protocol'],
    ['Content-Length: 999999999\r\n\r\n', 'limit'],
    ['Content-Length 5\r\n\r\n', 'protocol'],
    ['{"jsonrpc":"2.0","method":"x"}\r\n', 'protocol'],
    [`X: ${'y'.repeat(5_000)}`, 'protocol'],
    ['X: y\r\n'.repeat(1_000), 'protocol'],
  ])('%j', async (text, code) => {
    const { answers, transport } = served({ framing: 'content-length' })
    expect(await answers(text)).toBe('')
    expect(transport.closed).toMatchObject({ code })
  })
})
