import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { isRpcError } from '@rpcgen/runtime'
import { describe, expect, test } from 'vitest'
import { type Canonical, goHostile, type Hostile } from '../../../peers/go-gob.js'
import { messageOf } from '../message-of.js'
import { mostSteps, stepsOf } from '../steps.js'
import { asRequests, readRequests } from './bare-stream.js'
import { canonical, readForm } from './canonical.js'
import { goTypes, registrables } from './go-types.js'
import { bench } from './harness.js'
import { notYet, otherVerdict } from './hostile-open.js'
import { hostileStream } from './hostile-stream.js'

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
  const stream = asRequests([hostileStream(each.stream)])
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

  test.each([
    ['whole', () => [stream]],
    ['in small pieces', () => inPieces(stream)],
  ])('costs no more steps than its bytes allow, %s, read or skipped', (_name, chunks) => {
    const message = goTypes[each.as]
    for (const as of message === undefined ? [undefined] : [messageOf(message), undefined]) {
      const { codec, reader, header } = bench({}, 'auto', registrables)
      let fed = 0
      for (const chunk of chunks()) {
        reader.append(chunk)
        fed += chunk.length
        try {
          if (codec.readHeader(header) !== 0) codec.readBody(as)
        } catch (error) {
          if (!isRpcError(error)) throw error
          // The connection is over, or the body is refused: nobody reads on.
          break
        } finally {
          expect(stepsOf(codec)).toBeLessThanOrEqual(mostSteps(fed))
        }
      }
    }
  })
})

/** As many bytes at a time as make some thousand pieces at most. */
function* inPieces(stream: Uint8Array): Iterable<Uint8Array> {
  const size = Math.ceil(stream.length / 2_000)
  for (let at = 0; at < stream.length; at += size) yield stream.slice(at, at + size)
}

test('a verdict of our own is another than that of Go', () => {
  for (const each of streams) {
    const ours = otherVerdict[each.name]?.ours
    if (ours !== undefined)
      expect([each.name, wantedOf(each) === 'refused' ? 'refused' : 'accepted']).not.toEqual([each.name, ours])
  }
})
