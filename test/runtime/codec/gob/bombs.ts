import { framed } from './harness.js'
import {
  arrayType,
  held,
  id,
  int,
  mapType,
  nil,
  sliceType,
  structType,
  text,
  uint,
  value,
  type WireField,
} from './wire.js'

/** A stream that costs its sender little and is made to cost its reader much. */
export interface Bomb {
  readonly name: string
  /** The type of each value, by Go's name for it; `nil` skips it. */
  readonly as: string
  /** What each value takes of the stream, with the definitions in front of it. */
  readonly values: readonly string[]
  /** What becomes of the last: refused with this code, or accepted. */
  readonly last: 'decode' | 'limit' | 'accepted'
}

const FIRST = 2_000

function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** A struct of so many fields that no struct of ours has, and a last one. */
function wide(count: number, last: WireField): string {
  return framed(structType(FIRST, 'Wide', [...times(count, (): WireField => ['A', id.int]), last]))
}

/** Types of which each holds the next, the last an int; then one value of each. */
function chain(count: number, link: (type: number, next: number) => string, payload: string): readonly string[] {
  const types = times(count, (index) => FIRST + index)
  const definitions = types.map((type, index) => framed(link(type, index === count - 1 ? id.int : type + 1))).join('')
  return types.map((type, index) => (index === 0 ? definitions : '') + value(type, payload))
}

const list = framed(sliceType(FIRST, id.interface))
const anys = '[]interface {}'
const empty = framed(structType(FIRST + 1, '', []))

