import { expect } from 'vitest'
import type { Tree } from '../../../generated/echo.js'
import { failure } from '../../runtime/pair.js'
import type { Behaviour } from '../behaviour.js'
import { Bench } from '../bench.js'
import { behaviour } from './calls.js'

const large = 'x'.repeat(20_000)

function deep(levels: number): Tree {
  const leaf: Tree = { value: 0, branches: [], named: {} }
  return levels === 0 ? leaf : { ...leaf, branches: [deep(levels - 1)] }
}

/** What does not fit fails its own call, where it can be told apart from the others, and says where it stands. */
export const bounds: readonly Behaviour[] = [
  behaviour('keeps an argument that does not fit off the wire, and says where it is wrong', async (bench) => {
    await bench.echo.integer(1)
    const { sent } = bench
    const tree = { ...deep(2), branches: [deep(0), { ...deep(0), value: 'five' }] } as unknown as Tree
    const error = await failure(bench.echo.tree(tree))
    expect(error).toMatchObject({ code: 'encode', path: 'params.branches[1].value', executed: 'no' })
    expect(bench.sent).toBe(sent)
    expect(await bench.echo.integer(2)).toBe(2)
  }),
  behaviour(
    'keeps params over the limit off the wire',
    async (bench) => {
      await bench.echo.integer(1)
      const { sent } = bench
      expect(await failure(bench.echo.string(large))).toMatchObject({ code: 'limit', executed: 'no' })
      expect(bench.sent).toBe(sent)
      expect(await bench.echo.integer(2)).toBe(2)
    },
    { limits: { client: { message: 10_000 } } },
  ),
  behaviour(
    'keeps a result over the limit off the wire',
    async ({ echo }) => {
      expect(await failure(echo.string('x'))).toMatchObject({ message: 'internal error', executed: 'yes' })
      expect(await echo.integer(2)).toBe(2)
    },
    { limits: { server: { message: 10_000 } }, echo: { string: () => large } },
  ),
  behaviour(
    'reads no message over the limit',
    async ({ client, echo }) => {
      expect(await failure(echo.string('x'))).toMatchObject({ code: 'limit' })
      expect(client.state).toBe('closed')
    },
    { limits: { client: { message: 10_000 } }, echo: { string: () => large } },
  ),
  behaviour(
    'keeps what is nested over the limit off the wire',
    async (bench) => {
      const { sent } = bench
      expect(await failure(bench.echo.tree(deep(30)))).toMatchObject({ code: 'limit', executed: 'no' })
      expect(bench.sent).toBe(sent)
      expect(await bench.echo.tree(deep(3))).toEqual(deep(3))
    },
    { limits: { client: { nesting: 20 } } },
  ),
  {
    name: 'reads nothing that is nested over the limit',
    async run(wire) {
      const seen: number[] = []
      const tree = (value: Tree): Tree => {
        seen.push(value.value)
        return value
      }
      const bench = new Bench(wire, { limits: { server: { nesting: 20 } }, echo: { tree } })
      expect(await bench.echo.tree({ ...deep(3), value: 1 })).toEqual({ ...deep(3), value: 1 })
      const error = await failure(bench.echo.tree(deep(30)))
      // Where a format cannot pass over what is too deep, the connection is over.
      if (error.code !== 'disconnected') expect(error.message).toContain('more than 20 values inside each other')
      expect(seen).toEqual([1])
      await bench.close()
    },
  },
  behaviour(
    'makes no more objects of a message than the limit',
    async ({ echo }) => {
      const points = Array.from({ length: 30 }, () => ({ x: 0, y: 0 }))
      const error = await failure(echo.points(points))
      expect(error.executed).toBe('yes')
      expect(error.message).toContain('more than 30 objects in one message')
      expect(await echo.points(points.slice(1))).toEqual(points.slice(1))
      expect(await echo.tree(deep(3))).toEqual(deep(3))
    },
    { limits: { server: { objects: 30 } } },
  ),
  ...[1, 7, 64].map((chunk) =>
    behaviour(
      `does all the same in chunks of ${chunk} bytes`,
      async ({ arith, echo }) => {
        const tree = { ...deep(3), named: { 'żółw 🐢': deep(1) } }
        expect(
          await Promise.all([echo.tree(tree), echo.bytes(new Uint8Array(500)), echo.strings(['', 'ż', large])]),
        ).toEqual([tree, new Uint8Array(500), ['', 'ż', large]])
        expect(await failure(arith.divide({ a: 1, b: 0 }))).toMatchObject({ code: 'remote' })
      },
      { chunk },
    ),
  ),
]
