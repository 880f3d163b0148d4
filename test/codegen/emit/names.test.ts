import { describe, expect, test } from 'vitest'
import { emit } from '../../../codegen/emit/index.js'
import { mentioned, Names } from '../../../codegen/emit/names.js'
import type { Declaration } from '../../../codegen/ir/node.js'
import { field, file, integer, list, message, method, program, ref, service, string } from './program.js'

describe('allocate', () => {
  const table: [taken: string[], wanted: string, want: string][] = [
    [[], 'a', 'a'],
    [['a'], 'a', 'a$'],
    [['a', 'a$'], 'a', 'a$$'],
    [[], 'switch', 'switch$'],
    [[], 'await', 'await$'],
    [[], 'Map', 'Map$'],
    [[], 'a-b', 'a_b'],
    [[], '1', '_1'],
    [[], '', '_'],
  ]
  test.each(table)('%j %s', (taken, wanted, want) => {
    expect(new Names(taken).allocate(wanted)).toBe(want)
  })
})

test('claim refuses what cannot be kept as it is', () => {
  const names = new Names()
  names.claim('A')
  expect(() => names.claim('A')).toThrow('"A" is exported twice')
  expect(() => names.claim('a b')).toThrow('cannot name an export')
  expect(() => names.claim('class')).toThrow('cannot name an export')
})

test('mentioned leaves out properties', () => {
  expect(mentioned('a$ ?? b.c(d, zeroX())')).toEqual(['a$', 'b', 'd', 'zeroX'])
})

function text(...declarations: Declaration[]): string {
  return emit(program(file('a', declarations)))[0]?.text ?? ''
}

describe('the locals of a read function', () => {
  const readOf = (names: string[], other: Declaration[] = []): string =>
    text(
      ...other,
      message(
        'a#X',
        names.map((name) => field(name, integer)),
      ),
    )
  const table: [field: string, local: string][] = [
    ['a', 'let a = 0'],
    ['d', 'let d$ = 0'],
    ['switch', 'let switch$ = 0'],
    ['arguments', 'let arguments$ = 0'],
    ['undefined', 'let undefined$ = 0'],
    ['XType', 'let XType$ = 0'],
    ['integer', 'let integer = 0'],
    ['message', 'let message = 0'],
    ['größe', 'let größe = 0'],
  ]
  test.each(table)('%s', (name, local) => {
    expect(readOf([name])).toContain(`  ${local}\n`)
  })

  test('hide no function that the same one calls', () => {
    const names = ['readPoint', 'zeroPoint', 'readPoint$']
    const point = message('a#Point', [field('y', integer)])
    const fields = [...names.map((name) => field(name, integer)), field('point', ref('a#Point'))]
    const written = text(point, message('a#X', fields))
    expect(written).toContain('  let readPoint$ = 0\n  let zeroPoint$ = 0\n  let readPoint$$ = 0\n')
    expect(written).toContain('        point = readPoint(d)\n')
    expect(written).toContain('point: point ?? zeroPoint()')
  })
})

describe('a schema that uses a name of the generator keeps it', () => {
  const table: [id: string, want: string][] = [
    ['a#Message', 'import type { Decoder, Encoder, Message as Message$, Slot }'],
    ['a#Encoder', 'function writeX(e: Encoder$, slot: Slot, v: X): void'],
    ['a#message', 'export const X: Message<X> = message$(XType, writeX, readX)'],
    ['a#integer', "{ name: 'x', type: integer$ }"],
    ['a#XType', 'const XType$ = structType('],
    ['a#writeX', 'message(XType, writeX$, readX)'],
    ['a#e', 'e.beginStruct(slot, XType, v)'],
    ['a#checkStub', 'checkStub$(4)'],
  ]
  test.each(table)('%s', (id, want) => {
    expect(text(message(id, []), message('a#X', [field('x', integer)]))).toContain(want)
  })

  test('that of another module gets an alias', () => {
    const [written] = emit(
      program(
        file('a', [message('a#Money', []), message('a#X', [field('x', ref('b#Money')), field('y', list(string))])]),
        file('b', [message('b#Money', [])]),
      ),
    )
    expect(written?.text).toContain("import { Money as Money$ } from './b.js'")
    expect(written?.text).toContain('  x: Money$\n')
    expect(written?.text).toContain('  Money$.write(e, 0, v.x)\n')
  })

  test('that looks like a local of generated functions gets an alias too', () => {
    const [written] = emit(
      program(file('a', [message('a#X', [field('x', ref('b#e'))])]), file('b', [message('b#e', [])])),
    )
    expect(written?.text).toContain('  e$.write(e, 0, v.x)\n')
  })
})

test('a service keeps its names before any helper', () => {
  const files = emit(
    program(
      file(
        'a',
        [message('a#arithService', [])],
        [service('Arith', [method('add', { params: ref('a#arithService') })])],
      ),
    ),
  )
  expect(files[0]?.text).toContain("const arithService$ = service('Arith')")
})
