import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { framed, hex, unhex } from '../harness.js'
import { canonical, sparse } from './canonical.js'
import { checkRanges, faultsIn, inspected, valuesIn } from './inspected.js'

function vectors<T>(name: string): readonly T[] {
  const file = fileURLToPath(new URL(`../../../../vectors/${name}`, import.meta.url))
  return JSON.parse(readFileSync(file, 'utf8')) as readonly T[]
}

describe('a value behind its type id', () => {
  /** The definitions that Go writes before the first value of a type, all with 65 for the value itself save where said. */
  const definitions: Readonly<Record<string, string>> = {
    list: '0cff81020102ff820001040000',
    matrix: '0dff83020102ff840001ff8200000cff81020102ff820001080000',
    fixed: '0eff81010102ff8200010401060000',
    map: '0eff81040102ff82000104010c0000',
    record: '0eff81040102ff8200010c01040000',
    point: '1fff8103010105506f696e7401ff820001020101580108000101590108000000',
    points: '0dff83020102ff840001ff8200001fff8103010105506f696e7401ff820001020101580108000101590108000000',
    empty: '11ff8103010105456d70747901ff82000000',
    time: '10ff810501010454696d6501ff82000000',
    tree: '3fff81030101045472656501ff82000104010556616c756501040001044c65667401ff820001084272616e6368657301ff840001054e616d656401ff860000001aff830201010b5b5d6d61696e2e5472656501ff840001ff82000025ff85040101146d61705b737472696e675d6d61696e2e5472656501ff8600010c01ff820000',
    sparse:
      '78ff810301010653706172736501ff820001080108526571756972656401040001084f7074696f6e616c01040001084e756c6c61626c65010c000104466c61670102000105506f696e7401ff8400010d4e756c6c61626c65506f696e7401ff840001044c69737401ff860001064d6f6d656e7401ff880000001fff8303010105506f696e7401ff84000102010158010800010159010800000016ff85020101085b5d737472696e6701ff8600010c00000aff87050102ff8a000000',
  }
  const ids: Readonly<Record<string, string>> = {
    bool: '02',
    integer: '04',
    int64: '04',
    duration: '04',
    uint32: '06',
    uint64: '06',
    number: '08',
    float32: '08',
    bytes: '0a',
    string: '0c',
    matrix: 'ff84',
    points: 'ff84',
  }
  /** Each value in the form of canonical.ts, without the fields that are zero. */
  const values: Readonly<Record<string, unknown>> = {
    'bool true': true,
    'bool false': false,
    'integer 0': '0',
    'integer 3': '3',
    'integer 63': '63',
    'integer 64': '64',
    'integer -1': '-1',
    'integer -64': '-64',
    'integer -65': '-65',
    'integer -129': '-129',
    'integer safe max': '9007199254740991',
    'integer safe min': '-9007199254740991',
    'int64 min': '-9223372036854775808',
    'int64 max': '9223372036854775807',
    'uint32 127': '127',
    'uint32 128': '128',
    'uint32 256': '256',
    'uint64 max': '18446744073709551615',
    'number 0': '0000000000000000',
    'number 1': '3ff0000000000000',
    'number 17': '4031000000000000',
    'number -0': '8000000000000000',
    'number pi': '400921fb54442d18',
    'number max': '7fefffffffffffff',
    'number least': '0000000000000001',
    'number +Inf': '7ff0000000000000',
    'number -Inf': 'fff0000000000000',
    'float32 0.1': '3fb99999a0000000',
    'string empty': '',
    'string hello': 'hello',
    'string wide': 'żółw 🐢',
    'bytes hi': '6869',
    'bytes empty': '',
    duration: '1500000000',
    list: ['1', '2', '-3'],
    'list empty': [],
    matrix: [['3ff0000000000000'], [], ['4000000000000000', '4008000000000000']],
    'fixed zero': ['0', '0', '0'],
    map: [['1', 'a']],
    'map empty': [],
    'record zero': [['a', '0']],
    'point zero': {},
    'point y': { Y: '4031000000000000' },
    points: [{}, { X: '3ff0000000000000' }],
    empty: {},
    'time zero': ['-62135596800', 0, 0],
    'time utc': ['1772368215', 250_000_000, 0],
    'time before 1970': ['-4861641601', 1_000_000, 0],
    'time +90m': ['1772362815', 123_456_789, 5400],
    'time +1h1s': ['1772364614', 0, 3601],
    tree: { Value: '1', Branches: [{ Value: '2' }] },
    'sparse absent': {},
    'sparse point': { Required: '3' },
  }

  test.each(vectors<{ name: string; hex: string }>('gob.json'))('$name', ({ name, hex: value }) => {
    const type = name.split(' ')[0] ?? ''
    const items = inspected([unhex(`${definitions[type] ?? ''}${framed(`${ids[type] ?? 'ff82'}${value}`)}`)])
    expect(faultsIn(items)).toEqual([])
    expect(valuesIn(items).map((item) => sparse(canonical(item)))).toEqual([values[name]])
    checkRanges(items)
  })
})

interface Written {
  readonly value: unknown
  readonly hex: string
  readonly error?: string
  readonly panic?: string
}

describe.each(vectors<{ name: string; wrote: readonly Written[] }>('gob-cases.json'))('$name', ({ wrote }) => {
  const bytes = unhex(wrote.map((each) => each.hex).join(''))
  const whole = inspected([bytes])
  const written = wrote.filter(({ error, panic }) => error === undefined && panic === undefined)

  test('is read as Go wrote it', () => {
    expect(valuesIn(whole).map((value) => sparse(canonical(value)))).toEqual(written.map(({ value }) => sparse(value)))
    const last = wrote.at(-1)
    const cutOff = last?.error !== undefined && last.hex !== ''
    expect(faultsIn(whole)).toEqual(cutOff ? [`protocol: gob: unexpected EOF at byte ${bytes.length}`] : [])
    checkRanges(whole)
  })

  test('has every byte in a message, and each message once', () => {
    const messages = whole.filter(({ kind }) => kind === 'message')
    expect(messages.map(({ start }) => start)).toEqual([0, ...messages.map(({ end }) => end)].slice(0, messages.length))
    expect(messages.at(-1)?.end ?? 0).toBe(bytes.length)
  })

  test('is the same however it arrives', () => {
    const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))
    expect(inspected(single)).toEqual(whole)
    for (let at = 1; at < bytes.length; at++) {
      expect(inspected([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at} of ${hex(bytes)}`).toEqual(whole)
    }
  })
})
