/*
 * JSON's grammar (RFC 8259) as a table: for each state and each byte what
 * follows, a state or something to do. Which bracket closes what is not in the
 * table: that takes a memory.
 */

/** What is to be done at a byte. Every greater number is a state to go to. */
export const ERROR = 0
export const OPEN_OBJECT = 1
export const OPEN_ARRAY = 2
export const CLOSE_OBJECT = 3
export const CLOSE_ARRAY = 4
/** A comma: a key follows in an object, a value in an array. */
export const NEXT = 5
/** A key begins in the outermost object. */
export const OPEN_KEY = 6
/** The colon behind such a key. */
export const END_KEY = 7
/** A null that stands alone is over. */
export const END_NULL = 8

const ACTIONS = [
  'error',
  'openObject',
  'openArray',
  'closeObject',
  'closeArray',
  'next',
  'openKey',
  'endKey',
  'endNull',
]

/** For each byte that may come, which are the characters of the property's name, the state or the action that follows. */
type Row = Readonly<Record<string, string>>

const SPACE = ' \t\n\r'
const DIGIT = '0123456789'

const after: Row = { [SPACE]: 'after', ',': 'next', '}': 'closeObject', ']': 'closeArray' }
const begin: Row = {
  '{': 'openObject',
  '[': 'openArray',
  '"': 'string',
  '-': 'minus',
  '0': 'zero',
  '123456789': 'integer',
  t: 'valueT',
  f: 'valueF',
  n: 'valueN',
}

/** A message is an object, an array or null; `outer` are the states in the outermost object, whose members are looked at. */
const ROWS: Readonly<Record<string, Row>> = {
  message: { [SPACE]: 'message', '{': 'openObject', '[': 'openArray', n: 'messageN' },
  ...word('null', 'message', 'endNull'),
  value: { [SPACE]: 'value', ...begin },
  firstItem: { [SPACE]: 'firstItem', ...begin, ']': 'closeArray' },
  firstKey: { [SPACE]: 'firstKey', '"': 'keyString', '}': 'closeObject' },
  key: { [SPACE]: 'key', '"': 'keyString' },
  ...text('keyString', 'colon'),
  colon: { [SPACE]: 'colon', ':': 'value' },
  outerFirstKey: { [SPACE]: 'outerFirstKey', '"': 'openKey', '}': 'closeObject' },
  outerKey: { [SPACE]: 'outerKey', '"': 'openKey' },
  ...text('outerKeyString', 'outerColon'),
  outerColon: { [SPACE]: 'outerColon', ':': 'endKey' },
  after,
  ...text('string', 'after'),
  minus: { '0': 'zero', '123456789': 'integer' },
  zero: { ...after, '.': 'point', eE: 'exponent' },
  integer: { ...after, [DIGIT]: 'integer', '.': 'point', eE: 'exponent' },
  point: { [DIGIT]: 'fraction' },
  fraction: { ...after, [DIGIT]: 'fraction', eE: 'exponent' },
  exponent: { '+-': 'sign', [DIGIT]: 'power' },
  sign: { [DIGIT]: 'power' },
  power: { ...after, [DIGIT]: 'power' },
  ...word('true', 'value', 'after'),
  ...word('false', 'value', 'after'),
  ...word('null', 'value', 'after'),
}

/** The states in the midst of a word: `valueT`, `valueTR`, `valueTRU`. */
function word(letters: string, prefix: string, behind: string): Record<string, Row> {
  const states = Array.from(letters, (_, i) => prefix + letters.slice(0, i + 1).toUpperCase())
  const rows = Array.from(letters.slice(1), (letter, i): [string, Row] => [
    states[i] as string,
    { [letter]: i + 2 === letters.length ? behind : (states[i + 1] as string) },
  ])
  return Object.fromEntries(rows)
}

/** A string and what is escaped in it; all but control characters may stand there. */
function text(within: string, behind: string): Record<string, Row> {
  const plain = Array.from({ length: 0x100 - 0x20 }, (_, i) => String.fromCharCode(i + 0x20)).join('')
  const digit = `${DIGIT}abcdefABCDEF`
  return {
    [within]: { [plain]: within, '"': behind, '\\': `${within}Escape` },
    [`${within}Escape`]: { '"\\/bfnrt': within, u: `${within}Hex1` },
    [`${within}Hex1`]: { [digit]: `${within}Hex2` },
    [`${within}Hex2`]: { [digit]: `${within}Hex3` },
    [`${within}Hex3`]: { [digit]: `${within}Hex4` },
    [`${within}Hex4`]: { [digit]: within },
  }
}

const STATES = Object.keys(ROWS)

function numberOf(name: string): number {
  const action = ACTIONS.indexOf(name)
  return action >= 0 ? action : ACTIONS.length + STATES.indexOf(name)
}

export const MESSAGE: number = numberOf('message')
export const VALUE: number = numberOf('value')
export const FIRST_ITEM: number = numberOf('firstItem')
export const FIRST_KEY: number = numberOf('firstKey')
export const KEY: number = numberOf('key')
export const OUTER_FIRST_KEY: number = numberOf('outerFirstKey')
export const OUTER_KEY: number = numberOf('outerKey')
export const OUTER_KEY_STRING: number = numberOf('outerKeyString')
export const AFTER: number = numberOf('after')

/** What follows byte `b` in state `s`, at index `s * 256 + b`. */
export const TABLE: Uint8Array = compile()

function compile(): Uint8Array {
  const table = new Uint8Array((ACTIONS.length + STATES.length) * 256).fill(ERROR)
  for (const [state, row] of Object.entries(ROWS)) {
    for (const [characters, next] of Object.entries(row)) {
      for (const character of characters) table[numberOf(state) * 256 + character.charCodeAt(0)] = numberOf(next)
    }
  }
  return table
}
