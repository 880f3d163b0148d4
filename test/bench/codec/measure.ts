/**
 * `measure CONTENDER SHAPE`: one contender with one shape in a process of its
 * own. It checks that every value comes back, warms up, and says what a message
 * takes in bytes; from then on it answers each line, `encode SECONDS` or `decode
 * SECONDS`, with how many nanoseconds a message took: of processor time, which
 * other programs on the machine do not lengthen, and which counts the engine's
 * own threads, such as those that collect garbage.
 */
import { createInterface } from 'node:readline'
import { type ContenderName, contenders } from './contender.js'
import { check } from './same.js'
import { type ShapeName, shapes, VALUES } from './shapes.js'

const WARM_UP = 0.3
const BESIDE = 0.1
/** Messages between two looks at the clock take about this many seconds. */
const BATCH = 0.01

const [contenderName, shapeName] = process.argv.slice(2) as [ContenderName, ShapeName]
const shape = shapes[shapeName]
const values = shape.values()
const contender = await contenders[contenderName].load(shape)
const messages = values.map((value) => Buffer.from(contender.encode(value)))
for (const [index, bytes] of messages.entries()) check(contender.decode(bytes), values[index])

/** What the loops below make goes here, so that it is made. */
let bytesSeen = 0
let valueSeen: unknown

/** Each does so many messages, a multiple of {@link VALUES}. */
const directions = {
  encode(count: number): void {
    for (let i = 0; i < count; i++) bytesSeen += contender.encode(values[i % VALUES]).length
  },
  decode(count: number): void {
    for (let i = 0; i < count; i++) valueSeen = contender.decode(messages[i % VALUES] as Buffer)
  },
}

/** Nanoseconds of processor time for each message, over so many seconds of it. */
function run(work: (count: number) => void, seconds: number, batch: number): number {
  const start = process.cpuUsage()
  let took = 0
  let done = 0
  while (took < seconds * 1e6) {
    work(batch)
    done += batch
    const { user, system } = process.cpuUsage(start)
    took = user + system
  }
  return (took / done) * 1e3
}

function batchOf(nanoseconds: number): number {
  return Math.ceil((BATCH * 1e9) / nanoseconds / VALUES) * VALUES
}

function runBeside(): void {
  const { beside } = contender
  if (beside === undefined) return
  run(
    (count) => {
      for (let i = 0; i < count; i++) beside(values[i % VALUES])
    },
    BESIDE,
    VALUES,
  )
}

runBeside()
const batches = {
  encode: batchOf(run(directions.encode, WARM_UP, VALUES)),
  decode: batchOf(run(directions.decode, WARM_UP, VALUES)),
}
const total = messages.reduce((sum, { length }) => sum + length, 0)
console.log(Math.round(total / VALUES))

for await (const line of createInterface(process.stdin)) {
  const [direction, seconds] = line.split(' ') as [keyof typeof directions, string]
  runBeside()
  bytesSeen = 0
  const nanoseconds = run(directions[direction], Number(seconds), batches[direction])
  if (direction === 'decode') check(valueSeen, values[VALUES - 1])
  else if (bytesSeen % total !== 0) throw new Error('the messages are not those of before')
  console.log(nanoseconds)
}
