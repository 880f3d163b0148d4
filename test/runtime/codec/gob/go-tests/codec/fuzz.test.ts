import { isRpcError } from '@rpcgen/runtime'
import { decode, encode, type Registrable, typed } from '@rpcgen/runtime/gob'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomAt } from '../../../../../../runtime/transport/random.js'
import { float64, integer, string, type Type, unknown } from '../../../../../../runtime/type.js'
import { type GoOracle, goOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { hex, unhex } from '../../harness.js'
import { byteArray, byteStruct, stringStruct } from '../shared/hooks.js'
import { readerOf } from '../shared/stream.js'
import { list, map, struct } from '../shared/types.js'

let oracle: GoOracle
beforeAll(async () => {
  oracle = await goOracle()
})
afterAll(() => oracle.close())

const types: readonly Registrable[] = [
  ['main.ByteStruct', messageOf(byteStruct('ByteStruct'))],
  ['main.ArrayStruct', messageOf(byteArray('ArrayStruct', 8192))],
  ['main.StringStruct', messageOf(stringStruct('StringStruct'))],
  ['main.GobTest1', messageOf(struct({ X: integer, G: [stringStruct('*StringStruct')] }, 'GobTest1'))],
  ['main.OnTheFly', messageOf(struct({ A: integer }, 'OnTheFly'))],
]

/** What we make of a stream; whatever is thrown that is no RpcError gets through. */
function ours(type: Type, stream: Uint8Array): 'accepted' | 'refused' {
  try {
    decode(messageOf(type), stream, { types, onMismatch: () => {} })
    return 'accepted'
  } catch (error) {
    if (!isRpcError(error)) throw error
    return 'refused'
  }
}

/** What Go makes of it; where it panics or ends, for want of memory say, it is to be refused. */
async function theirs(go: string, stream: Uint8Array): Promise<'accepted' | 'refused'> {
  return 'value' in (await oracle.decode(go, hex(stream))) ? 'accepted' : 'refused'
}

const SEED = 20_120_206
const ROUNDS = 100

test('TestFuzz: of bytes changed at random we refuse what Go refuses, and nothing breaks', async () => {
  let count = 0
  const random = (): number => randomAt(SEED, count++)
  const inputs = [
    typed('int', 0),
    typed('float32', 0),
    typed('float64', 0),
    typed('complex128', { real: 0, imag: 0 }),
    typed('main.ByteStruct', 255),
    typed('main.ArrayStruct', new Uint8Array(8192)),
    typed('main.StringStruct', 'hello'),
    typed('main.GobTest1', { X: 0, G: 'hello' }),
  ]
  const verdicts = new Set<string>()
  for (const input of inputs) {
    const stream = encode(messageOf(unknown), input, { types })
    const changed = Array.from({ length: ROUNDS }, () =>
      stream.map((byte) => (random() % 10 < 3 ? byte + random() : byte)),
    )
    const wanted = await Promise.all(changed.map((each) => theirs('any', each)))
    for (const [index, each] of changed.entries()) {
      const verdict = ours(unknown, each)
      expect(verdict, hex(each)).toBe(wanted[index])
      verdicts.add(verdict)
    }
  }
  expect(verdicts.size).toBe(2)
})

test('TestFuzzRegressions: a type name of 102 TiB or of 1.6 GiB, which is not there, is refused', async () => {
  // What Go's two seeds come to: float32(0) and int(0) in an interface, with a few bytes changed.
  for (const stream of ['0e1000fa666c6f61743332e5023b00', '0a1000fc696e744a5d0000']) {
    const error = /invalid type name length \d+/
    expect(() => decode(messageOf(unknown), unhex(stream))).toThrow(error)
    expect(await oracle.decode('any', stream)).toEqual({ error: expect.stringMatching(error) })
  }
})

test('TestFuzzOneByte: of a stream with one byte changed we refuse what Go refuses, and three more for a reason', async () => {
  const type = struct({
    A: integer,
    B: string,
    C: float64,
    I: unknown,
    J: unknown,
    I_nil: unknown,
    M: map(string, integer),
    T: list(integer, 3),
    S: list(string),
  })
  const go = 'struct{A:int;B:string;C:float64;I:any;J:any;I_nil:any;M:map[string]int;T:[3]int;S:[]string}'
  const M = new Map(Object.entries({ one: 1, two: 2 }))
  const J = typed('main.OnTheFly', { A: 3 })
  const value = { A: 17, B: 'hello', C: Math.PI, I: 271828, J, I_nil: null, M, T: [11, 22, 33], S: ['hi', 'joe'] }
  const stream = encode(messageOf(type), value, { types })
  const others: string[] = []
  for (const at of stream.keys()) {
    const changed = Array.from({ length: 86 }, (_, index) =>
      stream.map((byte, other) => (other === at ? byte ^ (3 * index) : byte)),
    )
    const wanted = await Promise.all(changed.map((each) => theirs(go, each)))
    for (const [index, each] of changed.entries()) {
      const verdict = ours(type, each)
      if (verdict !== wanted[index]) others.push(`${verdict}: ${hex(each.subarray(at - 5, at + 1))}`)
    }
  }
  // The end of a definition becomes the start of a second kind: we take the last of several, and Go whichever it needs.
  expect(others).toEqual(['refused: 01ff88000003', 'refused: 010401060003', 'refused: 410104000003'])
})

test('TestErrorInvalidTypeId: a value of type 0 is an error, and so is the next one', async () => {
  const read = readerOf(unhex('01000100'))
  const empty = struct({})
  const error = 'gob: unknown type id or corrupted data'
  expect(await oracle.decode('struct{}', '01000100')).toEqual({ error })
  await expect(read(empty)).rejects.toMatchObject({ code: 'decode', reason: error })
  await expect(read(empty)).rejects.toMatchObject({ code: 'decode', reason: error })
  expect(await read(empty)).toBeUndefined()
})
