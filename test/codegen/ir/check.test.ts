import { describe, expect, test } from 'vitest'
import { checkProgram } from '../../../codegen/ir/check.js'
import { type CodecName, codecNames } from '../../../codegen/ir/codecs.js'
import type { MessageNode, Program, TypeNode } from '../../../codegen/ir/node.js'
import { enumOf, error, field, message, method, program, ref, service, union } from './program.js'

const string: TypeNode = { kind: 'string' }
const uint8: TypeNode = { kind: 'uint', bits: 8 }

function messages(checked: Program, codecs: readonly CodecName[] = codecNames): readonly string[] {
  return checkProgram(checked, codecs).map(({ severity, message }) => `${severity}: ${message}`)
}

test('a sound program has no findings', () => {
  const good = program(
    [message('Args', field('a', string)), enumOf('Shade', '', 'dark')],
    [service('Arith', [method('multiply', { params: ref('Args') }), method('delete')])],
  )
  expect(messages(good)).toEqual([])
})

describe('names', () => {
  test.each([
    'class',
    'string',
    'type',
    'Map',
    'Promise',
    'Error',
    'Uint8Array',
    'a-b',
    '1a',
    '',
    '*/',
    'default',
    'toString',
  ])('no declaration and no service is called %j', (name) => {
    const declared = messages(program([message(name)]))
    expect(declared).toEqual([expect.stringMatching(/^error: the message name /)])
    const served = messages(program([], [service(name, [method('m')], { wireName: 'S' })]))
    expect(served).toEqual([expect.stringMatching(/^error: the service name /)])
  })

  test.each(['Args', '$a', '_b', 'Ünïcode', '名'])('%j is a name', (name) => {
    expect(messages(program([message(name)]), [])).toEqual([])
  })

  test.each(['then', 'constructor', 'valueOf', '__defineGetter__', 'a b', '1'])('no method is called %j', (name) => {
    expect(messages(program([], [service('S', [method(name)])]), [])).toEqual([
      expect.stringMatching(/^error: the method name /),
    ])
  })

  test.each(['__proto__', 'constructor', 'toString', 'a b', '', '*/', "'"])('no error is called %j', (name) => {
    const errors = [error(name, 'M')]
    const methods = [method('m', { errors }), method('n', { errors })]
    expect(messages(program([message('M')], [service('S', methods)]), [])).toEqual([
      expect.stringMatching(/^error: the error name /),
    ])
  })

  test.each(['NotFound', 'notFound', 'then', 'new', 'name', 'Ünïcode'])('%j is the name of an error', (name) => {
    const served = service('S', [method('m', { errors: [error(name, 'M')] })])
    expect(messages(program([message('M')], [served]), [])).toEqual([])
  })

  test.each([
    ['__proto__', false, 'is the prototype of every object'],
    ['12', false, 'is no identifier'],
    ['a\u2028', false, 'is no identifier'],
    ['toString', true, 'is inherited by every object'],
  ])('no field is called %j', (name, optional, reason) => {
    const [found] = messages(program([message('M', field(name, string, { optional, wire: { all: 'X' } }))]))
    expect(found).toMatch(/^error: the field name /)
    expect(found).toContain(reason)
  })

  test('a required field may be called as what objects inherit', () => {
    expect(messages(program([message('M', field('toString', string))]))).toEqual([])
  })

  test('what cannot be seen is shown', () => {
    expect(messages(program([message('a\u202eb\u2028')]))).toEqual([
      'error: the message name "a\\u202eb\\u2028" is no identifier',
    ])
  })

  test.each(['Arith', 'ArithClient', 'ArithHandlers', 'ArithMethods', 'serveArith'])(
    'a service takes the name %s',
    (name) => {
      expect(messages(program([message(name)], [service('Arith', [method('m')])]))).toEqual([
        expect.stringContaining(
          `the name "${name}" of the service Arith is taken by the message ${name} at schemas/a.ts:`,
        ),
      ])
    },
  )

  test('a service takes a name for its errors, if it has some', () => {
    const errors = [error('Bad', 'ArithErrors')]
    expect(messages(program([message('ArithErrors')], [service('Arith', [method('m', { errors })])]))).toEqual([
      expect.stringContaining('the name "ArithErrors" of the service Arith is taken by the message ArithErrors at '),
    ])
    expect(messages(program([message('ArithErrors')], [service('Arith', [method('m')])]))).toEqual([])
  })

  test('two declarations have one name', () => {
    expect(messages(program([message('X'), enumOf('X', '')]))).toEqual([
      expect.stringMatching(/^error: the name "X" of the enum X is taken by the message X at schemas\/a\.ts:\d+:1$/),
    ])
  })

  test('a service without methods', () => {
    expect(messages(program([], [service('S', [])]))).toEqual(['error: the service "S" has no methods'])
  })

  test('index is the name of the index', () => {
    expect(messages(program([message('X')], [], 'index'))).toEqual([expect.stringContaining('called index')])
    expect(messages(program([], [], 'index'))).toEqual([])
  })
})

