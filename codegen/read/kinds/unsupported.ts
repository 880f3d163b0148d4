import { type Reader, refuse } from '../context.js'

/** What it is, and what to write instead. */
type Reason = readonly [message: string, hint: string]

/** What no message can hold, by typebox's name or by `type`. */
const reasons: ReadonlyMap<unknown, Reason> = new Map<unknown, Reason>([
  ['null', ['null by itself says nothing', 'Write Type.Union([T, Type.Null()]).']],
  [
    'undefined',
    ['undefined does not travel', 'Use Type.Optional for a field; leave params or result out of a method.'],
  ],
  ['void', ['void does not travel', 'Leave params or result out of the method.']],
  ['function', ['functions do not travel', 'Leave it out.']],
  ['constructor', ['constructors do not travel', 'Leave it out.']],
  ['symbol', ['symbols do not travel', 'Use a string or an enum.']],
  ['Date', ['this Date says nothing about the wire', 'Use timestamp() of rpcgen/schema.']],
  ['Uint8Array', ['this Uint8Array says nothing about the wire', 'Use bytes() of rpcgen/schema.']],
  ['object', ['an object without properties has no shape', 'Use Type.Object({...}) or Type.Record(Type.String(), V).']],
  ['array', ['the items of this list have no type', 'Give it the schema of an item.']],
  ['Never', ['a value that never is cannot be sent', 'Leave it out.']],
  ['Intersect', ['an intersection is not one message', 'Use Type.Evaluate(Type.Intersect([...])) or Type.Interface.']],
])

const fallback: Reason = ['there is no wire for this type', 'Use the types of typebox that the documentation lists.']

export const readUnsupported: Reader = (schema, site, context) => {
  const kind = Object.hasOwn(schema, 'allOf') ? 'Intersect' : Object.hasOwn(schema, 'not') ? 'Never' : schema.type
  const [message, hint] = reasons.get(kind) ?? fallback
  return refuse(context, site, message, hint)
}
