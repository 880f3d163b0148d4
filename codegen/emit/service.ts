import { errorsOf } from '../ir/errors.js'
import type { ErrorNode, MethodNode, ServiceNode, TypeNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { uncapitalize } from './names.js'
import { render } from './template.js'
import { serviceTemplate } from './templates/service.js'
import { access, enclosed, str } from './text.js'
import { typeText } from './type-text.js'
import { wireText } from './wire-text.js'

/** A service: its methods as data, what a caller may do, the client, the handlers and the function that serves them. */
export function serviceText(service: ServiceNode, scope: FileScope): string {
  const constant = scope.constant(`${uncapitalize(service.name)}Service`)
  const errorTable = `${service.name}Errors`
  const wire = wireText(service.wire)
  return render(serviceTemplate, {
    name: service.name,
    doc: service.doc,
    constant,
    table: `${service.name}Methods`,
    service: scope.stub('service'),
    serviceArguments: [str(service.wireName), ...(wire === '{}' ? [] : [wire])].join(', '),
    Caller: scope.stubType('Caller'),
    Registry: scope.stubType('Registry'),
    errorTable,
    errors: errorsOf(service).map((error) => errorView(error, scope)),
    methods: service.methods.map((method) => methodView(method, constant, errorTable, scope)),
  })
}

function errorView({ name, doc, details, errorCode }: ErrorNode, scope: FileScope): object {
  const message = scope.exported(details.id)
  return {
    name,
    doc,
    type: `${scope.stubType('ErrorType')}<${str(name)}, ${message}>`,
    made: `${scope.stub('errorType')}(${[str(name), message, ...(errorCode === undefined ? [] : [String(errorCode)])].join(', ')})`,
  }
}

function methodView(method: MethodNode, service: string, errorTable: string, scope: FileScope): object {
  const { name, params, result, idempotent, oneway, timeout, wire } = method
  const errors = method.errors.map((error) => access(errorTable, error.name))
  const context = `context: ${scope.stubType('CallContext')}`
  const paramsType = valueText(params, scope)
  const resultType = valueText(result, scope)
  const options = `options?: ${scope.stubType('CallOptions')}`
  const wires = wireText(wire)
  const spec = [
    ...(params === undefined ? [] : [`params: ${bodyOf(params, scope)}`]),
    ...(result === undefined ? [] : [`result: ${bodyOf(result, scope)}`]),
    ...(errors.length === 0 ? [] : [`errors: ${enclosed('[]', errors, 4)}`]),
    ...errorIdsOf(method),
    ...(idempotent ? ['idempotent: true'] : []),
    ...(oneway ? ['oneway: true'] : []),
    ...(timeout === undefined ? [] : [`timeout: ${timeout}`]),
    ...(wires === '{}' ? [] : [`wire: ${wires}`]),
  ]
  return {
    name,
    doc: withThrows(method.doc, errors),
    result: resultType,
    descriptorType: `${scope.stubType('Method')}<${paramsType}, ${resultType}>`,
    descriptor: `${scope.stub('method')}(${service}, ${str(name)}, ${enclosed('{}', spec, 2)})`,
    clientParameters: params === undefined ? options : `params: ${paramsType}, ${options}`,
    argument: params === undefined ? 'undefined' : 'params',
    handlerParameters: params === undefined ? context : `params: ${paramsType}, ${context}`,
  }
}

/** The ids of a method's errors, in their order, once each has one: a list with gaps would say nothing. */
function errorIdsOf({ errors }: MethodNode): readonly string[] {
  const ids = errors.flatMap(({ id }) => (id === undefined ? [] : [String(id)]))
  return ids.length === 0 || ids.length < errors.length ? [] : [`errorIds: ${enclosed('[]', ids, 4)}`]
}

/** The author's comment, and behind it, among its tags if it ends with some, one for each error. */
function withThrows(doc: string, errors: readonly string[]): string {
  const tags = errors.map((error) => `@throws {@link ${error}}`).join('\n')
  const text = doc.trim()
  if (tags === '' || text === '') return text === '' ? tags : doc
  return `${text}${/^@/m.test(text) ? '\n' : '\n\n'}${tags}`
}

function valueText(type: TypeNode | undefined, scope: FileScope): string {
  return type === undefined ? 'void' : typeText(type, scope)
}

/** The `Message` of a method's params or result: a declaration has its own, every other type gets one in this file. */
function bodyOf(type: TypeNode, scope: FileScope): string {
  if (type.kind === 'ref' && scope.declaration(type.id).kind !== 'enum') return scope.exported(type.id)
  return scope.body(type)
}
