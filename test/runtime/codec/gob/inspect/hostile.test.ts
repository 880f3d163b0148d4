import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { framed, unhex } from '../harness.js'
import { checkRanges, faultsIn, inspected, valuesIn } from './inspected.js'

/** The definition of type 65, Point{X, Y int}. */
const POINT = '1fff8103010105506f696e7401ff820001020101580104000101590104000000'
/** The definition of type 65, Any{V interface{}}. */
const ANY = '17ff8103010103416e7901ff820001010101560110000000'

/** What a stream is, by the numbers of the reference: its faults, and how many values it has all the same. */
const table: readonly [name: string, hex: string, values: number, faults: readonly string[]][] = [
  ['H1 nothing', '', 0, []],
  ['H2 a length and no message', '03', 0, ['protocol: gob: unexpected EOF at byte 1']],
  ['H2 half a message', '030400', 0, ['protocol: gob: unexpected EOF at byte 3']],
  ['H2 half a length', 'fe01', 0, ['protocol: gob: unexpected EOF at byte 2']],
  ['H3 a definition and no value', POINT, 0, ['protocol: gob: unexpected EOF at byte 32']],
  ['H4 a length of 128 bytes', '80', 0, ['protocol: gob: encoded unsigned integer out of range at byte 0']],
  [
    'H4 a length of 9 bytes',
    'f7000000000000000000',
    0,
    ['protocol: gob: encoded unsigned integer out of range at byte 0'],
  ],
  ['H5 a length of 2^33', 'fb0200000000', 0, ['protocol: gob: invalid message length at byte 0']],
  ['H5 a length of 2^63', 'f88000000000000000', 0, ['protocol: gob: invalid message length at byte 0']],
  [
    'H6 a length of 2^30',
    'fc40000000',
    0,
    ['limit: a message of 1073741824 bytes is over the limit of 67108864 at byte 0'],
  ],
  ['H7 a length of 0, with more behind it', '0003040006', 1, ['protocol: gob: a message of no bytes at byte 1']],
  ['H8 bytes behind a value', '0504000600ff', 1, []],
  ['H9 two values in one message', '06040006040008', 1, []],
  [
    'H10 bytes behind a definition',
    '1bff8103010105506f696e7401ff820001010101580104000000090905ff82012c00',
    1,
    ['decode: gob: extra data in buffer at byte 26'],
  ],
  ['H11 a value of type 0', '03000006', 0, ['decode: gob: bad data: undefined type 0 at byte 2']],
  [
    'H11 a value of a type that is not defined',
    '04ff820006',
    0,
    ['decode: gob: bad data: undefined type 65 at byte 3'],
  ],
  ['H12 a type defined twice', `${POINT}${POINT}05ff82012c00`, 1, ['decode: gob: duplicate type received at byte 35']],
  [
    'H13 a definition of a basic type',
    framed('09020101015301040000'),
    0,
    ['decode: gob: duplicate type received at byte 2'],
  ],
  [
    'H14 a definition that defines nothing',
    '03ff810004ff820006',
    0,
    ['decode: gob: a definition that defines nothing at byte 4', 'decode: gob: bad data: undefined type 65 at byte 7'],
  ],
  [
    'H15 a definition of two kinds is a map',
    `1dff81020101017301ff8200010400020101016d01ff8200010c01040000${framed('ff82000101610e')}`,
    1,
    [],
  ],
  [
    'H16 a definition of an eighth kind',
    '0dff81080101017801ff8200000004ff820000',
    0,
    [
      'decode: gob: bad data: field numbers out of bounds at byte 4',
      'decode: gob: bad data: undefined type 65 at byte 17',
    ],
  ],
  [
    'H17 a field without a name',
    '12ff81030101015001ff820001010204000000',
    0,
    ['decode: gob: empty name for remote field of type P at byte 19'],
  ],
  [
    'H18 two fields of one name',
    `${framed('ff81030101015001ff820001020101580104000101580104000000')}07ff820102010400`,
    1,
    [],
  ],
  ['H19 a field in lower case', `${framed('ff81030101015001ff820001010101780104000000')}05ff82010200`, 1, []],
  [
    'H20 a field of type 0',
    `${framed('ff81030101015001ff82000101010158000000')}05ff82010200`,
    0,
    ['decode: gob: bad data: undefined type 0 at byte 24'],
  ],
  [
    'H20 a field of a negative type',
    `${framed('ff81030101015001ff820001010101580103000000')}05ff82010200`,
    0,
    ['decode: gob: bad data: undefined type -2 at byte 26'],
  ],
  [
    'H21 a field past the last',
    `${POINT}06ff8203020000`,
    0,
    ['decode: gob: bad data: field numbers out of bounds at byte 36'],
  ],
  [
    'H22 a distance of 2^63',
    `${POINT}${framed('ff82f880000000000000000200')}`,
    0,
    ['decode: gob: decode: corrupted data: negative delta at byte 44'],
  ],
  [
    'H23 a distance that overflows',
    '1fff8103010105506f696e7401ff8200010201015801040001015901040000000fff820202f87fffffffffffffff0200',
    0,
    ['decode: gob: bad data: field numbers out of bounds at byte 46'],
  ],
  [
    'H24 a distance before a value alone',
    '03040106',
    0,
    ['decode: gob: decode: corrupted data: non-zero delta for singleton at byte 3'],
  ],
  ['H25 a struct without its end', `${POINT}04ff82012c`, 1, []],
  [
    'H26 a string past the message',
    '050c00056869',
    0,
    ['decode: gob: invalid string length 5: exceeds input size 2 at byte 4'],
  ],
  [
    'H26 bytes past the message',
    '050a00056869',
    0,
    ['decode: gob: invalid []byte length 5: exceeds input size 2 at byte 4'],
  ],
  [
    'H27 a slice of 127 with 2',
    '0cff81020102ff82000104000006ff82007f0204',
    0,
    ['decode: gob: decoding array or slice: length exceeds input size (127 elements) at byte 20'],
  ],
  [
    'H29 a slice of 2^31',
    '0cff81020102ff82000104000008ff8200fc80000000',
    0,
    ['decode: gob: decoding array or slice: length exceeds input size (2147483648 elements) at byte 22'],
  ],
  [
    'H31 a map of 2^63',
    '0eff81040102ff8200010c010400000cff8200f88000000000000000',
    0,
    ['decode: gob: decoding map: length exceeds input size (9223372036854775808 elements) at byte 28'],
  ],
  ['H32 a key twice', '0eff81040102ff8200010c010400000aff820002016102016104', 1, []],
  [
    'H33 an array of 2 for one of 3',
    '0eff81010102ff820001040106000006ff8200020202',
    0,
    ['decode: gob: length mismatch in decodeArray at byte 20'],
  ],
  [
    'H34 a name of 2^63-1 bytes',
    `${ANY}${framed('ff8201f87fffffffffffffff')}`,
    0,
    ['decode: gob: invalid type name length 9223372036854775807: exceeds input size 0 at byte 37'],
  ],
  [
    'H34 a name of 1,025 bytes',
    `${ANY}${framed(`ff8201fe0401${'61'.repeat(1025)}04020002`)}`,
    0,
    ['decode: gob: name too long (1025 bytes) at byte 1058'],
  ],
  ['H35 a name that nobody has registered', `${ANY}${framed('ff820103782e790402000a00')}`, 1, []],
  ['H36 a wrong count of bytes', `${ANY}${framed('ff820103696e740463000a00')}`, 1, []],
  ['H38 a nil interface in a slice', '0cff81020102ff8200011000000dff8200020003696e7404020002', 1, []],
  [
    'H43 an array of -1',
    '0eff81010102ff820001040101000004ff820000',
    0,
    ['decode: gob: length mismatch in decodeArray at byte 20'],
  ],
  ['H45 half a complex', '050e00fe3140', 0, ['decode: gob: unexpected EOF at byte 6']],
  ['H46 a boolean of 2', '03020002', 1, []],
  ['H48 a time of version 3', `10ff810501010454696d6501ff82000000${framed('ff82000103')}`, 1, []],
]

