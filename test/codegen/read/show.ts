import type { Diagnostic } from '../../../codegen/ir/diagnostic.js'
import type { Declaration, Program, ServiceNode, TypeKind, TypeNode } from '../../../codegen/ir/node.js'

type Show<T> = (node: T) => string

const shows: { readonly [K in TypeKind]: Show<Extract<TypeNode, { kind: K }>> } = {
  boolean: () => 'boolean',
  int: ({ bits }) => `int${bits}`,
  uint: ({ bits }) => `uint${bits}`,
  int64: () => 'int64',
  uint64: () => 'uint64',
  float: ({ bits }) => `float${bits}`,
  complex: ({ bits }) => `complex${bits}`,
  string: () => 'string',
  bytes: () => 'bytes',
  timestamp: ({ exact }) => (exact ? 'exact timestamp' : 'timestamp'),
  duration: () => 'duration',
  custom: ({ hook }) => (typeof hook === 'string' ? hook : `${hook.name} of ${hook.module}`),
  unknown: () => 'unknown',
  list: ({ element, length }) => `${showType(element)}[${length ?? ''}]`,
  set: ({ element }) => `set<${showType(element)}>`,
  tuple: ({ elements }) => `[${elements.map(showType).join(', ')}]`,
  map: ({ key, value }) => `map<${showType(key)}, ${showType(value)}>`,
  record: ({ value }) => `record<${showType(value)}>`,
  nullable: ({ inner }) => `${showType(inner)} | null`,
  ref: ({ id }) => id,
}

/** A type in one line. */
export function showType(type: TypeNode | undefined): string {
  return type === undefined ? 'void' : (shows[type.kind] as Show<TypeNode>)(type)
}

function showDeclaration(declaration: Declaration): string {
  const { kind, id } = declaration
  if (kind === 'message') {
    const fields = declaration.fields.map(
      ({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${showType(type)}`,
    )
    const { gob } = declaration.wire
    return `${kind} ${id}${gob === undefined ? '' : ` as ${gob}`} { ${fields.join(', ')} }`
  }
  if (kind === 'enum') {
    return `${kind} ${id} { ${declaration.members.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`).join(', ')} }`
  }
  const members = declaration.members.map(({ tag, ref }) => `${JSON.stringify(tag)}: ${ref.id}`)
  return `${kind} ${id} by ${declaration.discriminator} { ${members.join(', ')} }`
}

function showService({ name, wireName, methods }: ServiceNode): string {
  const lines = methods.map((method) => {
    const errors = method.errors.map((error) => ` throws ${error.name} ${showType(error.details)}`)
    return `${method.name}(${showType(method.params)}): ${showType(method.result)}${errors.join('')}`
  })
  return `service ${name} as ${wireName} { ${lines.join(', ')} }`
}

/** A program, a line for each declaration and service. */
export function showProgram({ files }: Program): readonly string[] {
  return files.flatMap(({ declarations, services }) => [
    ...declarations.map(showDeclaration),
    ...services.map(showService),
  ])
}

/** A finding in one line, with its place but for the file. */
export function showDiagnostic({ severity, span, message, hint }: Diagnostic): string {
  return `${span.line}:${span.column}+${span.length} ${severity}: ${message} / ${hint}`
}
