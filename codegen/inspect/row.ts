import { hexText } from './text.js'

/** One line of a dump: a stretch of bytes and what it means. */
export interface Row {
  readonly start: number
  readonly end: number
  readonly depth: number
  /** Up to where to show the bytes; those of what stands inside are in its own rows. */
  readonly shown: number
  readonly text: string
}

const MOST_BYTES = 8
/** Further in than this, rows stand below each other: a hostile value is as deep as it is long. */
const DEEPEST = 24

/** The row as text, in columns; `bytes` is all of the input. */
export function rowText({ start, end, depth, shown: until, text }: Row, bytes: Uint8Array): string {
  const width = String(bytes.length).length
  const range = `${String(start).padStart(width)}..${String(end).padEnd(width)}`
  const shown = bytes.subarray(start, until)
  const whole = shown.length <= MOST_BYTES
  const hex = whole ? hexText(shown) : `${hexText(shown.subarray(0, MOST_BYTES - 1))} …`
  const indent = '  '.repeat(Math.min(depth, DEEPEST))
  return `${range}  ${hex.padEnd(MOST_BYTES * 3 - 1)}  ${indent}${text}\n`
}
