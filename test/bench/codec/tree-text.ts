import type { Message } from '@rpcgen/runtime'
import { fromTree, toTree } from '@rpcgen/runtime/tree'
import type { Contender } from './contender.js'

const options = { root: 'value' }

/** Generated code on plain values, as a codec of the user's own has them, and `JSON` behind it. */
export function treeText(message: Message<unknown>): Pick<Contender, 'encode' | 'decode'> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(toTree(message, value, options))),
    decode: (bytes) => fromTree(message, JSON.parse(bytes.toString()), options),
  }
}
