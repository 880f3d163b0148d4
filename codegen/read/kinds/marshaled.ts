import { quoted } from '../../ir/clash.js'
import { isIdentifier } from '../../ir/reserved.js'
import { type Reader, refuse } from '../context.js'
import { tagOf } from '../schema.js'
import { argumentAt } from '../site.js'

/** A package, or a path in one, or an import of package.json: what means the same from wherever it is written. */
const specifier = /^(?:#[^/\s]\S*|(?:@[\w.~-]+\/)?[a-z\d][\w.~-]*(?:\/[^/\s]+)*)$/i

export const readMarshaled: Reader = (schema, site, context) => {
  const { name, module } = tagOf(schema)
  if (typeof name !== 'string' || !isIdentifier(name)) {
    const message = 'a marshaled type begins with the name of the export that is its hook'
    return refuse(context, argumentAt(site, 0), message, "Write marshaled('Celsius', '#hooks/celsius.js').")
  }
  if (typeof module !== 'string' || !specifier.test(module)) {
    const message = `generated code cannot import ${typeof module === 'string' ? quoted(module) : 'that'} from where it lies`
    const hint = 'Name a package, or an import of package.json such as #hooks/celsius.js.'
    return refuse(context, argumentAt(site, 1), message, hint)
  }
  return { kind: 'custom', hook: { name, module } }
}
