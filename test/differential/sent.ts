import type { Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'
import { hex } from '../runtime/codec/gob/harness.js'

type Forms = readonly Canonical[]
type Fields = { readonly [name: string]: Canonical }

const ZERO = '0000000000000000'
const MINUS_ZERO = '8000000000000000'

/**
 * What arrives of a value, in canonical form. Both sides leave a zero out of a
 * struct, so that one with a sign comes without; Go leaves it out behind a
 * pointer, too, and then there is nothing, where we send an optional zero.
 */
export function sent(type: Type, form: Canonical, by: 'Go' | 'us'): Canonical {
  switch (type.kind) {
    case 'nullable':
      return form === null ? null : sent(type.inner, form, by)
    case 'list':
      return (form as Forms).map((item) => sent(type.element, item, by))
    case 'tuple':
      return (form as Forms).map((item, index) => sent(type.elements[index] as Type, item, by))
    case 'map':
      return (form as readonly Forms[]).map(([key = null, value = null]) => [
        sent(type.key, key, by),
        sent(type.value, value, by),
      ])
    case 'struct':
      return Object.fromEntries(
        type.fields.map((field): [string, Canonical] => {
          const item = (form as Fields)[field.name] ?? null
          if (item === null) return [field.name, null]
          const arrives = sent(field.type, item, by)
          const explicit = field.optional || field.type.kind === 'nullable'
          if (!isZero(field.type, arrives)) return [field.name, arrives]
          if (!explicit) return [field.name, unsigned(arrives)]
          return [field.name, by === 'us' || marshalsItself(field.type) ? arrives : null]
        }),
      )
    default:
      return form
  }
}

/** Whether a struct leaves it out (encoding/gob/encode.go): no struct, array or map is. */
function isZero(type: Type, form: Canonical): boolean {
  switch (type.kind) {
    case 'bool':
      return form === false
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return form === '0'
    case 'float':
      return isZeroFloat(form)
    case 'complex':
      return (form as Forms).every(isZeroFloat)
    case 'string':
    case 'bytes':
      return form === ''
    case 'custom':
      if (type.hook.form === 'string' || type.hook.form === 'bytes') return form === ''
      return type.hook.isZero !== undefined && form === hex(type.hook.encode(type.hook.zero()))
    case 'enum':
      return form === '' || (form === '0' && type.base === 'int')
    case 'time':
      return JSON.stringify(form) === '["-62135596800",0,0]'
    case 'list':
      return type.length === undefined && (form as Forms).length === 0
    case 'nullable':
      return isZero(type.inner, form)
    default:
      return false
  }
}

/** Its pointers do so, too, and are sent if there are any. */
function marshalsItself(type: Type): boolean {
  switch (type.kind) {
    case 'nullable':
      return marshalsItself(type.inner)
    case 'custom':
      return type.hook.form !== 'string' && type.hook.form !== 'bytes'
    default:
      return type.kind === 'time'
  }
}

function isZeroFloat(form: Canonical): boolean {
  return form === ZERO || form === MINUS_ZERO
}

function unsigned(form: Canonical): Canonical {
  if (Array.isArray(form)) return (form as Forms).map(unsigned)
  return form === MINUS_ZERO ? ZERO : form
}
