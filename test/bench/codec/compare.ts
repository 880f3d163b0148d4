import { median } from '../median.js'
import { type ContenderName, contenders } from './contender.js'
import { type Measuring, startMeasuring } from './measuring.js'
import { type ShapeName, shapeNames, shapes } from './shapes.js'

/** How long each contender has in a round, for each direction. */
export const ROUND_SECONDS = 0.5

type Direction = 'encode' | 'decode'

/** What one contender did with one shape. */
interface Result {
  readonly bytes: number
  /** Nanoseconds a message, round by round. */
  readonly encode: readonly number[]
  readonly decode: readonly number[]
}

type Results = ReadonlyMap<ContenderName, Result>

interface Running {
  readonly name: ContenderName
  readonly child: Measuring
  readonly encode: number[]
  readonly decode: number[]
}

const names = Object.keys(contenders) as ContenderName[]

/** Measures every contender with every shape, in turns, and prints a table for each direction. */
export async function compareCodecs(rounds: number): Promise<void> {
  const columns: Results[] = []
  for (const shape of shapeNames) columns.push(await measure(shape, rounds))
  table('Encoding: ns a message, and how many times faster than `JSON.stringify`', columns, (result, json) =>
    figure(result, json, 'encode'),
  )
  table('Decoding: ns a message, and how many times faster than `JSON.parse`', columns, (result, json) =>
    figure(result, json, 'decode'),
  )
  table('Bytes a message', columns, ({ bytes }) => grouped(bytes))
}

async function measure(shape: ShapeName, rounds: number): Promise<Results> {
  const running: Running[] = []
  for (const name of names) running.push({ name, child: await startMeasuring(name, shape), encode: [], decode: [] })
  for (let round = 0; round < rounds; round++) {
    for (const direction of ['encode', 'decode'] as const) {
      for (const { child, [direction]: times } of running) times.push(await child.ask(direction, ROUND_SECONDS))
    }
  }
  for (const { child } of running) await child.stop()
  return new Map(running.map(({ name, child: { bytes }, encode, decode }) => [name, { bytes, encode, decode }]))
}

/** The ratio is that of each round to the same round of JSON's, a few seconds apart. */
function figure(result: Result, json: Result, direction: Direction): string {
  const ratio = median(result[direction].map((time, round) => (json[direction][round] as number) / time))
  return `${grouped(Math.round(median(result[direction])))} (${ratio.toFixed(1)})`
}

function table(title: string, columns: readonly Results[], cell: (result: Result, json: Result) => string): void {
  console.log(`\n${title}\n`)
  console.log(`| | ${shapeNames.map((name) => shapes[name].title).join(' | ')} |`)
  console.log(`|---|${shapeNames.map(() => '---:|').join('')}`)
  for (const name of names) {
    const cells = columns.map((results) => cell(results.get(name) as Result, results.get('json') as Result))
    console.log(`| ${contenders[name].title} | ${cells.join(' | ')} |`)
  }
}

function grouped(value: number): string {
  return value.toLocaleString('en')
}