describe('names on the wire', () => {
  test.each<[string, Program, readonly CodecName[], string]>([
    [
      'services',
      program([], [service('A', [method('m')]), service('B', [method('n')], { wireName: 'A' })]),
      [],
      '"B" is "A" on the wire, as is "A"',
    ],
    [
      'services by wire',
      program([], [service('A', [method('m')]), service('B', [method('n')], { wire: { gob: 'A' } })]),
      ['gob'],
      '"B" is "A" on the wire of the gob codec',
    ],
    [
      'methods',
      program([], [service('A', [method('m'), method('n', { wire: { all: 'm' } })])]),
      [],
      '"n" is "A.m" on the wire, as is "m"',
    ],
    [
      'methods once exported',
      program([], [service('A', [method('get'), method('Get')])]),
      ['gob', 'json'],
      '"Get" is "A.Get" on the wire of the gob codec',
    ],
    [
      'whole method names',
      program([], [service('A', [method('m')]), service('B', [method('n', { wire: { all: 'A.m' } })])]),
      [],
      '"n" is "A.m" on the wire',
    ],
    [
      'methods of Thrift',
      program([], [service('A', [method('m')]), service('B', [method('n', { wire: { thrift: 'A:m' } })])]),
      ['thrift'],
      '"n" is "A:m" on the wire of the thrift codec, as is "m"',
    ],
    [
      'methods of Thrift without a service',
      program(
        [],
        [service('A', [method('m')], { wire: { thrift: '' } }), service('B', [method('m')], { wire: { thrift: '' } })],
      ),
      ['thrift'],
      '"m" is "m" on the wire of the thrift codec, as is "m"',
    ],
    [
      'fields',
      program([message('M', field('a', string), field('b', string, { wire: { all: 'a' } }))]),
      [],
      '"b" is "a" on the wire',
    ],
    [
      'fields once exported',
      program([message('M', field('a', string), field('A', string))]),
      ['gob'],
      '"A" is "A" on the wire of the gob codec, as is "a"',
    ],
    [
      'fields without regard to case',
      program([message('M', field('userId', string), field('userid', string))]),
      ['json'],
      '"userid" is "Userid" on the wire of the json codec, as is "userId"',
    ],
  ])('two %s clash', (_, checked, codecs, want) => {
    expect(messages(checked, codecs)).toEqual([expect.stringContaining(want)])
  })

  test.each<[string, Program, readonly CodecName[]]>([
    ['the codec is not named', program([message('M', field('a', string), field('A', string))]), []],
    ['gob regards case', program([message('M', field('userId', string), field('userid', string))]), ['gob']],
    [
      'wire tells them apart',
      program([
        message('M', field('a', string), field('A', string, { wire: { gob: 'A2', json: 'A2', msgpack: 'A2' } })),
      ]),
      codecNames,
    ],
    ['services differ', program([], [service('A', [method('m')]), service('B', [method('m')])]), codecNames],
  ])('none clash when %s', (_, checked, codecs) => {
    expect(messages(checked, codecs)).toEqual([])
  })

  test.each(['', ' ', 'a b', 'a\nb', 'a\u0000', 'a\u2028', '\ud800', '\u202e'])('%j is no name on a wire', (wire) => {
    const checked = program(
      [message('M', field('a', string, { wire: { json: wire } }))],
      [service('S', [method('m', { wire: { all: wire } })], { wireName: wire })],
    )
    expect(messages(checked, [])).toEqual([
      expect.stringContaining('of "a" '),
      expect.stringContaining('of "S" '),
      expect.stringContaining('of "m" '),
    ])
  })

  test.each(['_id', '$a', '9'])('gob sends no field %j', (name) => {
    const checked = program([message('M', field('a', string, { wire: { gob: name } }))])
    expect(messages(checked, ['gob'])).toEqual([expect.stringContaining(`which is no exported Go name`)])
    expect(messages(checked, ['json'])).toEqual([])
  })
})

const nullable: TypeNode = { kind: 'nullable', inner: string }
const complex: TypeNode = { kind: 'complex', bits: 64 }
const hooked: TypeNode = { kind: 'custom', hook: { name: 'Celsius', module: '#hooks/celsius.js' } }
const key = (type: TypeNode): TypeNode => ({ kind: 'map', key: type, value: string })
const list = (element: TypeNode): TypeNode => ({ kind: 'list', element, length: undefined })
const set = (element: TypeNode): TypeNode => ({ kind: 'set', element })

