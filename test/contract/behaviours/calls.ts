import { type CallContext, isRpcError, Server } from '@rpcgen/runtime'
import { expect } from 'vitest'
import { ArithClient, ArithErrors, serveArith } from '../../../generated/arith.js'
import { arith } from '../../interop/handlers.js'
import { failure } from '../../runtime/pair.js'
import type { Behaviour } from '../behaviour.js'
import { Bench, type BenchOptions } from '../bench.js'
import { note, nothingServed, wrongParams } from '../methods.js'

/** A behaviour of one bench, which holds nothing once it is closed. */
export function behaviour(name: string, run: (bench: Bench) => Promise<void>, options?: BenchOptions): Behaviour {
  return {
    name,
    async run(wire) {
      const bench = new Bench(wire, options)
      try {
        await run(bench)
      } finally {
        await bench.close()
      }
    },
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What calls are, whatever the bytes look like. */
export const calls: readonly Behaviour[] = [
  behaviour('answers a thousand calls at once, in whichever order', async ({ echo }) => {
    const all = Array.from({ length: 1_000 }, (_, i) => (i % 10 === 0 ? echo.sleep(10 - (i % 7)) : echo.integer(i)))
    const wanted = Array.from({ length: 1_000 }, (_, i) => (i % 10 === 0 ? 10 - (i % 7) : i))
    expect(await Promise.all(all)).toEqual(wanted)
  }),
  behaviour('calls methods without params, without a result, and without both', async ({ echo }) => {
    expect([await echo.count(), await echo.count()]).toEqual([1, 2])
    expect([await echo.discard('x'), await echo.nothing()]).toEqual([undefined, undefined])
  }),
  behaviour('brings an error of the schema with its details', async ({ arith }) => {
    const error = await failure(arith.divide({ a: 7, b: 0 }))
    expect(error).toMatchObject({ code: 'remote', executed: 'yes', errorName: 'DivideByZero' })
    expect(ArithErrors.DivideByZero.is(error) && error.details).toEqual({ dividend: 7 })
  }),
  behaviour('brings the text of an error of the schema', async ({ arith }) => {
    expect((await failure(arith.divide({ a: 7, b: 0 }))).message).toBe('divide by zero')
  }),
  behaviour('brings the text of any other error', async ({ echo }) => {
    const error = await failure(echo.fail('żółw "quoted" \\ \n 🐢'))
    expect(error).toMatchObject({ code: 'remote', message: 'żółw "quoted" \\ \n 🐢', executed: 'yes' })
  }),
  behaviour(
    'keeps what a handler says to itself when it is not for the caller',
    async ({ echo }) => {
      expect(await failure(echo.string('x'))).toMatchObject({ message: 'internal error', executed: 'yes' })
    },
    {
      echo: {
        string() {
          throw new TypeError('a secret')
        },
      },
    },
  ),
  behaviour(
    'tells by its code what becomes of a call',
    async ({ client, echo }) => {
      expect((await failure(echo.string('x'))).code).toBe('internal')
      expect((await failure(client.call(wrongParams, ['six', 'seven']))).code).toBe('bad_args')
      expect((await failure(client.call(nothingServed, 'x'))).code).toBe('no_such_method')
      expect((await failure(echo.fail('no'))).code).toBe('remote')
    },
    {
      echo: {
        string() {
          throw new TypeError('a secret')
        },
      },
    },
  ),
  behaviour('refuses a method that is not served', async ({ client, echo }) => {
    expect(await failure(client.call(nothingServed, 'x'))).toMatchObject({ code: 'no_such_method', executed: 'yes' })
    expect(await echo.integer(1)).toBe(1)
  }),
  behaviour('passes over the reply to a call that gave up', async ({ client, echo }) => {
    expect(await failure(echo.sleep(60, { timeout: 20 }))).toMatchObject({ code: 'timeout' })
    expect(client.stats()).toMatchObject({ pending: 0, timers: 0 })
    expect(await echo.string('next')).toBe('next')
    await later(80)
    expect(await echo.string('last')).toBe('last')
    expect(client.stats().lateReplies).toBe(1)
  }),
  {
    name: 'tells the handler of a cancelled call',
    async run(wire) {
      let aborted: unknown
      const sleep = (_: number, { signal }: CallContext): Promise<number> =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = signal.reason
            resolve(0)
          })
          setTimeout(resolve, 200, 0)
        })
      const bench = new Bench(wire, { echo: { sleep }, client: { cancel: 'send' } })
      const call = bench.client.go(note, 'x')
      await call.done
      const controller = new AbortController()
      const slept = failure(bench.echo.sleep(5, { signal: controller.signal }))
      await later(20)
      controller.abort()
      expect(await slept).toMatchObject({ code: 'canceled' })
      expect(await bench.echo.string('there')).toBe('there')
      await later(250)
      await bench.close()
      expect(isRpcError(aborted) && aborted.code).toBe('canceled')
    },
  },
  {
    name: 'brings the deadline and the metadata of a call',
    async run(wire) {
      const seen: { metadata?: unknown; deadline?: Date | undefined } = {}
      const string = (text: string, { metadata, deadline }: CallContext): string => {
        Object.assign(seen, { metadata: { ...metadata }, deadline })
        return text
      }
      const bench = new Bench(wire, { echo: { string } })
      await bench.echo.string('x', { timeout: 5_000, metadata: { trace: 'a1' } })
      await bench.close()
      expect(seen.metadata).toEqual({ trace: 'a1' })
      expect(seen.deadline?.getTime()).toBeLessThan(Date.now() + 5_001)
    },
  },
  behaviour('sends a oneway call that nobody answers', async (bench) => {
    await bench.echo.string('first')
    const before = bench.responses.length
    await bench.client.call(note, 'x')
    await later(20)
    expect(bench.responses.length).toBe(before)
    expect(await bench.echo.string('there')).toBe('there')
  }),
  {
    name: 'calls both ways over one connection',
    async run(wire) {
      const here = new Server()
      serveArith(here, arith)
      const integer = async (n: number, { caller }: CallContext): Promise<number> => {
        const square = await new ArithClient(caller).multiply({ a: n, b: n })
        const error = await failure(new ArithClient(caller).divide({ a: n, b: 0 }))
        return ArithErrors.DivideByZero.is(error) ? square + error.details.dividend : -1
      }
      const bench = new Bench(wire, {
        echo: { integer },
        client: { server: here, extensions: 'on' },
      })
      const all = await Promise.all(Array.from({ length: 100 }, (_, n) => bench.echo.integer(n)))
      expect(all).toEqual(Array.from({ length: 100 }, (_, n) => n * n + n))
      await bench.close()
      await here.close()
    },
  },
]
