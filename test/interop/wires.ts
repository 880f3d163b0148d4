import type { CodecFactory } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { json } from '@rpcgen/runtime/json'
import type { Wire } from '../peers/go-command.js'

/** The wires of Go's standard library, each spoken by one of our codecs. */
export const wires: readonly { readonly wire: Wire; readonly codec: CodecFactory }[] = [
  { wire: 'gob', codec: gob() },
  { wire: 'json', codec: json({ dialect: 'go' }) },
]
