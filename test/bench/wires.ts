import { median } from './median.js'
import { measure, ours, rate, type Side, script } from './side.js'

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

const pairs: readonly Pair[] = [
  {
    wire: 'JSON-RPC 2.0, `Content-Length`',
    ours: ours('json-headers'),
    home: home('vscode-jsonrpc', 'vscode'),
  },
  { wire: 'JSON-RPC 2.0, lines', ours: ours('json-lines'), home: home('jayson', 'jayson') },
  ...(['go', 'rpc'] as const).flatMap((dialect) => {
    const wire = dialect === 'go' ? 'MessagePack, HashiCorp' : 'MessagePack-RPC'
    const here = ours(dialect === 'go' ? 'msgpack' : 'msgpack-rpc')
    return [
      { wire, ours: here, home: home('@msgpack/msgpack, a write for each message', 'msgpack-home', dialect, 'each') },
      { wire, ours: here, home: home('@msgpack/msgpack, a write for each turn', 'msgpack-home', dialect, 'turn') },
    ]
  }),
  { wire: 'gob, all codecs in use', ours: ours('gob', 'all'), home: { ...ours('gob'), name: 'rpcgen, gob alone' } },
]

/** Measures each wire beside its home library, in turns, and prints one table. */
export async function compareWires(seconds: number, rounds: number): Promise<void> {
  console.log(`\nArith.Multiply on every wire, TypeScript at both ends, ${IN_FLIGHT} in flight, calls/s\n`)
  console.log('| wire | rpcgen | beside | its calls/s | times as many |')
  console.log('|---|---:|---|---:|---:|')
  for (const { wire, ours, home } of pairs) {
    const rates: (readonly [number, number])[] = []
    for (let round = 0; round < rounds; round++) {
      rates.push([rate(await measure(ours, IN_FLIGHT, seconds)), rate(await measure(home, IN_FLIGHT, seconds))])
    }
    const [here, there] = [0, 1].map((index) => Math.round(median(rates.map((pair) => pair[index] as number))))
    const times = median(rates.map(([a, b]) => a / b)).toFixed(2)
    console.log(`| ${wire} | ${here} | ${home.name} | ${there} | ${times} |`)
  }
}
