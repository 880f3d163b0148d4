import type { FieldNode, MessageNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { functionText } from './function-text.js'
import { messageConstant } from './message-constant.js'
import { mentioned, Names } from './names.js'
import { readExpression } from './read.js'
import { shape } from './shape.js'
import { render } from './template.js'
import { messageTemplate } from './templates/message.js'
import { access, enclosed, prop, str } from './text.js'
import { optionalText, typeText } from './type-text.js'
import { wireText } from './wire-text.js'
import { writeExpression, writeStatements } from './write.js'
import { zeroOf } from './zero.js'

/** A message: its interface, its shape, its two functions and the exported `Message`. */
export function messageText(message: MessageNode, scope: FileScope): string {
  const helpers = scope.helpers(message.id)
  return render(messageTemplate, {
    name: message.name,
    doc: message.doc,
    fields: message.fields.map((field) => ({
      name: field.name,
      doc: field.doc,
      mark: field.optional ? '?' : '',
      type: field.optional ? optionalText(field.type, scope) : typeText(field.type, scope),
    })),
    type: `const ${helpers.type} = ${structText(message, scope)}`,
    write: writeFunction(message, scope),
    read: readFunction(message, scope),
    exported: messageConstant(message.name, helpers, scope),
  })
}

function structText(message: MessageNode, scope: FileScope): string {
  const wires = wireText(message.wire)
  const named = wires === '{}' ? '' : `, ${wires}`
  return `${scope.stub('structType')}(${str(message.name)}, () => ${fieldShapes(message, scope)}${named})`
}

function fieldShapes({ fields }: MessageNode, scope: FileScope): string {
  if (fields.length === 0) return '[]'
  return `[\n${fields.map((field) => `  ${fieldShape(field, scope)},\n`).join('')}]`
}

function fieldShape({ name, type, optional, wire, id }: FieldNode, scope: FileScope): string {
  const wires = wireText(wire)
  const parts = [`name: ${str(name)}`, `type: ${shape(type, scope)}`]
  if (optional) parts.push('optional: true')
  if (wires !== '{}') parts.push(`wire: ${wires}`)
  if (id !== undefined) parts.push(`id: ${id}`)
  return `{ ${parts.join(', ')} }`
}

function writeFunction(message: MessageNode, scope: FileScope): string {
  const { type, write } = scope.helpers(message.id)
  const signature = `function ${write}(e: ${scope.stubType('Encoder')}, slot: ${scope.stubType('Slot')}, v: ${message.name}): void`
  return functionText(signature, (body) => {
    body.writeLine(`e.beginStruct(slot, ${type}, v)`)
    message.fields.forEach((field, index) => {
      const value = access('v', field.name)
      for (const line of fieldStatements(field, String(index), value, scope)) body.writeLine(line)
    })
    body.writeLine('e.endStruct()')
  })
}

function fieldStatements(field: FieldNode, slot: string, value: string, scope: FileScope): readonly string[] {
  const { type, optional } = field
  if (!optional) return writeStatements(type, slot, value, scope)
  if (type.kind !== 'nullable') return [`if (${value} !== undefined) ${writeExpression(type, slot, value, scope)}`]
  return [
    `if (${value} === null) e.null(${slot})`,
    `else if (${value} !== undefined) ${writeExpression(type.inner, slot, value, scope)}`,
  ]
}

/** How one field is held while its message is read. */
interface FieldReader {
  readonly name: string
  readonly read: string
  /** What comes behind the local's name in its `let`. */
  readonly start: string
  /** What the object gets when the local is still undefined, or nothing when it cannot be. */
  readonly missing: string | undefined
}

function readFunction(message: MessageNode, scope: FileScope): string {
  const { type, read } = scope.helpers(message.id)
  const readers = message.fields.map((field, index) => fieldReader(field, index, type, scope))
  const taken = readers.flatMap(({ read, missing = '' }) => mentioned(`${read} ${missing}`))
  const names = new Names(['d', type, ...taken])
  const fields = readers.map((reader) => ({ ...reader, local: names.allocate(reader.name) }))
  return functionText(`function ${read}(d: ${scope.stubType('Decoder')}): ${message.name}`, (body) => {
    for (const { local, start } of fields) body.writeLine(`let ${local}${start}`)
    body.writeLine(`d.beginStruct(${type})`)
    if (fields.length === 0) {
      body.writeLine('d.nextField()').writeLine('return {}')
      return
    }
    body.write('for (;;)').block(() => {
      body.write('switch (d.nextField())').block(() => {
        fields.forEach((field, index) => {
          body.writeLine(`case ${index}:`)
          body.indent(() => body.writeLine(`${field.local} = ${field.read}`).writeLine('break'))
        })
        body.writeLine('default:')
        const entries = fields.map(({ name, local, missing }) => entry(name, local, missing))
        body.indent(() => body.writeLine(`return ${enclosed('{}', entries)}`))
      })
    })
  })
}

function fieldReader(field: FieldNode, index: number, type: string, scope: FileScope): FieldReader {
  const { name } = field
  const read = readExpression(field.type, scope)
  if (field.optional) return { name, read, start: `: ${optionalText(field.type, scope)}`, missing: undefined }
  const zero = zeroOf(field.type, scope)
  const text = typeText(field.type, scope)
  // A zero that would be an object is made only when the field is missing.
  if (zero === undefined) return { name, read, start: `: ${text} | undefined`, missing: `d.missing(${type}, ${index})` }
  if (zero.allocates) return { name, read, start: `: ${text} | undefined`, missing: zero.text }
  const inferred = ['number', 'bigint', 'string', 'boolean'].includes(text)
  return { name, read, start: inferred ? ` = ${zero.text}` : `: ${text} = ${zero.text}`, missing: undefined }
}

function entry(name: string, local: string, missing: string | undefined): string {
  if (missing !== undefined) return `${prop(name)}: ${local} ?? ${missing}`
  return prop(name) === local ? name : `${prop(name)}: ${local}`
}
