import { decode, encode } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  complex64,
  complex128,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  type Type,
  uint8,
  uint16,
  uint32,
  uint64,
} from '../../../../../../runtime/type.js'
import { type GoOracle, goOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { hex } from '../../harness.js'
import { struct } from '../shared/types.js'

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
})
afterAll(() => oracle.close())

const wide = {
  Maxi: int64,
  Mini: int64,
  Maxu: uint64,
  Maxf: float64,
  Minf: float64,
  Maxc: complex128,
  Minc: complex128,
}
const zero = {
  Maxi: 0n,
  Mini: 0n,
  Maxu: 0n,
  Maxf: 0,
  Minf: 0,
  Maxc: { real: 0, imag: 0 },
  Minc: { real: 0, imag: 0 },
}

/** Twice the largest float32. */
const large = 2 ** 129 - 2 ** 105

/** What is sent, and the type that has no room for it. */
const cases: readonly (readonly [Partial<typeof zero>, string, Type])[] = [
  [{ Maxi: 2n ** 7n }, 'int8', int8],
  [{ Mini: -(2n ** 7n) - 1n }, 'int8', int8],
  [{ Maxi: 2n ** 15n }, 'int16', int16],
  [{ Mini: -(2n ** 15n) - 1n }, 'int16', int16],
  [{ Maxi: 2n ** 31n }, 'int32', int32],
  [{ Mini: -(2n ** 31n) - 1n }, 'int32', int32],
  [{ Maxu: 2n ** 8n }, 'uint8', uint8],
  [{ Maxu: 2n ** 16n }, 'uint16', uint16],
  [{ Maxu: 2n ** 32n }, 'uint32', uint32],
  [{ Maxf: large }, 'float32', float32],
  [{ Minf: -large }, 'float32', float32],
  [{ Maxc: { real: large, imag: large } }, 'complex64', complex64],
  [{ Minc: { real: 0, imag: -large } }, 'complex64', complex64],
]

test('TestOverflow: a number that the receiver has no room for is an error that names its field', async () => {
  for (const [sent, go, type] of cases) {
    const [field = ''] = Object.keys(sent)
    const stream = encode(messageOf(struct(wide)), { ...zero, ...sent })
    const error = `value for "${field}" out of range`
    const receiver = messageOf(struct({ [field]: type }))
    expect(() => decode(receiver, stream), `${field} as ${go}`).toThrow(
      expect.objectContaining({ code: 'decode', reason: expect.stringMatching(new RegExp(`${error}$`)) }),
    )
    expect(await oracle.decode(`struct{${field}:${go}}`, hex(stream))).toEqual({ error })
  }
})
