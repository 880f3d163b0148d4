import { isRpcError } from '@rpcgen/runtime'
import { GobWriter, typed } from '@rpcgen/runtime/gob'
import type { Message } from '@rpcgen/runtime/stub'
import { expect, test } from 'vitest'
import { listType, mapType } from '../../../../runtime/build-type.js'
import { integer, string, unknown } from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'
import { mostSteps, stepsOf } from '../steps.js'
import { asRequests } from './bare-stream.js'
import { bench, hex } from './harness.js'
import { any, Dot, Holder, types } from './interfaces.js'

const Anys = messageOf(listType(() => unknown))
const Record = messageOf(mapType(string, () => unknown))

/** Values that are cut, in pieces of pieces, between values that are not. */
const items: readonly (readonly [message: Message<unknown>, value: unknown])[] = [
  [messageOf(integer), 5],
  [Anys, [null, typed('main.Dot', { X: 1, Y: 2 }), typed('[]string', ['a', '']), -1.5]],
  [Holder, { a: { b: [typed('main.Holder', { a: 1n << 70n, c: 0 })] }, b: new Date(0), c: 7 }],
  [Record, new Map([['k', typed('[]int', [1])]])],
  [any, typed('constructor', { X: 3, Y: 0 })],
  [Dot, { X: 1, Y: 2 }],
]

/** What becomes of the frames of a stream that arrives in these chunks: whatever is thrown that is no RpcError gets through. */
function fates(chunks: readonly Uint8Array[], skipped: boolean): readonly string[] {
  const { codec, reader, header } = bench({ message: 1 << 16 }, 'auto', types)
  const found: string[] = []
  let fed = 0
  for (const chunk of chunks) {
    reader.append(chunk)
    fed += chunk.length
    for (;;) {
      let isFraming = true
      try {
        if (codec.readHeader(header) === 0) break
        isFraming = false
        const [message] = items[found.length % items.length] as (typeof items)[number]
        codec.readBody(skipped ? undefined : message)
        found.push('read')
      } catch (error) {
        if (!isRpcError(error)) throw error
        found.push(isFraming ? `the end: ${error.code}` : error.code)
        if (isFraming) return found
      } finally {
        if (stepsOf(codec) > mostSteps(fed)) expect(stepsOf(codec)).toBeLessThanOrEqual(mostSteps(fed))
      }
    }
  }
  return found
}

test('whatever one byte is, a stream of interface values comes to the same in pieces and whole, read and passed over', () => {
  const writer = new GobWriter({ types })
  const good = asRequests(items.map(([message, value]) => hex(writer.write(message, value))))
  expect(fates([good], false)).toEqual(items.map(() => 'read'))
  let refused = 0
  for (let at = 0; at < good.length; at++) {
    const byte = good[at] as number
    for (const other of new Set([0, 1, 2, 4, 0x10, 0x7f, 0x80, 0xf8, 0xff, byte - 1, byte + 1, byte ^ 0x80])) {
      const bad = Uint8Array.from(good)
      bad[at] = other
      const whole = fates([bad], false)
      const cut = fates([bad.slice(0, at), bad.slice(at, at + 1), bad.slice(at + 1)], false)
      if (String(cut) !== String(whole)) expect([at, other, cut]).toEqual([at, other, whole])
      // Where frames end does not hang on whether anyone reads them.
      const skipped = fates([bad], true)
      const ends = (fate: readonly string[]) => [fate.length, fate.at(-1)?.startsWith('the end')]
      if (String(ends(skipped)) !== String(ends(whole)))
        expect([at, other, ends(skipped)]).toEqual([at, other, ends(whole)])
      if (whole.some((fate) => fate !== 'read')) refused++
    }
  }
  expect(refused).toBeGreaterThan(good.length)
})
