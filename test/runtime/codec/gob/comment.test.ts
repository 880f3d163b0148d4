import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decode, encode } from '@rpcgen/runtime/gob'
import { expect, test } from 'vitest'
import { Args } from '../../../../generated/arith.js'
import { hex, unhex } from './harness.js'

const source = readFileSync(fileURLToPath(new URL('../../../../runtime/codec/gob/index.ts', import.meta.url)), 'utf8')

/** The bytes that stand in front of their meaning in the comment that opens the codec, a line each. */
function bytesOf(comment: string): string {
  const [, example = ''] = comment.split('```')
  return [...example.matchAll(/^ \* +((?:[0-9a-f]{2} )*[0-9a-f]{2})(?: {2,}|$)/gm)].map(([, bytes]) => bytes).join('')
}

test('the message in the comment that opens the codec is one', () => {
  const stream = unhex(bytesOf(source.slice(0, source.indexOf('*/'))))
  expect(decode(Args, stream)).toEqual({ a: 7, b: 8 })
  expect(hex(encode(Args, { a: 7, b: 8 }))).toBe(hex(stream))
})
