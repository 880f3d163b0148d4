import type { Echo } from '../../generated/echo.js'
import type { Wire } from '../peers/go-command.js'

type Value<M extends keyof Echo> = Parameters<Echo[M]>[0]

export interface EchoCase {
  readonly method: keyof Echo
  readonly value: unknown
  /** What comes back where that is another value than was sent. */
  readonly back: Partial<Record<Wire, unknown>>
  readonly on: readonly Wire[]
}

/** A value that each wire brings to Go and back; with `back` where Go's side of the wire changes it. */
function both<M extends keyof Echo>(method: M, value: Value<M>, back: Partial<Record<Wire, Value<M>>> = {}): EchoCase {
  return { method, value, back, on: ['gob', 'json'] }
}

/** A value that gob alone has a form for. */
function gobOnly<M extends keyof Echo>(method: M, value: Value<M>): EchoCase {
  return { method, value, back: {}, on: ['gob'] }
}

const MAX_SAFE = Number.MAX_SAFE_INTEGER
const MIN_INT64 = -(2n ** 63n)
const MAX_INT64 = 2n ** 63n - 1n
const MAX_UINT64 = 2n ** 64n - 1n

const hostileText = 'a "quote", \\, <b>&, \u0000\u001f\n\r\t\u007f, żółw, \u2028\u2029, 🐢'

/** January 1 of year 1, UTC: the zero of Go's time.Time. */
const ZERO_SECONDS = -62_135_596_800

const beforeEpoch = new Date('1815-12-10T23:59:59.001Z')
const moment = new Date('2026-03-01T12:30:15.250Z')

const fullSparse: Value<'sparse'> = {
  required: -1,
  optional: 5,
  nullable: 'here',
  flag: true,
  point: { x: 1, y: -2.5 },
  nullablePoint: { x: 0, y: 3 },
  list: ['a', ''],
  moment,
}

/** Nothing but what must be there. */
const bareSparse: Value<'sparse'> = { required: 0, nullable: null, nullablePoint: null }

/** Everything that may be absent is present and zero. */
const zeroSparse: Value<'sparse'> = {
  required: 0,
  optional: 0,
  nullable: '',
  flag: false,
  point: { x: 0, y: 0 },
  nullablePoint: { x: 0, y: 0 },
  list: [],
  moment: new Date(ZERO_SECONDS * 1000),
}

const everything: Value<'everything'> = {
  bool: true,
  int8: -128,
  int16: -32_768,
  int32: -2_147_483_648,
  integer: -MAX_SAFE,
  int64: MIN_INT64,
  uint8: 255,
  uint16: 65_535,
  uint32: 4_294_967_295,
  uint64: MAX_UINT64,
  float32: Math.fround(0.1),
  number: Math.PI,
  string: hostileText,
  bytes: Uint8Array.of(0, 127, 128, 255),
  timestamp: beforeEpoch,
  exact: { seconds: 1_772_368_215, nanos: 123_456_789, offset: 19_800 },
  duration: -1_500_000_000n,
  list: [0, -1, MAX_SAFE],
  fixed: [1, 0, -1],
  tuple: [0.5, -0.5],
  map: new Map([
    [-1, 'a'],
    [0, ''],
  ]),
  record: { '': 0, one: 1 },
  point: { x: 1, y: 2 },
  shade: 'dark',
  level: 2,
  sparse: fullSparse,
}

const zeroEverything: Value<'everything'> = {
  bool: false,
  int8: 0,
  int16: 0,
  int32: 0,
  integer: 0,
  int64: 0n,
  uint8: 0,
  uint16: 0,
  uint32: 0,
  uint64: 0n,
  float32: 0,
  number: 0,
  string: '',
  bytes: new Uint8Array(0),
  timestamp: new Date(ZERO_SECONDS * 1000),
  exact: { seconds: ZERO_SECONDS, nanos: 0, offset: 0 },
  duration: 0n,
  list: [],
  fixed: [0, 0, 0],
  tuple: [0, 0],
  map: new Map(),
  record: {},
  point: { x: 0, y: 0 },
  shade: '',
  level: 0,
  sparse: bareSparse,
}

const leaf: Value<'tree'> = { value: 0, branches: [], named: {} }

function deepTree(depth: number): Value<'tree'> {
  return depth === 0 ? leaf : { value: depth, left: deepTree(depth - 1), branches: [], named: {} }
}

