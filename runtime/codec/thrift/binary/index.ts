import type { Protocol } from '../protocol.js'
import { heads } from './heads.js'
import { reader } from './reader.js'
import { writer } from './writer.js'

/** TBinaryProtocol: types in a byte, numbers of fields in two, integers whole, the first byte the highest. */
export const binary: Protocol = { name: 'binary', heads, reader, writer }
