import { type Claim, clashes, placeOf, quoted } from './clash.js'
import type { Diagnostic } from './diagnostic.js'
import { errorsOf } from './errors.js'
import type { Declaration, Named, Program, SchemaFile, ServiceNode } from './node.js'
import { refusesDeclared, refusesError, refusesField, refusesMethod } from './reserved.js'

function refused(node: Named, what: string, reason: string | undefined, hint: string): readonly Diagnostic[] {
  if (reason === undefined) return []
  return [{ severity: 'error', span: node.span, message: `the ${what} name ${quoted(node.name)} ${reason}`, hint }]
}

/** The name as a wire name to suggest, where it can be one. */
function usable(name: string): string {
  return /^[^\s\p{Cc}]+$/u.test(name) ? quoted(name) : "'...'"
}

function checkDeclaration(declaration: Declaration): readonly Diagnostic[] {
  const { kind, name } = declaration
  const own = refused(declaration, kind, refusesDeclared(name), 'Export it under another name.')
  if (kind !== 'message') return own
  const fields = declaration.fields.flatMap((field) =>
    refused(
      field,
      'field',
      refusesField(field.name, field.optional),
      `Give the field another name, and say what it is on the wire: { wire: ${usable(field.name)} }.`,
    ),
  )
  return [...own, ...fields]
}

function checkService(service: ServiceNode): readonly Diagnostic[] {
  const own = refused(service, 'service', refusesDeclared(service.name), 'Export it under another name.')
  const methods = service.methods.flatMap((method) =>
    refused(
      method,
      'method',
      refusesMethod(method.name),
      `Give the method another name, and say what it is on the wire: { wire: ${usable(method.name)} }.`,
    ),
  )
  const errors = errorsOf(service).flatMap((error) =>
    refused(error, 'error', refusesError(error.name), 'Give the error another name.'),
  )
  if (service.methods.length > 0) return [...own, ...methods, ...errors]
  const message = `the service ${quoted(service.name)} has no methods`
  return [...own, { severity: 'error', span: service.span, message, hint: 'Add a method, or leave the service out.' }]
}

interface NameClaim extends Claim {
  readonly from: string
}

function namesOf(service: ServiceNode): readonly string[] {
  const { name } = service
  const own = [name, `${name}Client`, `${name}Handlers`, `${name}Methods`, `serve${name}`]
  return errorsOf(service).length === 0 ? own : [...own, `${name}Errors`]
}

/** The names that a file's output exports, each with what it comes from. */
function claims({ declarations, services }: SchemaFile): readonly NameClaim[] {
  const declared = declarations.map(({ kind, name, span }) => ({ key: name, span, from: `the ${kind} ${name}` }))
  const generated = services.flatMap((service) =>
    namesOf(service).map((key) => ({ key, span: service.span, from: `the service ${service.name}` })),
  )
  return [...declared, ...generated].sort((a, b) => a.span.line - b.span.line || a.span.column - b.span.column)
}

function checkFile(file: SchemaFile): readonly Diagnostic[] {
  const twice = clashes(claims(file), (second, first) => ({
    message: `the name ${quoted(second.key)} of ${second.from} is taken by ${first.from} at ${placeOf(first.span)}`,
    hint: 'Export one of them under another name; what is not exported gets its own name by message(...).',
  }))
  return [...twice, ...checkIndex(file)]
}

/** `index.ts` of the output belongs to the list of all that is generated. */
function checkIndex({ module, declarations, services }: SchemaFile): readonly Diagnostic[] {
  const first = [...declarations, ...services][0]
  if (module !== 'index' || first === undefined) return []
  const message = 'a schema file called index would be generated in the place of the index'
  return [{ severity: 'error', span: first.span, message, hint: 'Call the file something else.' }]
}

/** Names that are no identifiers, that are reserved, that are taken, and services without methods. */
export function checkNames(program: Program): readonly Diagnostic[] {
  return program.files.flatMap((file) => [
    ...file.declarations.flatMap(checkDeclaration),
    ...file.services.flatMap(checkService),
    ...checkFile(file),
  ])
}
