import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Type } from '../../../../runtime/type.js'
import { type Canonical, type GobCase, type GobResult, goGobCases } from '../../../peers/go-gob.js'
import { without } from '../../../vectors/gob-cases-without.js'
import { asRequests, bareWriter, type Outcome, readRequests } from './bare-stream.js'
import { canonical, ofCanonical, readForm } from './canonical.js'
import { different, otherTexts } from './cases-open.js'
import { goTypes, registrables } from './go-types.js'
import { withoutNames } from './without-names.js'

const file = fileURLToPath(new URL('../../../vectors/gob-cases.json', import.meta.url))
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly GobCase[]
const idOf = (name: string): string => name.split(' ', 1)[0] as string

describe('the vectors', () => {
  test('are what Go writes and reads today', async () => {
    await expect(`[\n${(await goGobCases()).join(',\n')}\n]\n`).toMatchFileSnapshot(file)
  }, 120_000)

  test('are there for each of the 102 cases, save one', () => {
    const ids = [...cases.map(({ name }) => idOf(name)), ...without.map(({ id }) => id)]
    const wanted = Array.from({ length: 102 }, (_, index) => `K${index + 1}`)
    expect(ids.sort()).toEqual(wanted.sort())
    expect(without.length).toBeLessThanOrEqual(1)
  })
})

function typeOf(name: string): Type {
  const type = goTypes[name]
  if (type === undefined) throw new Error(`our types cannot express ${name}`)
  return type
}

/** What is wrong with what we write, if anything. */
function writing({ name, wrote }: GobCase): readonly string[] {
  // One case is about what nobody has registered.
  const write = bareWriter(idOf(name) === 'K91' ? [] : registrables)
  const complaints: string[] = []
  // Definitions that Go has sent before it failed, which we send when they are needed.
  let before = ''
  for (const { type, value, hex, error, panic } of wrote) {
    const fails = error !== undefined || panic !== undefined
    try {
      const ours = write(typeOf(type), ofCanonical(typeOf(type), value))
      if (fails) complaints.push(`${type} is written as ${ours}, and Go says ${error ?? panic}`)
      else if (withoutNames(ours) !== withoutNames(before + hex)) complaints.push(`${type} is written as ${ours}`)
    } catch (thrown) {
      if (!fails) complaints.push(`${type}: ${thrown}`)
    }
    before = fails ? before + hex : ''
  }
  return complaints
}

interface Wanted {
  readonly part: string
  readonly type: string
  readonly result: GobResult
}

/** What Go reads, one list for each stream of the case. */
function streamsOf({ wrote, read = [] }: GobCase): readonly (readonly Wanted[])[] {
  let before = ''
  const written: Wanted[] = []
  for (const { type, value, hex, error, panic, back } of wrote) {
    before += hex
    if (error !== undefined || panic !== undefined) continue
    written.push({ part: before, type, result: { value: back ?? value } })
    before = ''
  }
  return [
    written,
    ...read.map(({ as, parts, results }) =>
      parts.map((part, index): Wanted => ({ part, type: as, result: results[index] as GobResult })),
    ),
  ]
}

/** How a stream may arrive: whole, a byte at a time, and in two pieces, cut at each place. */
function* arrivals(stream: Uint8Array): Iterable<readonly Uint8Array[]> {
  yield [stream]
  yield Array.from(stream, (byte) => Uint8Array.of(byte))
  for (let cut = 1; cut < stream.length; cut++) yield [stream.subarray(0, cut), stream.subarray(cut)]
}

/** What is wrong with what we read, if anything. */
function reading(each: GobCase): readonly string[] {
  const complaints: string[] = []
  for (const wanted of streamsOf(each)) {
    try {
      const types = wanted.map(({ type }) => typeOf(type))
      const stream = asRequests(wanted.map(({ part }) => part))
      for (const chunks of arrivals(stream)) {
        const outcomes = readRequests(chunks, types)
        const found = outcomes.flatMap((outcome, at) => complaintOf(outcome, wanted[at] as Wanted, types[at] as Type))
        complaints.push(...found.map((text) => `${text}, in ${chunks.length} pieces of ${chunks[0]?.length}`))
        if (found.length > 0) break
      }
    } catch (thrown) {
      complaints.push(String(thrown))
    }
  }
  return complaints
}

function complaintOf(outcome: Outcome, { result, type: name }: Wanted, type: Type): readonly string[] {
  if (outcome === undefined) return [`${name} never is whole`]
  if ('error' in outcome) {
    if (result.error === undefined) return [`${name} is refused: ${outcome.error}`]
    if (outcome.fatal) return [`${name} ends the stream: ${outcome.error}`]
    const text = otherTexts[result.error] ?? result.error
    return outcome.error.endsWith(text) ? [] : [`${name} is refused with "${outcome.error}", and not with "${text}"`]
  }
  const value = canonical(type, outcome.value)
  if (result.error !== undefined) return [`${name} is read as ${JSON.stringify(value)}; Go says ${result.error}`]
  const wanted: Canonical = readForm(type, result.value ?? null)
  return isDeepStrictEqual(value, wanted) ? [] : [`${name} is read as ${JSON.stringify(value)}`]
}

describe.each(cases)('$name', (each) => {
  const id = idOf(each.name)

  test.each([
    ['written', writing],
    ['read', reading],
  ] as const)('is %s as Go does it, unless a table says why not', (verb, complaintsOf) => {
    const key = `${id} ${verb}`
    const complaints = complaintsOf(each)
    // An entry that is no longer true has to go.
    if (Object.hasOwn(different, key)) expect(complaints).not.toEqual([])
    else expect(complaints).toEqual([])
  })
})

test('the texts of the table are texts of Go', () => {
  const texts = cases.flatMap(({ read = [] }) => read.flatMap(({ results }) => results.map(({ error }) => error)))
  expect(Object.keys(otherTexts).filter((text) => !texts.includes(text))).toEqual([])
})

test('the tables name cases that there are, and each once', () => {
  const keys = Object.keys(different)
  const known = cases.flatMap(({ name }) => [`${idOf(name)} written`, `${idOf(name)} read`])
  expect(keys.filter((key) => !known.includes(key))).toEqual([])
  expect(new Set(keys).size).toBe(keys.length)
})
