import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/**
 * A Go type that marshals itself. Its values are a `Hook` of `@rpcgen/runtime`
 * that the export `name` of `module` is: a package, or an import of package.json
 * such as `#hooks/celsius.js`, since generated code imports it from where it
 * lies. The module is not run to read the schema.
 */
export function marshaled<T extends NonNullable<unknown>>(
  name: string,
  module: string,
  options?: TSchemaOptions,
): TUnsafe<T> {
  return Type.Unsafe<T>(tagged({ kind: 'marshaled', name, module }, options))
}