export const bombs: readonly Bomb[] = [
  {
    name: '9,000 types that refer to one that is not defined, and a value of each',
    as: 'nil',
    values: times(9_000, (index) => {
      const type = FIRST + index
      return framed(structType(type, '', [['A', FIRST - 1]])) + value(type, '00')
    }),
    last: 'accepted',
  },
  {
    name: '3,000 types that hold one of 100,000 fields, and a value of each',
    as: 'nil',
    values: times(3_000, (index) => {
      const type = FIRST + 1 + index
      const definition = framed(sliceType(type, FIRST))
      return (index === 0 ? wide(100_000, ['B', id.int]) : '') + definition + value(type, '0000')
    }),
    last: 'accepted',
  },
  {
    name: '3,000 values of a type of 100,000 fields, of which the last does not fit',
    as: 'main.Dot',
    values: times(3_000, (index) => (index === 0 ? wide(100_000, ['X', id.string]) : '') + value(FIRST, '00')),
    last: 'decode',
  },
  {
    name: '3,000 values of a type of 100,000 fields, of which only the last is ours',
    as: 'main.Dot',
    values: times(3_000, (index) => (index === 0 ? wide(100_000, ['X', id.int]) : '') + value(FIRST, '00')),
    last: 'accepted',
  },
  {
    name: '3,000 values of a type of 100,000 fields, of which none is ours',
    as: 'main.Dot',
    values: times(3_000, (index) => (index === 0 ? wide(100_000, ['B', id.int]) : '') + value(FIRST, '00')),
    last: 'decode',
  },
  {
    name: '3,000 values of a type whose description is long, as another',
    as: 'int',
    values: times(3_000, (index) => (index === 0 ? wide(100_000, ['B', id.int]) : '') + value(FIRST, '00')),
    last: 'decode',
  },
  {
    name: '300 values of a type with a name of a megabyte that does not fit',
    as: 'main.Dot',
    values: times(
      300,
      (index) =>
        (index === 0 ? framed(structType(FIRST, 'x'.repeat(2 ** 20), [['X', id.string]])) : '') + value(FIRST, '00'),
    ),
    last: 'decode',
  },
  {
    name: '300 values of a type whose field has a name of a megabyte, as another',
    as: 'int',
    values: times(
      300,
      (index) =>
        (index === 0 ? framed(structType(FIRST, 'S', [['x'.repeat(2 ** 20), id.string]])) : '') + value(FIRST, '00'),
    ),
    last: 'decode',
  },
  {
    name: 'a chain of 9,000 arrays, and a value of each',
    as: 'nil',
    values: chain(9_000, (type, next) => arrayType(type, next, 1), '0000'),
    last: 'accepted',
  },
  {
    name: 'a chain of 9,000 structs, and a value of each',
    as: 'main.Empty',
    values: chain(9_000, (type, next) => structType(type, '', [['A', next]]), '00'),
    last: 'accepted',
  },
  {
    name: '100,000 interfaces whose type is not registered',
    as: anys,
    values: [list + value(FIRST, `00${uint(100_000)}${held('x', id.int, '0000').repeat(100_000)}`)],
    last: 'decode',
  },
  {
    name: '100,000 interfaces whose type is not registered, skipped',
    as: 'nil',
    values: [list + value(FIRST, `00${uint(100_000)}${held('x', id.int, '0000').repeat(100_000)}`)],
    last: 'accepted',
  },
  {
    name: '3,000 interfaces whose name has 1,024 bytes',
    as: anys,
    values: [list + value(FIRST, `00${uint(3_000)}${held('x'.repeat(1_024), id.int, '0000').repeat(3_000)}`)],
    last: 'decode',
  },
  {
    name: 'an interface in an interface, and so on, 100,000 times',
    as: 'interface {}',
    values: [list + value(id.interface, `00${`${text('[]interface {}')}${int(FIRST)}000001`.repeat(100_000)}${nil}`)],
    last: 'limit',
  },
  {
    name: 'an interface in an interface, and so on, 100,000 times, skipped',
    as: 'nil',
    values: [list + value(id.interface, `00${`${text('[]interface {}')}${int(FIRST)}000001`.repeat(100_000)}${nil}`)],
    last: 'accepted',
  },
  {
    name: 'a map of 2^20 empty structs at the end of its message',
    as: 'main.Dot',
    values: [
      empty +
        framed(mapType(FIRST, FIRST + 1, FIRST + 1)) +
        framed(
          structType(FIRST + 2, 'Dot', [
            ['X', id.int],
            ['M', FIRST],
          ]),
        ) +
        value(FIRST + 2, `02${uint(2 ** 20)}`),
    ],
    last: 'decode',
  },
  {
    name: 'maps of maps of empty structs, of 100 entries each, at the end of their message',
    as: 'main.Empty',
    values: [
      empty +
        times(50, (index) =>
          framed(mapType(FIRST + 2 + index, FIRST + 1, index === 49 ? FIRST + 1 : FIRST + 3 + index)),
        ).join('') +
        framed(structType(FIRST, 'Holder', [['M', FIRST + 2]])) +
        value(FIRST, `01${'6400'.repeat(50)}`),
    ],
    last: 'decode',
  },
  {
    name: 'an interface with 9,000 definitions in front of its value',
    as: 'interface {}',
    values: [
      framed(`${int(id.interface)}00${text('int')}${structType(FIRST, '', [])}`) +
        times(8_999, (index) => framed(structType(FIRST + 1 + index, '', []))).join('') +
        framed(`${int(id.int)}020054`),
    ],
    last: 'accepted',
  },
  {
    name: 'an interface with 11,000 definitions in front of its value',
    as: 'interface {}',
    values: [
      framed(`${int(id.interface)}00${text('int')}${structType(FIRST, '', [])}`) +
        times(10_999, (index) => framed(structType(FIRST + 1 + index, '', []))).join('') +
        framed(`${int(id.int)}020054`),
    ],
    last: 'limit',
  },
  {
    name: 'types of a megabyte each',
    as: 'nil',
    values: times(
      40,
      (index) => framed(structType(FIRST + index, 'x'.repeat(2 ** 20), [])) + value(FIRST + index, '00'),
    ),
    last: 'limit',
  },
]
