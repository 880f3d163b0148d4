import { type TSchemaOptions, type TUnsafe, Type } from 'typebox'
import { tagged } from './tag.js'

/** An IP address such as `1.2.3.4` or `2001:db8::1`, as Go's `net.IP` is; '' for none. */
export function ip(options?: TSchemaOptions): TUnsafe<string> {
  return Type.Unsafe<string>({ type: 'string', ...tagged({ kind: 'ip' }, options) })
}
