import { parseArgs } from 'node:util'
import { type ImportExtension, importExtensions } from '../emit/import-path.js'
import { type CodecName, codecNames } from '../ir/codecs.js'
import { nearest } from '../read/nearest.js'

export interface GenerateCommand {
  readonly kind: 'generate'
  readonly inputs: readonly string[]
  readonly output: string
  readonly codecs: readonly CodecName[]
  readonly importExtension: ImportExtension
  readonly check: boolean
}

export interface InspectCommand {
  readonly kind: 'inspect'
  /** Undefined for standard input. */
  readonly file: string | undefined
  /** The input is text, the bytes in hexadecimal. */
  readonly hex: boolean
}

/** The command line is wrong: nothing is done. */
export interface UsageMistake {
  readonly kind: 'mistake'
  readonly message: string
  readonly hint: string
}

export type Command = GenerateCommand | InspectCommand | UsageMistake | { readonly kind: 'help' }

const options = {
  output: { type: 'string', short: 'o' },
  codec: { type: 'string' },
  'import-extension': { type: 'string' },
  check: { type: 'boolean' },
  hex: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  // Answered by bin/rpcgen.js, which can without a build; here for whoever misspells it.
  version: { type: 'boolean' },
} as const

type OptionName = keyof typeof options

const SEE_HELP = 'See rpcgen --help.'

/** What the command line asks for. */
export function parseCommand(args: readonly string[]): Command {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const inputs: string[] = []
  const values = new Map<OptionName, string>()
  for (const token of tokens) {
    if (token.kind === 'positional') inputs.push(token.value)
    if (token.kind !== 'option') continue
    if (!isOption(token.name)) return unknownOption(token.rawName)
    const takesValue = options[token.name].type === 'string'
    if (takesValue && !hasValue(token)) return mistake(`${token.rawName} needs a value`, SEE_HELP)
    if (!takesValue && token.value !== undefined) return mistake(`${token.rawName} takes no value`, SEE_HELP)
    if (token.rawName === '-o' && token.value?.startsWith('=') === true) {
      return mistake(`-o takes its value without "="`, `Write -o ${token.value.slice(1) || 'generated/'}`)
    }
    if (values.has(token.name)) return mistake(`${token.rawName} is given twice`, SEE_HELP)
    values.set(token.name, token.value ?? '')
  }
  if (values.has('help')) return { kind: 'help' }
  const [first, ...rest] = inputs
  return first === 'inspect' ? inspectCommand(rest, values) : generateCommand(inputs, values)
}

function inspectCommand(files: readonly string[], values: ReadonlyMap<OptionName, string>): Command {
  const [file, another] = files
  for (const name of values.keys()) {
    if (name !== 'hex')
      return mistake(`rpcgen inspect takes no --${name}`, 'A schema folder of that name is ./inspect.')
  }
  if (another !== undefined) return mistake('more than one file is named', 'Inspect one at a time.')
  return { kind: 'inspect', file: file === '-' ? undefined : file, hex: values.has('hex') }
}

function generateCommand(inputs: readonly string[], values: ReadonlyMap<OptionName, string>): Command {
  const output = values.get('output')
  const codecs = values.get('codec')?.split(',') ?? []
  const extension = values.get('import-extension') ?? 'js'
  if (values.has('hex')) return mistake('--hex is an option of rpcgen inspect', 'Write rpcgen inspect --hex <file>')
  if (inputs.length === 0) return mistake('no schema folder or file is named', SEE_HELP)
  if (output === undefined) return mistake('the output folder is not named', 'Name it: -o generated/')
  for (const codec of codecs) if (!includes(codecNames, codec)) return unknownValue('codec', codec, codecNames)
  if (!includes(importExtensions, extension)) return unknownValue('import extension', extension, importExtensions)
  return {
    kind: 'generate',
    inputs,
    output,
    codecs: codecNames.filter((codec) => codecs.includes(codec)),
    importExtension: extension,
    check: values.has('check'),
  }
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(options, name)
}

/** A value that looks like an option is one whose own value was forgotten, unless it is joined by `=`. */
function hasValue(token: { readonly value?: string | undefined; readonly inlineValue?: boolean | undefined }): boolean {
  if (token.value === undefined || token.value === '') return false
  return token.inlineValue === true || !token.value.startsWith('-')
}

function includes<T extends string>(known: readonly T[], value: string): value is T {
  return known.some((one) => one === value)
}

function unknownOption(rawName: string): UsageMistake {
  const guess = nearest(rawName.replace(/^-+/, ''), Object.keys(options))
  return mistake(`unknown option ${rawName}`, guess === undefined ? SEE_HELP : `Did you mean --${guess}?`)
}

function unknownValue(what: string, value: string, known: readonly string[]): UsageMistake {
  const guess = nearest(value, known)
  const all = `Known: ${known.join(', ')}.`
  return mistake(`unknown ${what} "${value}"`, guess === undefined ? all : `Did you mean ${guess}? ${all}`)
}

function mistake(message: string, hint: string): UsageMistake {
  return { kind: 'mistake', message, hint }
}
