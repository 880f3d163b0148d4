import { describe, expect, test } from 'vitest'
import { lockText } from '../../../codegen/lock/lock-text.js'
import { parseLock } from '../../../codegen/lock/parse-lock.js'

/** What is said of a text, with its place. */
function faultOf(text: string): string {
  const parsed = parseLock(text, 'schemas/rpcgen.lock.json')
  if ('lock' in parsed) return 'none'
  const { span, message, hint } = parsed.fault
  expect(span.file).toBe('schemas/rpcgen.lock.json')
  return `${span.line}:${span.column} ${message} / ${hint}`
}

const entry = (value: unknown): string => JSON.stringify({ version: 1, modules: { a: { M: value } } })

describe('what is no lock file', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', '', /^1:1 the lock file is no JSON \/ Take it from version control again/],
    ['something else', 'lock', /^1:1 the lock file is no JSON/],
    ['half a file', '{\n  "version": 1,', /^2:16 the lock file is no JSON/],
    ['a comma too many', '{\n  "version": 1,\n}\n', /^3:1 the lock file is no JSON/],
    [
      'a conflict',
      '{\n  "version": 1,\n<<<<<<< ours\n  "modules": {}\n=======\n',
      /^3:1 the lock file holds a conflict of version control \/ Keep what both sides have/,
    ],
    [
      'a name that has two ids',
      '{ "version": 1, "modules": { "a": { "M": {\n  "x": 1,\n  "y{": 2,\n  "\\u0078": 3\n} } } }',
      /^4:3 the lock file has "x" twice in one place \/ Keep the one that peers know/,
    ],
    [
      'a message that is there twice',
      '{ "version": 1, "modules": { "a": { "M": {}, "N": {}, "M": {} } } }',
      /^1:55 the lock file has "M" twice/,
    ],
    ['a list', '[]', /^1:1 the lock file has not the form of one/],
    ['no object', '1', /^1:1 the lock file has not the form of one/],
    ['no version', '{ "modules": {} }', /^1:1 the lock file has no version \/ Take it from/],
    [
      'another version',
      '{ "version": 2, "modules": {} }',
      /^1:1 the lock file has the version 2, and this rpcgen reads version 1/,
    ],
    ['no modules', '{ "version": 1 }', /^1:1 the lock file has not the form of one/],
    [
      'a module that is a list',
      '{ "version": 1, "modules": { "a": [] } }',
      /^1:1 the lock file has not the form of one/,
    ],
    ['a message that is null', entry(null), /^1:1 the lock file has not the form of one/],
    ['an id of 0', entry({ a: 0 }), /^1:1 the lock file has no id for "a" of "M"/],
    ['an id that is too great', entry({ a: 32768 }), /no id for "a" of "M"/],
    ['an id that is no integer', entry({ a: 1.5 }), /no id for "a" of "M"/],
    ['an id that is text', entry({ a: '1' }), /no id for "a" of "M"/],
    [
      'one id for two',
      entry({ a: 1, b: 2, c: 1 }),
      /^1:1 the lock file gives the id 1 to both "a" and "c" of "M" \/ Delete the one that no peer knows by it/,
    ],
  ])('%s', (_, text, want) => {
    expect(faultOf(text)).toMatch(want)
  })
})

test.each([
  ['an empty one', new Map()],
  [
    'one of everything',
    new Map([
      [
        'a',
        new Map([
          ['M', new Map([['x', 1]])],
          ['S.m', new Map([['x', 2]])],
        ]),
      ],
      ['b/c', new Map([['M', new Map([['{"x": 1, \\', 1]])]])],
      ['d', new Map()],
    ]),
  ],
])('what is written is what is read: %s', (_, lock) => {
  expect(parseLock(lockText(lock), '')).toEqual({ lock })
})
