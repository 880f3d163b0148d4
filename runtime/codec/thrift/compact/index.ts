import type { Protocol } from '../protocol.js'
import { heads } from './heads.js'
import { reader } from './reader.js'
import { writer } from './writer.js'

/** TCompactProtocol: integers in seven bits a byte, a field's type and number in one, a double's first byte the lowest. */
export const compact: Protocol = { name: 'compact', heads, reader, writer }
