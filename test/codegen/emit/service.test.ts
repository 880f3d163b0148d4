import { describe, expect, test } from 'vitest'
import { emit } from '../../../codegen/emit/index.js'
import type { MethodNode, ServiceNode } from '../../../codegen/ir/node.js'
import {
  enumeration,
  field,
  file,
  integer,
  list,
  message,
  method,
  program,
  ref,
  service,
  set,
  string,
} from './program.js'

function text(methods: readonly MethodNode[], more: Partial<ServiceNode> = {}): string {
  const declarations = [message('a#Args', [field('a', integer)]), enumeration('a#Shade', { Empty: '' })]
  const served = service('Arith', methods, more)
  return emit(program(file('a', declarations, [served])))[0]?.text ?? ''
}

interface Want {
  /** The descriptor's type, and how it is made. */
  readonly type: string
  readonly spec: string
  /** In the interface and in the client. */
  readonly client: string
  readonly call: string
  readonly handler: string
}

const table: [name: string, given: MethodNode, want: Want][] = [
  [
    'params and result',
    method('add', { params: ref('a#Args'), result: integer }),
    {
      type: 'add: Method<Args, number>',
      spec: "add: method(arithService, 'add', { params: Args, result: integerBody }),",
      client: 'add(params: Args, options?: CallOptions): Promise<number>',
      call: 'return this.#caller.call(ArithMethods.add, params, options)',
      handler: 'add(params: Args, context: CallContext): number | Promise<number>',
    },
  ],
  [
    'neither',
    method('ping'),
    {
      type: 'ping: Method<void, void>',
      spec: "ping: method(arithService, 'ping', {}),",
      client: 'ping(options?: CallOptions): Promise<void>',
      call: 'return this.#caller.call(ArithMethods.ping, undefined, options)',
      handler: 'ping(context: CallContext): void | Promise<void>',
    },
  ],
  [
    'no result, a timeout and a wire name',
    method('put', { params: ref('a#Shade'), timeout: 500, wire: { json: 'put', gob: 'PUT' } }),
    {
      type: 'put: Method<Shade, void>',
      spec: "put: method(arithService, 'put', { params: shadeBody, timeout: 500, wire: { gob: 'PUT', json: 'put' } }),",
      client: 'put(params: Shade, options?: CallOptions): Promise<void>',
      call: 'return this.#caller.call(ArithMethods.put, params, options)',
      handler: 'put(params: Shade, context: CallContext): void | Promise<void>',
    },
  ],
  [
    'nothing but idempotence',
    method('touch', { idempotent: true }),
    {
      type: 'touch: Method<void, void>',
      spec: "touch: method(arithService, 'touch', { idempotent: true }),",
      client: 'touch(options?: CallOptions): Promise<void>',
      call: 'return this.#caller.call(ArithMethods.touch, undefined, options)',
      handler: 'touch(context: CallContext): void | Promise<void>',
    },
  ],
  [
    'no end, and null',
    method('wait', { result: { kind: 'nullable', inner: string }, timeout: Number.POSITIVE_INFINITY }),
    {
      type: 'wait: Method<void, string | null>',
      spec: "wait: method(arithService, 'wait', { result: nullableStringBody, timeout: Infinity }),",
      client: 'wait(options?: CallOptions): Promise<string | null>',
      call: 'return this.#caller.call(ArithMethods.wait, undefined, options)',
      handler: 'wait(context: CallContext): string | null | Promise<string | null>',
    },
  ],
]

describe('a method with', () => {
  test.each(table)('%s', (_, given, want) => {
    const written = text([given])
    expect(written).toContain(`  readonly ${want.type}\n`)
    expect(written).toContain(`  ${want.spec}\n`)
    expect(written).toContain(`export interface Arith {\n  ${want.client}\n}`)
    expect(written).toContain(`  ${want.client} {\n    ${want.call}\n  }`)
    expect(written).toContain(`export interface ArithHandlers {\n  ${want.handler}\n}`)
  })
})

test('comments stand wherever an editor looks for them', () => {
  const written = text([method('ping', { doc: 'Answers.' })], { doc: 'Integer arithmetic.' })
  expect(written.match(/^\/\*\* Integer arithmetic\. \*\/$/gm)).toHaveLength(3)
  expect(written.match(/^ {2}\/\*\* Answers\. \*\/$/gm)).toHaveLength(3)
})

test('the service is named on the wire by its first argument and by wire', () => {
  const written = text([method('ping')], { wireName: "Arith's", wire: { all: 'A' } })
  expect(written).toContain("const arithService = service('Arith\\'s', { all: 'A' })")
})

describe('a body without a name', () => {
  const bodies: [name: string, given: MethodNode, want: string][] = [
    [
      'is made of one operation',
      method('x', { params: integer }),
      `const integerBody: Message<number> = message(integer, (e, slot, v) => e.int(slot, v, 53), (d) => d.int(53))`,
    ],
    [
      'may be null',
      method('x', { params: { kind: 'nullable', inner: integer } }),
      `const nullableIntegerBody: Message<number | null> = message(
  nullableType(() => integer),
  (e, slot, v) => (v === null ? e.null(slot) : e.int(slot, v, 53)),
  (d) => (d.null() ? null : d.int(53)),
)`,
    ],
    [
      'is a collection',
      method('x', { params: list(string) }),
      'const stringListBody: Message<string[]> = message(StringListType, writeStringList, readStringList)',
    ],
    [
      'is a set',
      method('x', { params: set(string) }),
      'const stringSetBody: Message<Set<string>> = message(StringSetType, writeStringSet, readStringSet)',
    ],
    [
      'serves all methods that have it',
      method('x', { params: string, result: string }),
      "method(arithService, 'x', { params: stringBody, result: stringBody })",
    ],
  ]
  test.each(bodies)('%s', (_, given, want) => {
    expect(text([given])).toContain(want)
  })
})
