import type { Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'

/** Whether any part of a value in canonical form is what is asked for; nothing in it is null. */
export function holds(type: Type, form: Canonical, wanted: (type: Type, form: Canonical) => boolean): boolean {
  if (form === null) return false
  const within = (type: Type, form: Canonical): boolean => holds(type, form, wanted)
  switch (type.kind) {
    case 'nullable':
      return within(type.inner, form)
    case 'list':
      return (form as readonly Canonical[]).some((item) => within(type.element, item))
    case 'tuple':
      return (form as readonly Canonical[]).some((item, index) => within(type.elements[index] as Type, item))
    case 'map':
      return (form as readonly (readonly [Canonical, Canonical])[]).some(
        ([key, value]) => within(type.key, key) || within(type.value, value),
      )
    case 'struct':
      return type.fields.some((field) =>
        within(field.type, (form as { [name: string]: Canonical })[field.name] ?? null),
      )
    default:
      return wanted(type, form)
  }
}