describe('what codecs cannot carry', () => {
  test.each<[string, TypeNode, readonly CodecName[]]>([
    ['unknown', { kind: 'unknown' }, ['thrift']],
    ['unknown inside', list({ kind: 'unknown' }), ['thrift']],
    ['a union', ref('Either'), []],
    ['a union inside', list(ref('Either')), []],
    ['complex', complex, ['json', 'jsonrpc', 'msgpack', 'msgpackrpc', 'thrift']],
    ['complex inside', list(complex), ['json', 'jsonrpc', 'msgpack', 'msgpackrpc', 'thrift']],
    ['a type that marshals itself', hooked, []],
    ['a big.Int inside', list({ kind: 'custom', hook: 'bigInt' }), []],
    ['null as a field', nullable, []],
    ['null in a list', list(nullable), ['gob', 'thrift']],
    ['null in a set', set(nullable), ['gob', 'thrift']],
    ['null in a map', { kind: 'map', key: string, value: nullable }, ['gob', 'thrift']],
    ['null in a record', { kind: 'record', value: nullable }, ['gob', 'thrift']],
    ['a tuple of two types', { kind: 'tuple', elements: [string, uint8] }, ['gob', 'thrift']],
    ['an empty tuple', { kind: 'tuple', elements: [] }, ['gob', 'thrift']],
    ['a tuple of one type', { kind: 'tuple', elements: [string, string] }, []],
    ['a list of uint8', list(uint8), ['gob', 'json']],
    ['a set', set(string), []],
    ['a set of messages', set(ref('Point')), []],
    ['a set of uint8', set(uint8), ['gob', 'json']],
    ['a UUID', { kind: 'custom', hook: 'uuid' }, []],
    ['an enum of 32 bits', ref('Level'), []],
    ['an enum of more', ref('Wide'), ['thrift']],
    ['an enum of less', list(ref('Deep')), ['thrift']],
    ['an array of uint8', { kind: 'list', element: uint8, length: 4 }, []],
    ['keys: boolean', key({ kind: 'boolean' }), ['json', 'jsonrpc']],
    ['keys: float', key({ kind: 'float', bits: 64 }), ['json', 'jsonrpc']],
    ['keys: int', key({ kind: 'int', bits: 8 }), []],
    ['keys: uint', key(uint8), []],
    ['keys: int64', key({ kind: 'int64' }), []],
    ['keys: uint64', key({ kind: 'uint64' }), []],
    ['keys: duration', key({ kind: 'duration' }), []],
    ['keys: string', key(string), []],
    ['keys: enum', key(ref('Shade')), []],
    ['keys: message', key(ref('Point')), ['gob', 'json', 'jsonrpc']],
    ['keys: complex', key(complex), ['json', 'jsonrpc', 'msgpack', 'msgpackrpc', 'thrift']],
    ['keys: raw string', key({ kind: 'custom', hook: 'rawString' }), []],
    ['keys: ip', key({ kind: 'custom', hook: 'ip' }), ['gob', 'json', 'jsonrpc']],
    ['keys: a type that marshals itself', key(hooked), ['gob', 'json', 'jsonrpc']],
    ['keys: bytes', key({ kind: 'bytes' }), ['gob', 'json', 'jsonrpc']],
  ])('%s', (_, type, refusing) => {
    const checked = program([
      enumOf('Shade', ''),
      enumOf('Tag', 'Round'),
      enumOf('Level', 0, 2 ** 31 - 1, -(2 ** 31)),
      enumOf('Wide', 0, 2 ** 31),
      enumOf('Deep', 0, -(2 ** 31) - 1),
      message('Point'),
      message('Round', field('kind', ref('Tag'))),
      union('Either', 'kind', 'Round'),
      message('M', field('f', type, { optional: true })),
    ])
    const found = codecNames.filter((codec) => messages(checked, [codec]).length > 0)
    expect(found).toEqual(refusing)
    for (const codec of found) expect(messages(checked, [codec])[0]).toContain(`error: "f": the ${codec} codec `)
    expect(messages(checked, [])).toEqual([])
  })

  test('a nullable body', () => {
    const checked = program([], [service('S', [method('m', { params: nullable, result: nullable })])])
    expect(messages(checked, ['gob'])).toEqual(
      Array(2).fill('error: "m": the gob codec carries null in the place of a field only'),
    )
    expect(messages(checked, ['thrift'])).toEqual([
      'error: "m": the thrift codec carries null in the place of a field or of a whole result only',
    ])
    expect(messages(checked, ['json'])).toEqual([])
  })

  test('an enum of too many bits is named with the member that has them', () => {
    expect(messages(program([enumOf('E', 0, 2 ** 40), message('M', field('e', ref('E')))]), ['thrift'])).toEqual([
      'error: "e": the thrift codec carries enums of 32 bits, and 1099511627776 of "E" has more',
    ])
  })

  test('the details of errors', () => {
    const details = message('SBad', field('items', list(nullable)), field('kind', ref('E')))
    const served = service('S', [method('m', { errors: [error('Bad', 'SBad')] })])
    const checked = program([details, enumOf('E', 'a')], [served])
    expect(messages(checked, ['gob'])).toEqual([
      'error: "items": the gob codec carries null in the place of a field only',
      'warning: the field "kind" has no zero value: a peer that leaves it out over gob fails the call',
    ])
  })

  test('no unions, but without a warning for what tells their members apart', () => {
    const checked = program([
      enumOf('Tag', 'A'),
      message('A', field('kind', ref('Tag'))),
      union('U', 'kind', 'A'),
      message('M', field('u', ref('U'), { optional: true }), field('v', list(ref('U')))),
    ])
    expect(messages(checked)).toEqual([])
  })

  const zeroing = ['gob', 'json', 'msgpack'] as const

  test.each(zeroing)('a required union without a zero is a warning for %s', (codec) => {
    const checked = program([message('A'), union('U', 'kind', 'A'), message('M', field('u', ref('U')))])
    expect(messages(checked, [codec])).toEqual([
      `warning: the field "u" has no zero value: a peer that leaves it out over ${codec} fails the call`,
    ])
  })

  const zeroless = program([
    enumOf('E', 'a'),
    message('M', field('e', ref('E')), field('o', ref('E'), { optional: true })),
  ])

  test.each(zeroing)('a required field without a zero is a warning for %s', (codec) => {
    expect(messages(zeroless, [codec])).toEqual([
      `warning: the field "e" has no zero value: a peer that leaves it out over ${codec} fails the call`,
    ])
  })

  test('but not where every required field has to be there, whatever its type', () => {
    expect(
      messages(
        zeroless,
        codecNames.filter((codec) => !zeroing.some((one) => one === codec)),
      ),
    ).toEqual([])
    expect(messages(zeroless, codecNames)).toEqual([
      'warning: the field "e" has no zero value: a peer that leaves it out over gob or json or msgpack fails the call',
    ])
    expect(messages(zeroless, [])).toEqual([])
  })
})

