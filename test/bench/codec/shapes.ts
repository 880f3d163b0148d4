import type { Message } from '@rpcgen/runtime'
import { Accounts, Ints, Numbers, Text, Tree } from '../generated/shapes.js'

/** What is sent: of one type, and of about one size. */
export interface Shape {
  /** Of its type, in every contender's schema. */
  readonly name: ShapeName
  readonly title: string
  readonly message: Message<unknown>
  /** Values that differ, so that nobody gets to know one of them. */
  values(): readonly unknown[]
}

export const shapeNames = ['Ints', 'Accounts', 'Numbers', 'Tree', 'Text'] as const
export type ShapeName = (typeof shapeNames)[number]

/** As many values as each shape has: a power of two, so that taking turns costs nothing. */
export const VALUES = 8

const RECORDS = 10
const NUMBERS = 1_000
const TREE_DEPTH = 40
const TEXT_BYTES = 64 * 1024

export const shapes: { readonly [K in ShapeName]: Shape } = {
  Ints: shape('Ints', 'two ints', Ints, (random) => ({ a: random(1e6), b: -random(1_000) })),
  Accounts: shape('Accounts', 'ten records', Accounts, (random) => ({
    items: Array.from({ length: RECORDS }, () => account(random)),
  })),
  Numbers: shape('Numbers', '1,000 numbers', Numbers, (random) => ({
    // As measured values are: a few digits, and no short form in binary.
    items: Array.from({ length: NUMBERS }, () => random(1e6) / 100),
  })),
  Tree: shape('Tree', 'deep tree', Tree, (random) => tree(random, TREE_DEPTH)),
  Text: shape('Text', '64 kB of text', Text, (random) => ({ text: prose(random) })),
}

/** A whole number from 0 to below `bound`. */
type Random = (bound: number) => number

function shape<T>(name: ShapeName, title: string, message: Message<T>, make: (random: Random) => T): Shape {
  return {
    name,
    title,
    message: message as Message<unknown>,
    values: () => Array.from({ length: VALUES }, (_, seed) => make(randomOf(seed))),
  }
}

/** The same numbers in every process: a linear congruential generator, whose upper bits serve. */
function randomOf(seed: number): Random {
  let state = seed + 1
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

const firstNames = ['Ana', 'Bruno', 'Chidi', 'Deepa', 'Elena', 'Femi', 'Grace', 'Hiroshi']
const lastNames = ['Abara', 'Berger', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'Gupta', 'Hernandez']

function account(random: Random): Accounts['items'][number] {
  const first = oneOf(firstNames, random)
  const last = oneOf(lastNames, random)
  return {
    id: 100_000 + random(900_000),
    name: flat(`${first} ${last}`),
    email: flat(`user${random(10_000)}@mail.example.org`),
    balance: random(1e6) / 100,
    active: random(4) > 0,
    logins: random(500),
  }
}

/** Each node has a leaf beside the rest of the tree. */
function tree(random: Random, depth: number): Tree {
  const name = flat(`node ${random(1_000)}`)
  const leaf = { name: flat(`leaf ${random(1_000)}`), size: random(100_000), children: [] }
  return { name, size: random(100_000), children: depth === 1 ? [] : [leaf, tree(random, depth - 1)] }
}

const words =
  'the of and to a in that it was for on are with as his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know'.split(
    ' ',
  )

/** Plain English text in lines, all of ASCII. */
function prose(random: Random): string {
  let text = ''
  let line = ''
  while (text.length < TEXT_BYTES) {
    line += `${oneOf(words, random)}${random(12) === 0 ? '. ' : ' '}`
    if (line.length > 80) {
      text += `${line}\n`
      line = ''
    }
  }
  return flat(text.slice(0, TEXT_BYTES))
}

/** The same text in one piece, as it comes from a file or a socket: the engine keeps what was put together as its parts. */
function flat(text: string): string {
  return Buffer.from(text).toString()
}

function oneOf<T>(items: readonly T[], random: Random): T {
  return items[random(items.length)] as T
}
