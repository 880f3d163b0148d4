/** The greatest id: Thrift has 16 bits for one, with a sign. */
export const MAX_ID = 32_767

/** Whether a value can stand for a field, a member of a union or an error of a method. */
export function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_ID
}
