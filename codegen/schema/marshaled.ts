import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/**
 * A Go type that marshals itself: its values are those of a `Hook` of
 * `@rpcgen/runtime`, which `module` exports as `name`. Generated code imports it
 * from where that lies, so the module is a package, or an import of package.json
 * such as `#hooks/celsius.js`. It is not run to read the schema.
 */
export function marshaled<T extends NonNullable<unknown>>(
  name: string,
  module: string,
  options?: TSchemaOptions,
): TUnsafe<T> {
  return Type.Unsafe<T>(tagged({ kind: 'marshaled', name, module }, options))
}
