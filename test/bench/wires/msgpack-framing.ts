/** How the two peers that speak MessagePack frame calls of Arith, for a side that has no more than a library for values. */
export interface Framing {
  /** Values in one message. */
  readonly count: number
  request(seq: number, a: number, b: number): readonly unknown[]
  /** The answer to a request. */
  response(request: readonly unknown[]): readonly unknown[]
  /** The seq and the product of a response. */
  read(response: readonly unknown[]): readonly [number, number]
}

const go: Framing = {
  count: 2,
  request: (seq, a, b) => [
    { Seq: seq, ServiceMethod: 'Arith.Multiply' },
    { A: a, B: b },
  ],
  response(request) {
    const [{ Seq, ServiceMethod }, { A, B }] = request as [
      { Seq: number; ServiceMethod: string },
      { A: number; B: number },
    ]
    return [{ Error: '', Seq, ServiceMethod }, A * B]
  },
  read(response) {
    const [{ Seq }, product] = response as [{ Seq: number }, number]
    return [Seq, product]
  },
}

const rpc: Framing = {
  count: 1,
  request: (seq, a, b) => [[0, seq, 'Arith.multiply', [a, b]]],
  response(request) {
    const [[, seq, , [a, b]]] = request as [[number, number, string, [number, number]]]
    return [[1, seq, null, a * b]]
  },
  read(response) {
    const [[, seq, , product]] = response as [[number, number, null, number]]
    return [seq, product]
  },
}

export const framings: Readonly<Record<string, Framing>> = { go, rpc }
