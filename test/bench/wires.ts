import { thriftCode } from '../peers/thrift-code.js'
import { median } from './median.js'
import { measure, ours, rate, type Side, script } from './side.js'
import type { CodecName } from './wires/codecs.js'

const IN_FLIGHT = 64

/** One wire, ours beside its home. */
interface Pair {
  readonly wire: string
  readonly ours: Side
  readonly home: Side
}

const home = (name: string, files: string, ...args: readonly string[]): Side => ({
  name,
  server: script(`wires/${files}-server`, ...args),
  key: 'address',
  client: script(`wires/${files}-client`, ...args),
})

/** A library with a peer around it, which writes each message as soon as it is encoded, or gathers those of a turn as ours does. */
function gathered(
  wire: string,
  codec: CodecName,
  name: string,
  files: string,
  ...args: readonly string[]
): readonly Pair[] {
  return (['each', 'turn'] as const).map((writes) => ({
    wire,
    ours: ours(codec),
    home: home(`${name}, a write for each ${writes === 'each' ? 'message' : 'turn'}`, files, ...args, writes),
  }))
}

/** `code` is the folder of what Thrift's compiler has made. */
function thrift(code: string): readonly Pair[] {
  return (['binary', 'compact'] as const).flatMap((protocol) =>
    (['framed', 'buffered'] as const).map((framing) => ({
      wire: `Thrift, ${protocol}, ${framing}`,
      ours: ours(`thrift-${protocol}-${framing}`),
      home: home('thrift', 'thrift-home', protocol, framing, code),
    })),
  )
}

const pairsWith = (thriftCode: string): readonly Pair[] => [
  {
    wire: 'JSON-RPC 2.0, `Content-Length`',
    ours: ours('json-headers'),
    home: home('vscode-jsonrpc', 'vscode'),
  },
  {
    wire: 'JSON-RPC 2.0, lines',
    ours: ours('json-lines'),
    home: home('jayson, its own client', 'jayson', 'own'),
  },
  ...gathered('JSON-RPC 2.0, lines', 'json-lines', 'jayson on one connection', 'jayson'),
  ...gathered('MessagePack, HashiCorp', 'msgpack', '@msgpack/msgpack', 'msgpack-home', 'go'),
  ...gathered('MessagePack-RPC', 'msgpack-rpc', '@msgpack/msgpack', 'msgpack-home', 'rpc'),
  ...thrift(thriftCode),
  { wire: 'gob, all codecs in use', ours: ours('gob', 'all'), home: { ...ours('gob'), name: 'rpcgen, gob alone' } },
]

/** Measures each wire beside its home library, in turns, and prints one table. */
export async function compareWires(seconds: number, rounds: number): Promise<void> {
  console.log(`\nArith.Multiply on every wire, TypeScript at both ends, ${IN_FLIGHT} in flight, calls/s\n`)
  console.log('| wire | rpcgen | beside | its calls/s | times as many |')
  console.log('|---|---:|---|---:|---:|')
  for (const { wire, ours, home } of pairsWith(await thriftCode())) {
    const rates: (readonly [number, number])[] = []
    for (let round = 0; round < rounds; round++) {
      rates.push([rate(await measure(ours, IN_FLIGHT, seconds)), rate(await measure(home, IN_FLIGHT, seconds))])
    }
    const [here, there] = [0, 1].map((index) => Math.round(median(rates.map((pair) => pair[index] as number))))
    const times = median(rates.map(([a, b]) => a / b)).toFixed(2)
    console.log(`| ${wire} | ${here} | ${home.name} | ${there} | ${times} |`)
  }
}
