/** The npm package `thrift` as a client of our server. */

import { afterEach, describe, expect, test } from 'vitest'
import { type NpmClient, startNpmClient } from '../../peers/thrift-npm.js'
import { startOurServer } from './our-server.js'
import { everyWire, type NamedWire, named } from './wires.js'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function connected(row: NamedWire): Promise<NpmClient> {
  const server = await startOurServer(row)
  cleanups.push(() => server.close())
  const client = await startNpmClient(row.wire, server.url)
  cleanups.push(() => client.close())
  return client
}

/** The package writes no other header. */
const strictWires = everyWire.filter(({ strict }) => strict)

describe.each(named(strictWires))('$name', (row) => {
  test('calls with 64 in flight, each of which gets its own answer', async () => {
    const { calculator } = await connected(row)
    let next = 0
    const caller = async (): Promise<void> => {
      for (let i = next++; i < 2_000; i = next++) {
        if (i % 10 === 3) await expect(calculator('divide', i, 0)).rejects.toMatchObject({ dividend: i })
        else expect(await calculator('multiply', i, -3)).toBe(i === 0 ? 0 : i * -3)
      }
    }
    await Promise.all(Array.from({ length: 64 }, caller))
  })

  test('brings values there and back', async () => {
    const { calculator, make } = await connected(row)
    const echoed = (method: string, value: unknown): Promise<void> =>
      expect(calculator(method, value), method).resolves.toEqual(value)
    await echoed('echoBool', true)
    await echoed('echoByte', -128)
    await echoed('echoI16', -32_768)
    await echoed('echoI32', 2 ** 31 - 1)
    await echoed('echoDouble', -1e-300)
    await echoed('echoDouble', Number.NaN)
    await echoed('echoString', 'żółw 🐢'.repeat(7_000))
    await echoed('echoBinary', Buffer.alloc(65_536, 0x9f))
    await echoed('echoOperation', 100_000)
    await echoed('echoList', Array(100).fill(-1))
    await echoed('echoSet', ['a', 'ż'])
    await echoed('echoMap', { '-1': 'x', '2147483647': 'ż' })
    expect(`${await calculator('echoI64', -(2 ** 50) - 1)}`).toBe(`${-(2 ** 50) - 1}`)
    const point = make('Point', { x: 0.5, y: -2 })
    const circle = make('Shape', { circle: make('Circle', { center: point, radius: 1 }) })
    await echoed('echoPoint', point)
    await echoed('echoShape', make('Shape', { group: make('Group', { members: [circle, circle] }) }))
    await echoed('echoSparse', make('Sparse', { least: -1, flag: false, texts: [], counts: { ż: 1 }, point }))
    const leaf = make('Tree', { value: 1, children: [] })
    await echoed('echoTree', make('Tree', { value: -1, left: leaf, right: leaf, children: [leaf, leaf] }))
  })

  test('tells errors apart', async () => {
    const { calculator, greeter } = await connected(row)
    await expect(calculator('divide', 5, 0)).rejects.toMatchObject({ name: 'DivideByZero', dividend: 5 })
    await expect(calculator('divide', -(2 ** 31), -1)).rejects.toMatchObject({ message: 'too large: 2147483648' })
    await expect(calculator('fail', 'hush')).rejects.toMatchObject({ type: 6, message: 'internal error' })
    await expect(calculator('refuse', 0, 'no: żółw')).rejects.toMatchObject({ type: 0, message: 'no: żółw' })
    await expect(calculator('unserved', 'x')).rejects.toMatchObject({ type: 1 })
    await expect(calculator('echoOperation', 3)).rejects.toMatchObject({ type: 7 })
    expect(await calculator('nothing')).toBeUndefined()
    if (greeter === undefined) return
    expect(await greeter('greet', 'żółw')).toBe('Hello, żółw!')
    expect(await greeter('multiply', 6, 7)).toBe(43)
  })

  test('sends what nobody answers', async () => {
    const { calculator } = await connected(row)
    void calculator('note', 'one')
    void calculator('note', 'two')
    expect(await calculator('noted')).toEqual(['one', 'two'])
  })
})
