import { goDialect } from '../dialect.js'
import { type Shapes, shapesOf } from '../shape.js'

/** What Go's JSON makes of every type, for all connections. */
export const shapes: Shapes = shapesOf(goDialect)
