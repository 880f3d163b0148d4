import { UserError } from '../ir/user-error.js'

/** The bytes that a text names in hexadecimal, with white space anywhere between them. */
export function bytesOfHex(text: string): Uint8Array {
  const wrong = /[^\s0-9a-fA-F]/u.exec(text)
  if (wrong !== null) {
    const line = text.slice(0, wrong.index).split('\n').length
    throw new UserError(
      `line ${line} has "${wrong[0]}", which is no hexadecimal digit`,
      'With --hex the input is digits and white space: leave out what stands beside them, such as offsets.',
    )
  }
  const digits = text.replace(/\s/g, '')
  if (digits.length % 2 !== 0) throw new UserError('the last byte has one digit', 'Write two digits for each byte.')
  return Buffer.from(digits, 'hex')
}
