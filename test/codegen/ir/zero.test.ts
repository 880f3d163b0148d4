import { expect, test } from 'vitest'
import { declarations } from '../../../codegen/ir/declarations.js'
import type { TypeNode } from '../../../codegen/ir/node.js'
import { hasZero } from '../../../codegen/ir/zero.js'
import { enumOf, field, message, program, ref, union } from './program.js'

const string: TypeNode = { kind: 'string' }
const declared = declarations(
  program([
    enumOf('Zero', '', 'a'),
    enumOf('None', 0, 1),
    enumOf('Named', 'a', 'b'),
    union('Either', 'kind', 'Empty'),
    message('Empty'),
    message('Plain', field('a', string), field('b', ref('Zero'))),
    message('Lacking', field('a', string), field('b', ref('Named'))),
    message('Optional', field('b', ref('Named'), { optional: true })),
    message('Outer', field('a', ref('Lacking'))),
    message(
      'Tree',
      field('left', ref('Tree'), { optional: true }),
      field('all', { kind: 'list', element: ref('Tree'), length: undefined }),
    ),
    message('Endless', field('self', ref('Endless'))),
    message('Ping', field('pong', ref('Pong'))),
    message('Pong', field('ping', ref('Ping'))),
    message('Twice', field('a', ref('Plain')), field('b', ref('Plain'))),
  ]),
)

test.each<[string, TypeNode, boolean]>([
  ['a string', string, true],
  ['a timestamp', { kind: 'timestamp', exact: true }, true],
  ['unknown', { kind: 'unknown' }, true],
  ['a complex number', { kind: 'complex', bits: 64 }, true],
  ['a type that marshals itself', { kind: 'custom', hook: { name: 'Celsius', module: 'heat' } }, true],
  ["an enum with ''", ref('Zero'), true],
  ['an enum with 0', ref('None'), true],
  ['an enum with neither', ref('Named'), false],
  ['a nullable of that', { kind: 'nullable', inner: ref('Named') }, true],
  ['a list of that', { kind: 'list', element: ref('Named'), length: undefined }, true],
  ['three of that', { kind: 'list', element: ref('Named'), length: 3 }, false],
  ['none of that', { kind: 'list', element: ref('Named'), length: 0 }, true],
  ['three strings', { kind: 'list', element: string, length: 3 }, true],
  ['a tuple with that', { kind: 'tuple', elements: [string, ref('Named')] }, false],
  ['a tuple of strings', { kind: 'tuple', elements: [string, string] }, true],
  ['a map of that', { kind: 'map', key: string, value: ref('Named') }, true],
  ['a record of that', { kind: 'record', value: ref('Named') }, true],
  ['a union', ref('Either'), false],
  ['an empty message', ref('Empty'), true],
  ['a message', ref('Plain'), true],
  ['a message with one twice', ref('Twice'), true],
  ['a message that lacks one', ref('Lacking'), false],
  ['a message around that', ref('Outer'), false],
  ['a message where that is optional', ref('Optional'), true],
  ['a tree', ref('Tree'), true],
  ['a message that requires itself', ref('Endless'), false],
  ['messages that require each other', ref('Ping'), false],
])('%s: %s', (_, type, want) => {
  expect(hasZero(type, declared)).toBe(want)
})