/** Each method of Echo that answers with what it is given, with the values at the edges of its type. */
export const echoes: readonly EchoCase[] = [
  both('bool', true),
  both('bool', false),
  ...[-128, -1, 0, 1, 127].map((value) => both('int8', value)),
  ...[-32_768, -129, 0, 32_767].map((value) => both('int16', value)),
  ...[-2_147_483_648, -65_537, 0, 2_147_483_647].map((value) => both('int32', value)),
  ...[-MAX_SAFE, -(2 ** 32), -65, -64, 0, 63, 64, 2 ** 31, 2 ** 32, MAX_SAFE].map((value) => both('integer', value)),
  ...[MIN_INT64, -(2n ** 53n) - 1n, -1n, 0n, 2n ** 53n + 1n, MAX_INT64].map((value) => both('int64', value)),
  ...[0, 127, 128, 255].map((value) => both('uint8', value)),
  ...[0, 256, 65_535].map((value) => both('uint16', value)),
  ...[0, 65_536, 4_294_967_295].map((value) => both('uint32', value)),
  ...[0n, 2n ** 53n + 1n, 2n ** 63n, MAX_UINT64].map((value) => both('uint64', value)),
  ...[0, 0.5, -1.5, 16_777_216, Math.fround(0.1), Math.fround(3.4e38)].map((value) => both('float32', value)),
  ...[0, -0, 0.1, -1e-7, 1e21, MAX_SAFE, Number.MAX_VALUE, Number.MIN_VALUE].map((value) => both('number', value)),
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => gobOnly('number', value)),
  ...[Number.NaN, Number.POSITIVE_INFINITY].map((value) => gobOnly('float32', value)),
  ...['', 'plain', hostileText, 'x'.repeat(100_000), '🐢'.repeat(5_000)].map((value) => both('string', value)),
  both('bytes', new Uint8Array(0)),
  both('bytes', Uint8Array.of(0)),
  both(
    'bytes',
    Uint8Array.from({ length: 70_001 }, (_, i) => i % 256),
  ),
  ...[moment, beforeEpoch, new Date(0), new Date(ZERO_SECONDS * 1000), new Date('9999-12-31T23:59:59.999Z')].map(
    (value) => both('timestamp', value),
  ),
  both('exact', { seconds: 0, nanos: 0, offset: 0 }),
  both('exact', { seconds: ZERO_SECONDS, nanos: 0, offset: 0 }),
  both('exact', { seconds: -1, nanos: 999_999_999, offset: -28_800 }),
  both('exact', { seconds: 1_772_368_215, nanos: 100, offset: 19_800 }),
  // An offset with seconds in it is beyond RFC 3339.
  gobOnly('exact', { seconds: 1_772_368_215, nanos: 1, offset: 3_661 }),
  ...[0n, 1n, -90_000_000_000n, MAX_INT64].map((value) => both('duration', value)),
  both('list', []),
  both('list', [0, 0]),
  both('list', [1, -1, MAX_SAFE, -MAX_SAFE]),
  both(
    'list',
    Array.from({ length: 20_000 }, (_, i) => i * i),
  ),
  both('strings', []),
  both('strings', ['', hostileText, '']),
  both('matrix', []),
  both('matrix', [[], [0, 1.5], [-2]]),
  both('points', []),
  both('points', [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: -1 },
  ]),
  both('fixed', [0, 0, 0]),
  both('fixed', [1, -2, MAX_SAFE]),
  both('tuple', [0, 0]),
  both('tuple', [0.25, -1e300]),
  both('map', new Map()),
  both(
    'map',
    new Map([
      [-2_147_483_648, 'least'],
      [0, ''],
      [2_147_483_647, hostileText],
    ]),
  ),
  both('bigMap', new Map()),
  both(
    'bigMap',
    new Map([
      [MIN_INT64, MAX_UINT64],
      [0n, 0n],
      [MAX_INT64, 1n],
    ]),
  ),
  both('record', {}),
  both('record', { '': 0, one: 1, constructor: 2, 'żółw\n"': 3 }),
  both('pointMap', {}),
  both('pointMap', { origin: { x: 0, y: 0 }, p: { x: 1, y: -1 } }),
  both('shade', ''),
  both('shade', 'light'),
  both('shade', 'dark'),
  both('level', 0),
  both('level', 2),
  both('point', { x: 0, y: 0 }),
  both('point', { x: -0.5, y: 1e-300 }),
  both('empty', {}),
  both('sparse', fullSparse),
  both('sparse', bareSparse),
  // Go's gob leaves a zero out of a struct even when a pointer points at it, but for structs and times.
  both('sparse', zeroSparse, {
    gob: { ...bareSparse, point: { x: 0, y: 0 }, nullablePoint: { x: 0, y: 0 }, moment: new Date(ZERO_SECONDS * 1000) },
  }),
  both('tree', leaf),
  both('tree', {
    value: 1,
    left: { value: -1, branches: [leaf], named: {} },
    branches: [leaf, { value: 2, branches: [], named: { deep: leaf } }],
    named: { '': leaf, b: { value: 3, left: leaf, branches: [], named: {} } },
  }),
  both('tree', deepTree(40)),
  both('everything', everything),
  both('everything', zeroEverything),
]
