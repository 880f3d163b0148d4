import { BOOL, BYTE, DOUBLE, I16, I32, I64, LIST, MAP, SET, STRING, STRUCT, UUID, type WireType } from '../format.js'

/** A field that is a bool has one of these, which says its value; elsewhere the first stands for the type. */
export const TRUE = 1
export const FALSE = 2

/** The compact protocol's own numbers. */
export const compactTypes: Readonly<Record<WireType, number>> = {
  [BOOL]: TRUE,
  [BYTE]: 3,
  [I16]: 4,
  [I32]: 5,
  [I64]: 6,
  [DOUBLE]: 7,
  [STRING]: 8,
  [LIST]: 9,
  [SET]: 10,
  [MAP]: 11,
  [STRUCT]: 12,
  [UUID]: 13,
}

/** The type of each number, or 0. Some peers write FALSE for the type of a collection of bools. */
export const wireTypes: readonly number[] = Array.from({ length: 16 }, (_, number) =>
  number === FALSE ? BOOL : Number(Object.entries(compactTypes).find(([, own]) => own === number)?.[0] ?? 0),
)
