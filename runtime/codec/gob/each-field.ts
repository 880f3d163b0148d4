import { corrupt, type Input } from './input.js'

/**
 * Calls `read` with the number of each field of a struct in turn; it has to read
 * the value. The end of the message ends the struct, too.
 */
export function eachField(input: Input, fields: number, read: (field: number) => void): void {
  let field = -1
  for (;;) {
    input.check()
    const delta = input.left === 0 ? 0 : input.uint()
    if (delta === 0) return
    field += delta
    if (field >= fields) throw corrupt('bad data: field numbers out of bounds')
    read(field)
  }
}
