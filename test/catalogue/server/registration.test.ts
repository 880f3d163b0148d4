import { Server } from '@rpcgen/runtime'
import { dial } from '@rpcgen/runtime/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArithMethods } from '../../../generated/arith.js'
import { wires } from '../../interop/wires.js'
import { all, Desk, deskHandlers, deskMethods, Gates } from './desk-service.js'
import { startGoCaller } from './go-caller.js'
import { hosts } from './hosts.js'
import { type Inside, lookInsideGo } from './inside.js'
import { startOurDesk } from './our-desk.js'

let go: Inside
beforeAll(async () => {
  go = await lookInsideGo()
})

describe.each(hosts)('$whose', ({ start }) => {
  let desk: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    desk = await start()
  })
  afterAll(() => desk.stop())

  test.each(['Desk', 'net.rpc.Desk', 'desk'])(
    'S1: serves under any name, with dots or in lower case: %s, to either client on either wire',
    async (name) => {
      for (const { wire, codec } of wires) {
        const caller = await startGoCaller(wire, desk.urls[wire])
        expect(await caller.call(`${name}.Add`, 'Args', { A: 2, B: 3 }, 'int')).toMatchObject({ error: '', reply: 5 })
        await caller.stop()
        const client = await dial(desk.urls[wire], { codec })
        expect(await client.call(deskMethods(name).add, { a: 2, b: 3 })).toBe(5)
        await client.close()
      }
    },
  )
})

describe('a name', () => {
  test("S1: comes from the type or from RegisterName in Go, which refuses the empty one; ours is the schema's word", async () => {
    expect(go.register).toMatchObject({
      first: '',
      'dotted name': '',
      'unexported type': '',
      'empty name': 'rpc.Register: no service name for type main.Good',
    })
    // The name of the class that handles it says nothing to our server.
    class Anything {
      multiply = ({ a, b }: { a: number; b: number }): number => a * b
      divide = (): { quo: number; rem: number } => ({ quo: 0, rem: 0 })
    }
    const server = new Server()
    server.register(Object.values(ArithMethods), new Anything())
    expect(() => server.register(Object.values(ArithMethods), new Anything())).toThrow('already defined: Arith')
  })
})

describe('a registration', () => {
  test('S2: that is refused says why: the doubled name in the words of Go, which are the only ones that apply to us', () => {
    expect(go.register).toMatchObject({
      unnamed: 'rpc.Register: no service name for type *struct { main.unexported }',
      unexported: 'rpc.Register: type unexported is not exported',
      'no methods': 'rpc.Register: type NoMeth has no exported methods of suitable type',
      'pointer methods':
        'rpc.Register: type Pointed has no exported methods of suitable type (hint: pass a pointer to value of that type)',
      second: 'rpc: service already defined: Good',
    })
    // Go looks for methods in the receiver's type. We have the schema's list of them, so what can be wrong is a handler.
    const server = new Server()
    const { pair: _, ...incomplete } = deskHandlers(new Gates())
    expect(() => server.register(all(Desk), incomplete)).toThrow('Desk has no handler pair')
    expect(() => server.register(all(Desk), { ...incomplete, pair: 7 })).toThrow('Desk has no handler pair')
    server.register(all(Desk), deskHandlers(new Gates()))
    expect(() => server.register(all(Desk), deskHandlers(new Gates()))).toThrow('rpc: service already defined: Desk')
  })

  test('S3: leaves out in silence what Go cannot serve, and promoted methods count; ours serves the methods of the schema and no other function', async () => {
    const missing = (name: string): string => `rpc: can't find method Mixed.${name}`
    expect(go.methods).toEqual({
      Suitable: 'suitable',
      Promoted: 'promoted',
      OneInput: missing('OneInput'),
      HiddenParams: missing('HiddenParams'),
      ReplyByValue: missing('ReplyByValue'),
      HiddenReply: missing('HiddenReply'),
      NoError: missing('NoError'),
      OtherResult: missing('OtherResult'),
      lowerCase: missing('lowerCase'),
    })

    const desk = await startOurDesk()
    // Inherited handlers are ours to promote; helpers, and what every object and class has, are not.
    class Base {
      multiply({ a, b }: { a: number; b: number }): number {
        return a * b
      }
    }
    class Derived extends Base {
      divide(): { quo: number; rem: number } {
        return { quo: 1, rem: 0 }
      }
      Helper(): string {
        return 'not for callers'
      }
    }
    desk.server.register(Object.values(ArithMethods), new Derived())
    const caller = await startGoCaller('gob', desk.urls.gob)
    expect(await caller.call('Arith.Multiply', 'Args', { A: 2, B: 3 }, 'int')).toMatchObject({ error: '', reply: 6 })
    for (const name of ['Helper', 'ToString', 'toString', 'constructor', '__proto__', 'multiply']) {
      expect(await caller.call(`Arith.${name}`, 'struct{}', {}, 'string')).toMatchObject({
        error: `rpc: can't find method Arith.${name}`,
        kind: 'server',
      })
    }
    await caller.stop()
    await desk.stop()
  })
})
