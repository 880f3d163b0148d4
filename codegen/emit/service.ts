import type { MethodNode, ServiceNode, TypeNode } from '../ir/node.js'
import type { FileScope } from './file-scope.js'
import { uncapitalize } from './names.js'
import { render } from './template.js'
import { serviceTemplate } from './templates/service.js'
import { enclosed, str } from './text.js'
import { typeText } from './type-text.js'
import { wireText } from './wire-text.js'

/** A service: its methods as data, what a caller may do, the client, the handlers and the function that serves them. */
export function serviceText(service: ServiceNode, scope: FileScope): string {
  const constant = scope.constant(`${uncapitalize(service.name)}Service`)
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
    methods: service.methods.map((method) => methodView(method, constant, scope)),
  })
}

function methodView(
  { name, doc, params, result, timeout, wire }: MethodNode,
  service: string,
  scope: FileScope,
): object {
  const paramsType = valueText(params, scope)
  const resultType = valueText(result, scope)
  const options = `options?: ${scope.stubType('CallOptions')}`
  const wires = wireText(wire)
  const spec = [
    ...(params === undefined ? [] : [`params: ${bodyOf(params, scope)}`]),
    ...(result === undefined ? [] : [`result: ${bodyOf(result, scope)}`]),
    ...(timeout === undefined ? [] : [`timeout: ${timeout}`]),
    ...(wires === '{}' ? [] : [`wire: ${wires}`]),
  ]
  return {
    name,
    doc,
    result: resultType,
    descriptorType: `${scope.stubType('Method')}<${paramsType}, ${resultType}>`,
    descriptor: `${scope.stub('method')}(${service}, ${str(name)}, ${enclosed('{}', spec, 2)})`,
    clientParameters: params === undefined ? options : `params: ${paramsType}, ${options}`,
    argument: params === undefined ? 'undefined' : 'params',
    handlerParameters: params === undefined ? '' : `params: ${paramsType}`,
  }
}

function valueText(type: TypeNode | undefined, scope: FileScope): string {
  return type === undefined ? 'void' : typeText(type, scope)
}

/** The `Message` of a method's params or result: a declaration has its own, every other type gets one in this file. */
function bodyOf(type: TypeNode, scope: FileScope): string {
  if (type.kind === 'ref' && scope.declaration(type.id).kind !== 'enum') return scope.exported(type.id)
  return scope.body(type)
}
