import avro, { type Schema } from 'avsc'
import type { Contender } from '../contender.js'
import type { Shape, ShapeName } from '../shapes.js'

/** The same shapes in Avro's words. */
const schemas: { readonly [K in ShapeName]: Schema } = {
  Ints: record('Ints', { a: 'long', b: 'long' }),
  Accounts: record('Accounts', {
    items: array(
      record('Account', {
        id: 'long',
        name: 'string',
        email: 'string',
        balance: 'double',
        active: 'boolean',
        logins: 'long',
      }),
    ),
  }),
  Numbers: record('Numbers', { items: array('double') }),
  Tree: record('Tree', { name: 'string', size: 'long', children: array('Tree') }),
  Text: record('Text', { text: 'string' }),
}

/** It makes code for the type when that is made. */
export function avsc({ name }: Shape): Contender {
  const type = avro.Type.forSchema(schemas[name])
  return {
    encode: (value) => type.toBuffer(value),
    decode: (bytes) => type.fromBuffer(bytes),
  }
}

function record(name: string, fields: Readonly<Record<string, Schema>>): Schema {
  return { type: 'record', name, fields: Object.entries(fields).map(([name, type]) => ({ name, type })) }
}

function array(items: Schema): Schema {
  return { type: 'array', items }
}
