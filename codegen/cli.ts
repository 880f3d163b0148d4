import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type Command, type GenerateCommand, type InspectCommand, parseCommand } from './cli/arguments.js'
import { help } from './cli/help.js'
import { type Plans, staleOf, staleText, writtenText } from './cli/plans.js'
import { printable } from './cli/printable.js'
import { diagnosticText, hintText, inOrder } from './cli/report.js'
import { UserError } from './ir/user-error.js'

/**
 * The command: arguments in, exit code out, and the only place that prints.
 * What reads, emits and compares is imported only when it is needed, so that
 * `--help` does not wait for a compiler to load.
 */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const command: Command = parseCommand(args)
  switch (command.kind) {
    case 'help':
      process.stdout.write(help)
      return 0
    case 'mistake':
      printError(command.message, command.hint)
      return 2
    case 'generate':
      return reporting(() => generateStubs(command))
    case 'inspect':
      return reporting(() => inspectStream(command))
  }
}

/** Does the work and prints why it fails. */
async function reporting(work: () => Promise<0 | 1>): Promise<0 | 1> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserError) printError(error.message, error.hint)
    else
      process.stderr.write(
        `rpcgen: internal error: ${printable(error instanceof Error ? `${error.stack}` : String(error))}\n`,
      )
    return 1
  }
}

async function inspectStream({ file, hex }: InspectCommand): Promise<0 | 1> {
  const { inspect } = await import('./inspect/inspect.js')
  const faults = await inspect(file, hex, process.stdout)
  if (faults === 0) return 0
  const found = faults === 1 ? 'the stream has a fault' : `the stream has ${faults} faults`
  printError(found, 'Look for "fault" in the dump: what was read before each stands above it.')
  return 1
}

async function generateStubs(command: GenerateCommand): Promise<0 | 1> {
  process.once('exit', exitedEarly)
  try {
    const plans = await planFor(command)
    if (plans === undefined) return 1
    return command.check ? await compare(plans) : await write(plans)
  } finally {
    process.off('exit', exitedEarly)
  }
}

/** A schema file may end the process, or wait for what never comes: neither is a success. */
function exitedEarly(): void {
  process.exitCode = 1
  printError('a schema file ended the run; nothing was written', 'It calls process.exit, or awaits what never comes.')
}

/** What generating would change, in the output folder and of the lock files; undefined after printing the errors of the schemas. */
async function planFor({ inputs, output, codecs, importExtension }: GenerateCommand): Promise<Plans | undefined> {
  refuseOverlap(inputs, output)
  const [{ checkProgram, generate, numberProgram, readLocks, readSchemas }, { planOutput }, { planLocks }] =
    await Promise.all([import('./index.js'), import('./output/plan.js'), import('./output/plan-locks.js')])
  const { program: read, diagnostics, sources: schemas } = await readSchemas(inputs)
  const found = readLocks(read)
  const { program, locks, diagnostics: ids } = numberProgram(read, { ...found, assign: codecs.includes('thrift') })
  const findings = inOrder([...diagnostics, ...checkProgram(program, codecs), ...ids])
  const sources = new Map([...schemas, ...found.locks])
  for (const finding of findings) process.stderr.write(`${diagnosticText(finding, sources)}\n`)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (errors > 0) {
    process.stderr.write(`${errors === 1 ? '1 error' : `${errors} errors`}; nothing was written\n`)
    return undefined
  }
  if (program.files.every(({ declarations, services }) => declarations.length + services.length === 0)) {
    throw new UserError(
      'no schema file exports a service or a message',
      "Export one: export const Arith = service('Arith', { ... })",
    )
  }
  const files = generate(program, { importExtension, sourcePath: ({ path }) => slashes(relative(output, path)) })
  return { output: planOutput(output, files), locks: planLocks(found.locks, locks) }
}

/** Stubs among the schemas would be read as schemas by the next run. */
function refuseOverlap(inputs: readonly string[], output: string): void {
  for (const input of inputs) {
    const way = relative(realPath(input), realPath(output))
    if (way !== '' && (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))) continue
    throw new UserError(`the output folder ${output} lies in the schema folder ${input}`, 'Name a folder beside it.')
  }
}

/** Where a path leads when the links on it are followed, as far as it exists. */
function realPath(path: string): string {
  const absolute = resolve(path)
  if (existsSync(absolute)) return realpathSync(absolute)
  return dirname(absolute) === absolute ? absolute : join(realPath(dirname(absolute)), basename(absolute))
}

async function compare(plans: Plans): Promise<0 | 1> {
  const stale = staleOf(plans)
  if (stale.length === 0) return upToDate()
  const { planDiff } = await import('./output/diff.js')
  process.stdout.write(printable(planDiff(stale)))
  process.stderr.write(printable(staleText(plans)))
  return 1
}

async function write(plans: Plans): Promise<0> {
  const { commit } = await import('./output/commit.js')
  // The ids first: whoever has the stubs has what says that their ids are taken.
  commit([...plans.locks, plans.output])
  for (const { path, reason } of plans.output.kept) process.stderr.write(`kept ${printable(path)}: it ${reason}\n`)
  if (staleOf(plans).length === 0) return upToDate()
  process.stdout.write(printable(writtenText(plans)))
  return 0
}

function upToDate(): 0 {
  process.stdout.write('up to date\n')
  return 0
}

function printError(message: string, hint: string): void {
  process.stderr.write(`error: ${printable(message)}\n${hintText(hint)}`)
}

function slashes(path: string): string {
  return path.replaceAll(sep, '/')
}
