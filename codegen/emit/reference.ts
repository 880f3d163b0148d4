import type { FileScope } from './file-scope.js'

/** How code reaches what belongs to a declaration: by its helpers at home, through its exported `Message` from elsewhere. */
export function shapeOf(id: string, scope: FileScope): string {
  const target = scope.declaration(id)
  if (target.kind === 'enum') return scope.enumType(target)
  return scope.owns(id) ? scope.helpers(id).type : `${scope.exported(id)}.type`
}

export function writerOf(id: string, scope: FileScope): string {
  return scope.owns(id) ? scope.helpers(id).write : `${scope.exported(id)}.write`
}

export function readerOf(id: string, scope: FileScope): string {
  return scope.owns(id) ? scope.helpers(id).read : `${scope.exported(id)}.read`
}
