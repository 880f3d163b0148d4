import { decode, encode, type Registrable } from '@rpcgen/runtime/gob'
import type { Message } from '@rpcgen/runtime/stub'
import { structType } from '../../../../runtime/build-type.js'
import { integer, string, unknown } from '../../../../runtime/type.js'
import { messageOf } from '../message-of.js'

/** What may hold anything, and what it may hold beside what every program has registered. */
export const any: Message<unknown> = messageOf(unknown)
export const Dot: Message<unknown> = messageOf(
  structType('Dot', () => [
    { name: 'X', type: integer },
    { name: 'Y', type: integer },
  ]),
)
export const Holder: Message<unknown> = messageOf(
  structType('Holder', () => [
    { name: 'a', type: unknown },
    { name: 'b', type: unknown, optional: true },
    { name: 'c', type: integer },
  ]),
)
export const types: readonly Registrable[] = [
  ['main.Dot', Dot],
  ['main.Holder', Holder],
  ['main.MyInt', messageOf(integer)],
  ['__proto__', messageOf(string)],
  ['constructor', Dot],
]

/** What a value is read as once it is written. */
export const there = (item: unknown): unknown => decode(any, encode(any, item, { types }), { types })
