import { goProgram } from '../peers/go-program.js'
import type { Outcome } from './load.js'
import { median } from './median.js'
import { measure, ours, rate, type Side, script } from './side.js'

const inFlights = [1, 64, 256]

interface Comparison {
  readonly title: string
  readonly ours: Side
  readonly other: Side
}

/** Measures ours beside others, in turns, and prints a table for each comparison. */
export async function compareCalls(seconds: number, rounds: number): Promise<void> {
  for (const comparison of comparisons(await goProgram())) await compare(comparison, seconds, rounds)
}

function comparisons(go: string): readonly Comparison[] {
  const goServer = { server: [go, 'serve'], key: 'gob' } as const
  return [
    {
      title: 'Arith.Multiply on a stock Go server, gob',
      ours: { name: 'rpcgen', ...goServer, client: script('ours-client', 'gob', 'one') },
      other: { name: 'Go', ...goServer, client: [go, 'bench'] },
    },
    {
      title: 'Arith.Multiply, TypeScript at both ends',
      ours: ours('gob'),
      other: { name: 'avsc', server: script('avsc-server'), key: 'address', client: script('avsc-client') },
    },
  ]
}

const cpu = ({ calls, cpuSeconds }: Outcome): number => (cpuSeconds / calls) * 1e6

async function compare({ title, ours, other }: Comparison, seconds: number, rounds: number): Promise<void> {
  console.log(`\n${title}\n`)
  console.log('| in flight | side | calls/s | client CPU, µs a call | throughput, of the other | CPU, of the other |')
  console.log('|---:|---|---:|---:|---:|---:|')
  for (const inFlight of inFlights) {
    const pairs: [Outcome, Outcome][] = []
    for (let round = 0; round < rounds; round++) {
      pairs.push([await measure(ours, inFlight, seconds), await measure(other, inFlight, seconds)])
    }
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
