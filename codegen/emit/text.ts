/**
 * Everything that a schema's author wrote and that ends in generated code goes
 * through one of these: names, wire names and doc comments are hostile text.
 */
import { isIdentifier } from '../ir/reserved.js'

/** As a plain key, these set a prototype or declare a constructor; computed, they are names like others. */
const computed: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'new'])
/** Controls and characters without a shape of their own: line separators, direction marks, joiners, halves of characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const lineBreak = /\r\n|[\n\r\u2028\u2029]/
/** What a comment loses: controls, marks that would show its code in another order than it has, halves of characters. */
const unfit = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu

function escapeUnit(char: string): string {
  return `\\u{${(char.codePointAt(0) as number).toString(16)}}`
}

/** A string literal in single quotes that is safe anywhere in a TypeScript file. */
export function str(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\.|'/gs, (match) => (match === '\\"' ? '"' : match === "'" ? "\\'" : match))
    .replace(invisible, escapeUnit)
    .replaceAll('</', '<\\/')
  return `'${inner}'`
}

/** The literal of an enum member or of a union's tag. */
export function literal(value: string | number): string {
  return typeof value === 'string' ? str(value) : String(value)
}

/** A name where a property or a method is declared. */
export function prop(name: string): string {
  if (computed.has(name)) return `[${str(name)}]`
  return isIdentifier(name) ? name : str(name)
}

/** A property where it is read. */
export function access(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${str(name)}]`
}

/** Text for one `//` line, whatever a path holds. */
export function oneLine(text: string): string {
  return text.replace(invisible, escapeUnit)
}

/** A JSDoc block that ends with its line, indented by `indent` spaces; nothing for an empty text. */
export function comment(text: string, indent: number): string {
  const lines = text
    .replace(unfit, '')
    .replaceAll('*/', '*\\/')
    .split(lineBreak)
    .map((line) => line.trimEnd())
  while (lines[0] === '') lines.shift()
  while (lines.at(-1) === '') lines.pop()
  const [first] = lines
  if (first === undefined) return ''
  const pad = ' '.repeat(indent)
  // A line that begins with a slash would close the comment behind its star.
  if (lines.length === 1) return `${pad}/** ${first} */\n`
  const body = lines.map((line) => (line === '' ? `${pad} *\n` : `${pad} * ${line}\n`))
  return `${pad}/**\n${body.join('')}${pad} */\n`
}

/** How long the inside of braces may grow on one line. */
const INSIDE = 78

/** Items in braces or brackets: on one line while they fit, else one a line, each indented by two more than `indent`. */
export function enclosed(brackets: '{}' | '[]', items: readonly string[], indent = 0): string {
  const [open, close] = brackets as unknown as [string, string]
  if (items.length === 0) return open + close
  const joined = items.join(', ')
  const gap = brackets === '{}' ? ' ' : ''
  if (joined.length + indent <= INSIDE && !joined.includes('\n')) return open + gap + joined + gap + close
  const pad = ' '.repeat(indent)
  return `${open}\n${items.map((item) => `${pad}  ${item},\n`).join('')}${pad}${close}`
}

/** The longest line that generated code has where it can be broken. */
const LINE = 120

/** A call: on one line while it fits behind what stands before it, else one argument a line. */
export function call(before: string, name: string, args: readonly string[]): string {
  const line = `${before}${name}(${args.join(', ')})`
  if (line.length <= LINE && !line.includes('\n')) return line
  return `${before}${name}(\n${args.map((arg) => `  ${arg},\n`).join('')})`
}