describe('names of Go types', () => {
  const named = (name: string, gob: string): MessageNode => ({ ...message(name), wire: { gob } })

  test.each([
    'main.Circle',
    '*main.Node',
    'example.com/shop.Cart',
    'main.Pair[int,string]',
    'two words',
    'Int',
    'x'.repeat(1024),
  ])('%j is one', (name) => {
    expect(messages(program([named('M', name)]))).toEqual([])
  })

  test.each([
    ['', 'is empty'],
    ['\ud800', 'is no Unicode text'],
    ['x'.repeat(1025), 'has more than 1024 bytes'],
    ['é'.repeat(513), 'has more than 1024 bytes'],
    ['int', 'stands for a type of Go itself'],
    ['[]int', 'stands for a type of Go itself'],
    ['string', 'stands for a type of Go itself'],
    ['[]uint8', 'stands for a type of Go itself'],
    ['complex128', 'stands for a type of Go itself'],
    ['uintptr', 'stands for a type of Go itself'],
    ['time.Time', 'stands for a type of Go itself'],
    ['map[string]interface {}', 'stands for a type of Go itself'],
  ])('%j is none', (name, reason) => {
    for (const codecs of [[], codecNames]) {
      expect(messages(program([named('M', name)]), codecs)).toEqual([
        expect.stringMatching(/^error: the Go type ".*" of "M" /),
      ])
      expect(messages(program([named('M', name)]), codecs)[0]).toContain(reason)
    }
  })

  test('a message without one goes by its own on gob', () => {
    expect(messages(program([message('int')]), ['gob'])).toEqual([
      'error: the Go type "int" of "int" stands for a type of Go itself',
    ])
    expect(messages(program([message('int')]), ['json'])).toEqual([])
  })

  test('two members of a union have another each', () => {
    const twice = (first: MessageNode, second: MessageNode): Program =>
      program([first, second, union('U', 'kind', 'A', 'B')])
    const both = 'error: the members "A" and "B" of "U" are both the Go type '
    expect(messages(twice(named('A', 'main.X'), named('B', 'main.X')), [])).toEqual([`${both}"main.X"`])
    expect(messages(twice(message('A'), named('B', 'A')), ['gob'])).toEqual([`${both}"A"`])
    expect(messages(twice(message('A'), named('B', 'A')), ['json'])).toEqual([])
    expect(messages(twice(named('A', 'main.X'), named('B', '*main.X')))).toEqual([])
    // Apart from a union, two messages may stand for one type of Go's.
    expect(messages(program([named('A', 'main.X'), named('B', 'main.X')]))).toEqual([])
  })
})