test.each(table)('%s', (_, text, values, faults) => {
  const items = inspected([unhex(text)])
  expect(faultsIn(items)).toEqual(faults)
  expect(valuesIn(items)).toHaveLength(values)
  checkRanges(items)
})

/** A number between -2^15 and 2^15 as gob has it. */
function int(value: number): string {
  const bits = value < 0 ? -2 * value - 1 : 2 * value
  if (bits < 128) return bits.toString(16).padStart(2, '0')
  return bits < 256 ? `ff${bits.toString(16)}` : `fe${bits.toString(16).padStart(4, '0')}`
}

/** The definition of a struct A with a field A of its own type, by value. */
const CHAIN = '16ff81030101014101ff8200010101014101ff82000000'

describe('what is deep or wide at little cost', () => {
  const deep = (levels: number): Uint8Array =>
    unhex(`${CHAIN}${framed(`ff82${'01'.repeat(levels)}${'00'.repeat(levels + 1)}`)}`)

  test('H39 a hundred thousand structs inside each other are over the limit', () => {
    const items = inspected([deep(100_000)])
    expect(faultsIn(items)).toEqual([
      expect.stringMatching(/^limit: gob: more than 1000 values inside each other at byte/),
    ])
  })

  test('and are read under a higher one, since nothing recurses', () => {
    expect(valuesIn(inspected([deep(100_000)], { nesting: 200_000 }))).toHaveLength(1)
  })

  test('H40 so are slices', () => {
    const stream = unhex(`10ff81020101015201ff820001ff820000${framed(`ff8200${'01'.repeat(100_000)}00`)}`)
    expect(faultsIn(inspected([stream]))).toEqual([expect.stringMatching(/^limit: /)])
    expect(valuesIn(inspected([stream], { nesting: 200_000 }))).toHaveLength(1)
  })

  test('H41 a chain of ten thousand types costs what it takes', () => {
    // type N = [1]type N+1
    const definition = (id: number): string => framed(`${int(-id)}010102${int(id)}0001${int(id + 1)}01020000`)
    const stream = unhex(Array.from({ length: 10_000 }, (_, at) => definition(65 + at)).join(''))
    const items = inspected([stream])
    expect(items.filter(({ kind }) => kind === 'definition')).toHaveLength(10_000)
  })

  test('H42 a map of 2^30 entries that take no byte', () => {
    const hex = '0dff83030101014501ff8400000010ff81040102ff820001ff8401ff84000009ff8200fc4000000000'
    expect(faultsIn(inspected([unhex(hex)]))).toEqual([
      'decode: gob: decoding map: length exceeds input size (1073741824 elements) at byte 41',
    ])
  })

  test('definitions without end', () => {
    const stream = unhex([65, 66, 67, 68].map((id) => framed(`${int(-id)}0202040000`)).join(''))
    expect(faultsIn(inspected([stream], { types: 3 }))).toEqual([
      expect.stringMatching(/^limit: gob: more than 3 types at byte/),
    ])
    expect(faultsIn(inspected([stream], { types: 4 }))).toEqual([
      expect.stringMatching(/^protocol: gob: unexpected EOF/),
    ])
  })

  test('values without end', () => {
    const stream = unhex(`0cff81020102ff820001040000${framed(`ff820064${'02'.repeat(100)}`)}`)
    expect(faultsIn(inspected([stream], { values: 100 }))).toEqual([
      expect.stringMatching(/^limit: gob: more than 100 values inside one at byte/),
    ])
    expect(valuesIn(inspected([stream], { values: 101 }))).toHaveLength(1)
  })

  test('a value that is cut into messages without end', () => {
    let stream = `${ANY}${framed('ff82010178ff83020102ff840001040000')}`
    for (let id = 67; id < 97; id++) stream += framed(`ff${(2 * id - 1).toString(16)}020102ff840001040000`)
    expect(faultsIn(inspected([unhex(stream)], { message: 100 }))).toEqual([
      expect.stringMatching(/^limit: a message of \d+ bytes is over the limit of 100 at byte/),
    ])
  })
})

