import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Canonical, goHostile, type Hostile, type HostilePiece } from '../../../peers/go-gob.js'
import { asRequests, readRequests } from './bare-stream.js'
import { canonical, readForm } from './canonical.js'
import { goTypes } from './go-types.js'
import { framed } from './harness.js'
import { notYet, otherVerdict } from './hostile-open.js'

const file = fileURLToPath(new URL('../../../vectors/gob-hostile.json', import.meta.url))
const streams = JSON.parse(readFileSync(file, 'utf8')) as readonly Hostile[]

describe('the hostile streams', () => {
  test('are what Go says of them today', async () => {
    await expect(`[\n${(await goHostile()).join(',\n')}\n]\n`).toMatchFileSnapshot(file)
  }, 120_000)

  test('are there for each of the 48 kinds', () => {
    const kinds = new Set(streams.map(({ name }) => name.split(' ', 1)[0]))
    expect([...kinds].sort()).toEqual(Array.from({ length: 48 }, (_, index) => `H${index + 1}`).sort())
  })

  test('are named in the tables, and each once', () => {
    const names = [...Object.keys(otherVerdict), ...Object.keys(notYet)]
    expect(names.filter((name) => !streams.some((stream) => stream.name === name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })
})

function spread(piece: HostilePiece): string {
  if (!('chain' in piece)) return piece.hex.repeat(piece.times ?? 1)
  const { chain, first, times } = piece
  return Array.from({ length: times }, (_, index) => link(chain, first + index, index === times - 1)).join('')
}

/** The definition of a type that holds the one behind it. */
function link(kind: 'array' | 'struct', id: number, last: boolean): string {
  const next = last ? '04' : int(id + 1)
  return kind === 'array'
    ? framed(`${int(-id)} 01 01 02 ${int(id)} 00 01 ${next} 01 02 00 00`)
    : framed(`${int(-id)} 03 01 02 ${int(id)} 00 01 01 01 01 41 01 ${next} 00 00 00`)
}

function int(value: number): string {
  const folded = value < 0 ? (~value << 1) | 1 : value << 1
  const digits = folded.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return folded < 128 ? even : (256 - even.length / 2).toString(16) + even
}

/** Refused, or accepted; with the value, where it is shown. */
type Verdict = 'refused' | 'accepted' | { readonly value: Canonical }

/** What we make of a stream. Whatever is thrown that is no RpcError gets through. */
function verdictOf(stream: Uint8Array, as: string): Verdict {
  const type = as === 'nil' ? undefined : goTypes[as]
  if (type === undefined && as !== 'nil') throw new Error(`our types cannot express ${as}`)
  // What never is whole is refused, too: Go was told that there is no more.
  const [outcome] = readRequests([stream], [type])
  if (outcome === undefined || 'error' in outcome) return 'refused'
  return type === undefined ? 'accepted' : { value: canonical(type, outcome.value) }
}

/** What Go makes of it; where it is not asked, or panics, the stream has to be refused. */
function wantedOf({ as, value, null: isNull, accepted }: Hostile): Verdict {
  if (accepted === true) return 'accepted'
  if (value === undefined && isNull !== true) return 'refused'
  const type = goTypes[as]
  return { value: type === undefined ? null : readForm(type, value ?? null) }
}

function agree(ours: Verdict, go: Verdict): boolean {
  return go === 'accepted' ? ours !== 'refused' : isDeepStrictEqual(ours, go)
}

describe.each(streams)('$name', (each) => {
  const stream = asRequests([each.stream.map(spread).join('')])
  const other = otherVerdict[each.name]

  test('has the verdict that Go has, or the one that a table gives and says why', () => {
    if (Object.hasOwn(notYet, each.name)) {
      // An entry that is no longer true has to go.
      expect(() => expect(agree(verdictOf(stream, each.as), wantedOf(each))).toBe(true)).toThrow()
      return
    }
    const ours = verdictOf(stream, each.as)
    if (other === undefined) expect(agree(ours, wantedOf(each)), JSON.stringify(ours)).toBe(true)
    else expect(typeof ours === 'string' ? ours : 'accepted').toBe(other.ours)
  })
})

test('a verdict of our own is another than that of Go', () => {
  for (const each of streams) {
    const ours = otherVerdict[each.name]?.ours
    if (ours !== undefined)
      expect([each.name, wantedOf(each) === 'refused' ? 'refused' : 'accepted']).not.toEqual([each.name, ours])
  }
})
