import { RpcError } from '@rpcgen/runtime'
import type { Message, Method } from '@rpcgen/runtime/stub'
import { message, method, service, structType, unknown } from '@rpcgen/runtime/stub'
import { Args, ArithMethods } from '../../../generated/arith.js'
import { EchoMethods } from '../../../generated/echo.js'
import type { AnyMethod } from '../../../runtime/message.js'

/** The service Desk of `test/peers/go/catalogue_server.go`, by hand. */

function given<T>(message: Message<T> | undefined): Message<T> {
  if (message === undefined) throw new Error('this method has no such message')
  return message
}

export const number: Message<number> = given(ArithMethods.multiply.result)
export const text: Message<string> = given(EchoMethods.string.params)
const list: Message<number[]> = given(EchoMethods.list.result)

interface Holder {
  v: unknown
}

const HolderType = structType('Holder', () => [{ name: 'v', type: unknown }])

/** Go's interface{} in a struct. */
const Holder: Message<Holder> = message(
  HolderType,
  (e, slot, { v }) => {
    e.beginStruct(slot, HolderType, { v })
    e.unknown(0, v)
    e.endStruct()
  },
  (d) => {
    let v: unknown
    d.beginStruct(HolderType)
    while (d.nextField() === 0) v = d.unknown()
    return { v }
  },
)

interface DeskMethods {
  readonly add: Method<Args, number>
  readonly fail: Method<string, number>
  readonly wait: Method<string, string>
  readonly release: Method<string, void>
  readonly list: Method<void, number[]>
  readonly table: Method<void, Record<string, number>>
  readonly pair: Method<void, Args>
  readonly hold: Method<Holder, string>
  readonly unsendable: Method<void, Args>
  readonly unregistered: Method<void, number[]>
  readonly panic: Method<void, void>
}

export function deskMethods(name: string): DeskMethods {
  const named = service(name)
  return {
    add: method(named, 'add', { params: Args, result: number }),
    fail: method(named, 'fail', { params: text, result: number }),
    wait: method(named, 'wait', { params: text, result: text, timeout: Number.POSITIVE_INFINITY }),
    release: method(named, 'release', { params: text }),
    list: method(named, 'list', { result: list }),
    table: method(named, 'table', { result: given(EchoMethods.record.result) }),
    pair: method(named, 'pair', { result: Args }),
    hold: method(named, 'hold', { params: Holder, result: text }),
    unsendable: method(named, 'unsendable', { result: Args }),
    unregistered: method(named, 'unregistered', { result: list }),
    panic: method(named, 'panic', {}),
  }
}

export const Desk: DeskMethods = deskMethods('Desk')

/** The methods as `Server.register` takes them. */
export function all(methods: DeskMethods): readonly AnyMethod[] {
  return Object.values(methods) as readonly AnyMethod[]
}

/** What the handlers of `wait` have in common, however many services they serve. */
export class Gates {
  /** The names for which a handler has begun. */
  readonly begun: string[] = []
  readonly #gates = new Map<string, { readonly opened: Promise<void>; readonly open: () => void }>()

  of(name: string): { readonly opened: Promise<void>; readonly open: () => void } {
    const known = this.#gates.get(name)
    if (known !== undefined) return known
    let open = (): void => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const gate = { opened, open }
    this.#gates.set(name, gate)
    return gate
  }
}

/** A function for each method, none of which knows what is wrong with the last four. */
export function deskHandlers(gates: Gates): Readonly<Record<keyof DeskMethods, (params: never) => unknown>> {
  return {
    add: ({ a, b }: Args) => a + b,
    fail: (reason: string) => {
      throw new RpcError('remote', reason)
    },
    wait: async (name: string) => {
      gates.begun.push(name)
      await gates.of(name).opened
      return name
    },
    release: (name: string) => gates.of(name).open(),
    list: () => [],
    table: () => ({}),
    pair: () => ({ a: 0, b: 0 }),
    hold: ({ v }: Holder) => typeof v,
    unsendable: () => ({ a: 'one', b: 2 }),
    unregistered: () => [1, 'two'],
    panic: () => {
      throw new Error('on purpose')
    },
  }
}
