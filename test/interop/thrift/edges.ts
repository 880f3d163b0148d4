import type { Calculator, Shape } from './generated/calculator.js'

type EchoName = Extract<keyof Calculator, `echo${string}`>
type Argument<M extends EchoName> = Parameters<Calculator[M]>[0]
/** What the peer is given as `value`, which is a field of the params where they are an object. */
type Value<M extends EchoName> = Argument<M> extends { value: infer V } ? V : Argument<M>

export interface Edge {
  readonly method: EchoName
  readonly value: unknown
}

function edges<M extends EchoName>(method: M, ...values: readonly Value<M>[]): readonly Edge[] {
  return values.map((value) => ({ method, value }))
}

const GREATEST_I64 = 2n ** 63n - 1n
const MAX_SAFE = Number.MAX_SAFE_INTEGER
const hostile = 'a "quote", \\, <b>&, \u0000\u001f\n\r\t\u007f, żółw, \u2028\u2029, 🐢'

const circle: Shape = { kind: 'circle', center: { x: -0, y: Number.NaN }, radius: Number.POSITIVE_INFINITY }
const nested: Shape = {
  kind: 'group',
  members: [
    circle,
    { kind: 'polygon', corners: [] },
    { kind: 'group', members: [] },
    { kind: 'group', members: [circle] },
  ],
}

const leaf = { value: 0, children: [] }

function deepTree(depth: number): Value<'echoTree'> {
  return depth === 0 ? leaf : { value: -depth, left: deepTree(depth - 1), children: [leaf] }
}

function groupOf(depth: number): Shape {
  return depth === 0 ? circle : { kind: 'group', members: [groupOf(depth - 1)] }
}

/** The values at the ends of each type, and those at which its form on the wire changes. */
export const everyEdge: readonly Edge[] = [
  ...edges('echoBool', true, false),
  ...edges('echoByte', -128, -1, 0, 1, 127),
  ...edges('echoI16', -32_768, -65, -64, 0, 63, 64, 32_767),
  ...edges('echoI32', -(2 ** 31), -(2 ** 20) - 1, -1, 0, 2 ** 27, 2 ** 31 - 1),
  ...edges('echoI64', -(2n ** 63n), -(2n ** 53n) - 1n, -(2n ** 32n), -1n, 0n, 2n ** 31n, 2n ** 56n, GREATEST_I64),
  ...edges('echoTick', -MAX_SAFE, -(2 ** 32) - 1, -(2 ** 31), -1, 0, 2 ** 31, 2 ** 32, MAX_SAFE),
  ...edges('echoDouble', 0, -0, 0.1, -1e-7, Number.MAX_VALUE, Number.MIN_VALUE, -(2 ** 53)),
  ...edges('echoDouble', Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  ...edges('echoString', '', 'plain', hostile, 'x'.repeat(127), 'x'.repeat(128), 'é'.repeat(64), '🐢'.repeat(5_000)),
  ...edges('echoString', 'x'.repeat(65_536), 'ż'.repeat(32_768)),
  ...edges(
    'echoBinary',
    new Uint8Array(0),
    Uint8Array.of(0, 0x80, 0xff),
    Uint8Array.from({ length: 65_536 }, (_, i) => i),
  ),
  ...edges('echoOperation', 1, 2, 100_000, -4),
  ...edges('echoList', [], [0], Array(14).fill(1), Array(15).fill(-1), Array(20_000).fill(2 ** 30)),
  ...edges('echoSet', new Set(), new Set(['']), new Set(['a', 'ż', hostile])),
  ...edges('echoSet', new Set(Array.from({ length: 15 }, (_, i) => `${i}`))),
  ...edges('echoMap', new Map(), new Map([[0, '']])),
  ...edges(
    'echoMap',
    new Map([
      [-(2 ** 31), 'least'],
      [2 ** 31 - 1, hostile],
    ]),
  ),
  ...edges('echoPoint', { x: 0, y: -0 }, { x: 0.5, y: -1e300 }),
  ...edges('echoShape', circle, { kind: 'polygon', corners: [{ x: 1, y: 2 }] }, nested, groupOf(30)),
  ...edges('echoTree', leaf, deepTree(40), { value: 1, left: leaf, right: leaf, children: [leaf, deepTree(2)] }),
  ...edges(
    'echoSparse',
    { least: 0 },
    // Present and zero is not absent.
    { least: 0, flag: false, small: 0, large: 0n, ratio: 0, text: '', data: new Uint8Array(0) },
    { least: 1, texts: [], numbers: new Set<number>(), counts: {}, point: { x: 0, y: 0 } },
    { least: 2, flag: true, operation: 1, shape: circle, counts: { ['__proto__']: 1, constructor: 2, '': 3 } },
    { least: 3, text: hostile, numbers: new Set([-1, 1]), shape: nested },
  ),
]