interface Hostile {
  readonly name: string
  readonly stream: readonly { readonly hex?: string; readonly times?: number; readonly chain?: string }[]
  readonly value?: unknown
  readonly accepted?: boolean
}

/** What Go accepts and we do not, and why. */
const refused: Readonly<Record<string, string>> = {
  'H31 a map of 2^63': 'Go takes the count for a negative one, and the map for empty',
  'H15 a definition of a slice and of a map, as a slice': 'nobody says which of both it is meant to be',
}

describe('what Go accepts is a value', () => {
  const file = fileURLToPath(new URL('../../../../vectors/gob-hostile.json', import.meta.url))
  const all = JSON.parse(readFileSync(file, 'utf8')) as readonly Hostile[]
  const accepted = all.filter((each) => 'value' in each || each.accepted === true)

  test('save what is refused on purpose', () => {
    const names = accepted.map(({ name }) => name)
    expect(Object.keys(refused).filter((name) => !names.includes(name))).toEqual([])
  })

  test.each(accepted.filter(({ name }) => !(name in refused)))('$name', ({ stream }) => {
    const hex = stream.map((piece) => (piece.hex ?? '').repeat(piece.times ?? 1)).join('')
    const items = inspected([unhex(hex)], { nesting: 200_000 })
    expect(faultsIn(items)).toEqual([])
    expect(valuesIn(items)).toHaveLength(1)
  })
})
