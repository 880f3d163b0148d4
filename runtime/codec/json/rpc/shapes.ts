import { rpcDialect } from '../dialect.js'
import { type Shapes, shapesOf } from '../shape.js'

/** What JSON-RPC 2.0 makes of every type, for all connections. */
export const shapes: Shapes = shapesOf(rpcDialect)
