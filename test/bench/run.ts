/**
 * `npm run bench [-- SECONDS [ROUNDS]]`: calls per second and client CPU per
 * call, ours beside others on the same machine in the same minute. Each figure
 * is the median of the rounds, in which the sides take turns; read the ratios,
 * since machines differ and are noisy.
 */
import { execFileSync } from 'node:child_process'
import { goProgram } from '../peers/go-program.js'
import type { Outcome } from './load.js'
import { type Command, runClient, script, startServer } from './side.js'

const [seconds = 5, rounds = 5] = process.argv.slice(2).map(Number)
const inFlights = [1, 64, 256]

interface Side {
  readonly name: string
  readonly server: Command
  /** Under which key the server's first line has its address. */
  readonly key: string
  readonly client: Command
}

interface Comparison {
  readonly title: string
  readonly ours: Side
  readonly other: Side
}

const go = await goProgram()
const goServer = { server: [go, 'serve'], key: 'gob' } as const
const comparisons: readonly Comparison[] = [
  {
    title: 'Arith.Multiply on a stock Go server, gob',
    ours: { name: 'rpcgen', ...goServer, client: script('ours-client') },
    other: { name: 'Go', ...goServer, client: [go, 'bench'] },
  },
  {
    title: 'Arith.Multiply, TypeScript at both ends',
    ours: { name: 'rpcgen', server: script('ours-server'), key: 'address', client: script('ours-client') },
    other: { name: 'avsc', server: script('avsc-server'), key: 'address', client: script('avsc-client') },
  },
]

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

const rate = ({ calls, seconds }: Outcome): number => calls / seconds
const cpu = ({ calls, cpuSeconds }: Outcome): number => (cpuSeconds / calls) * 1e6

async function once({ server, key, client }: Side, inFlight: number): Promise<Outcome> {
  const running = await startServer(server, key)
  try {
    return await runClient(client, running.address, inFlight, seconds)
  } finally {
    await running.stop()
  }
}

async function compare({ title, ours, other }: Comparison): Promise<void> {
  console.log(`\n${title}\n`)
  console.log('| in flight | side | calls/s | client CPU, µs a call | throughput, of the other | CPU, of the other |')
  console.log('|---:|---|---:|---:|---:|---:|')
  for (const inFlight of inFlights) {
    const pairs: [Outcome, Outcome][] = []
    for (let round = 0; round < rounds; round++) pairs.push([await once(ours, inFlight), await once(other, inFlight)])
    const row = (name: string, index: 0 | 1, ratios: string): string => {
      const rates = median(pairs.map((pair) => rate(pair[index])))
      const cpus = median(pairs.map((pair) => cpu(pair[index])))
      return `| ${inFlight} | ${name} | ${Math.round(rates)} | ${cpus.toFixed(2)} | ${ratios} |`
    }
    const faster = median(pairs.map(([a, b]) => rate(a) / rate(b))).toFixed(2)
    const cheaper = median(pairs.map(([a, b]) => cpu(a) / cpu(b))).toFixed(2)
    console.log(row(ours.name, 0, `${faster} | ${cheaper}`))
    console.log(row(other.name, 1, ' | '))
  }
}

console.log(`Node ${process.version}; ${rounds} rounds of ${seconds} s each; medians`)
for (const comparison of comparisons) await compare(comparison)
for (const name of ['chunks', 'memory']) {
  const [command, ...args] = script(name)
  execFileSync(command, args, { stdio: 'inherit' })
}
