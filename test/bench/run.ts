/**
 * `npm run bench [-- SECONDS [ROUNDS]]`: calls per second and client CPU per
 * call, and the time that a codec takes for a message, ours beside others on the
 * same machine in the same minute. `npm run bench -- codec [ROUNDS]` runs the
 * codecs alone, `npm run bench -- wires [SECONDS [ROUNDS]]` the calls on each wire. Each figure is the median of the rounds, in which the sides take
 * turns; read the ratios, since machines differ and are noisy.
 */
import { execFileSync } from 'node:child_process'
import { compareCalls } from './calls.js'
import { compareCodecs, ROUND_SECONDS } from './codec/compare.js'
import { script } from './side.js'
import { compareWires } from './wires.js'

async function runAll(seconds = 5, rounds = 5): Promise<void> {
  console.log(`Node ${process.version}; ${rounds} rounds of ${seconds} s each; medians`)
  await compareCalls(seconds, rounds)
  await compareWires(seconds, rounds)
  await compareCodecs(rounds)
  for (const name of ['chunks', 'memory']) {
    const [command, ...args] = script(name)
    execFileSync(command, args, { stdio: 'inherit' })
  }
}

async function runCodecs(rounds = 5): Promise<void> {
  console.log(`Node ${process.version}; ${rounds} rounds of ${ROUND_SECONDS} s each; medians`)
  await compareCodecs(rounds)
}

async function runWires(seconds = 5, rounds = 5): Promise<void> {
  console.log(`Node ${process.version}; ${rounds} rounds of ${seconds} s each; medians`)
  await compareWires(seconds, rounds)
}

const words = process.argv.slice(2)
if (words[0] === 'codec') await runCodecs(...words.slice(1).map(Number))
else if (words[0] === 'wires') await runWires(...words.slice(1).map(Number))
else await runAll(...words.map(Number))
