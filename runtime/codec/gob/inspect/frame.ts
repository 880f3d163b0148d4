import type { GobType } from './type.js'
import type { GobEntry, GobField, GobValue } from './value.js'

/** A value that is begun and waits for those inside it. The bottom of the stack is the outermost. */
export type Frame = { readonly start: number } & (
  | {
      readonly kind: 'struct'
      readonly id: number
      readonly type: Extract<GobType, { kind: 'struct' }>
      readonly fields: GobField[]
      /** The field that is being read; -1 before the first. */
      field: number
    }
  | {
      readonly kind: 'array' | 'slice'
      readonly id: number
      readonly element: number
      readonly count: number | bigint
      readonly elements: GobValue[]
    }
  | {
      readonly kind: 'map'
      readonly id: number
      readonly key: number
      readonly element: number
      readonly count: number | bigint
      readonly entries: GobEntry[]
      /** The key whose value is being read. */
      pending: GobValue | undefined
    }
  | { readonly kind: 'interface'; readonly typeName: string; value: GobValue | undefined }
)

/** Hands a value to the one around it. */
export function put(frame: Frame, value: GobValue): void {
  switch (frame.kind) {
    case 'struct':
      frame.fields.push({ name: frame.type.fields[frame.field]?.name ?? '', value })
      return
    case 'array':
    case 'slice':
      frame.elements.push(value)
      return
    case 'map':
      if (frame.pending === undefined) {
        frame.pending = value
      } else {
        frame.entries.push({ key: frame.pending, value })
        frame.pending = undefined
      }
      return
    case 'interface':
      frame.value = value
  }
}

/** The value with what it has so far. A key that never got its value has one that is unread. */
export function close(frame: Frame, end: number): GobValue {
  const { start } = frame
  switch (frame.kind) {
    case 'struct':
      return { kind: 'struct', id: frame.id, name: frame.type.name, fields: frame.fields, start, end }
    case 'array':
    case 'slice':
      return { kind: frame.kind, id: frame.id, elements: frame.elements, start, end }
    case 'map':
      if (frame.pending !== undefined) put(frame, { kind: 'unread', start: end, end })
      return { kind: 'map', id: frame.id, entries: frame.entries, start, end }
    case 'interface':
      return { kind: 'interface', typeName: frame.typeName, value: frame.value ?? null, start, end }
  }
}
