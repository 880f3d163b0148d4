import type { Declaration, SchemaFile, ServiceNode } from '../ir/node.js'
import { memberName, methodKey } from './groups.js'
import type { Ids, ModuleIds } from './lock.js'

const none: Ids = new Map()

/** A file with the ids that each of its groups has. */
export function withIds(file: SchemaFile, ids: ModuleIds): SchemaFile {
  return {
    ...file,
    declarations: file.declarations.map((declaration) =>
      declarationWith(declaration, ids.get(declaration.name) ?? none),
    ),
    services: file.services.map((service) => serviceWith(service, ids)),
  }
}

function declarationWith(declaration: Declaration, ids: Ids): Declaration {
  switch (declaration.kind) {
    case 'message':
      return { ...declaration, fields: declaration.fields.map((field) => ({ ...field, id: ids.get(field.name) })) }
    case 'union':
      return {
        ...declaration,
        members: declaration.members.map((member) => ({ ...member, id: ids.get(memberName(member.tag)) })),
      }
    case 'enum':
      return declaration
  }
}

function serviceWith(service: ServiceNode, ids: ModuleIds): ServiceNode {
  const methods = service.methods.map((method) => {
    const own = ids.get(methodKey(service, method)) ?? none
    return { ...method, errors: method.errors.map((error) => ({ ...error, id: own.get(error.name) })) }
  })
  return { ...service, methods }
}
