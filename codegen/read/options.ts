import { type Context, type Run, report } from './context.js'
import { refuseErrorCode } from './error-code.js'
import { refuseGoType } from './go-type.js'
import { nearest } from './nearest.js'
import type { Schema } from './schema.js'
import { propertyAt, type Site } from './site.js'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** What an author may have meant by a key that is nothing. */
const options = words(`
  wire goType errorCode id exact title description default examples readOnly writeOnly format pattern minLength maxLength minimum maximum
  exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems contains minContains maxContains
  minProperties maxProperties additionalProperties patternProperties propertyNames dependencies dependentRequired
  dependentSchemas unevaluatedItems unevaluatedProperties
`)

/** The rest of what typebox, JSON Schema and this package put into a schema. */
const structure = words(`
  $schema $id $ref $defs $comment $anchor type properties required items prefixItems additionalItems enum const anyOf
  allOf oneOf not if then else key value parameters returnType deprecated contentEncoding contentMediaType x-rpc
`)

/** Keys of an ordinary schema that ask for a check, or for more than a message can hold. */
const constraints = words(`
  format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems
  uniqueItems contains minContains maxContains minProperties maxProperties additionalProperties patternProperties
  propertyNames dependencies dependentRequired dependentSchemas unevaluatedItems unevaluatedProperties
`)

/** What an author may call an option that is called otherwise, in lower case. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['goname', 'goType'],
  ['gotypename', 'goType'],
])

/** The kinds of schema that are a message. */
const messages: ReadonlySet<string> = new Set(['message', 'object'])

/** What says the type itself, by the kind of schema. */
const intrinsic: Readonly<Record<string, ReadonlySet<string>>> = {
  array: words('minItems maxItems'),
  tuple: words('minItems maxItems'),
  record: words('patternProperties additionalProperties'),
}

/** Reports keys that are near to an option's name, and options that nothing heeds; each schema once. */
export function checkOptions(schema: Schema, kind: string, site: Site, { run }: Context): void {
  if (run.looked.has(schema)) return
  run.looked.add(schema)
  const own = intrinsic[kind]
  const unheeded: string[] = []
  for (const key of Object.keys(schema)) {
    if (constraints.has(key) && !own?.has(key)) unheeded.push(key)
    if (!options.has(key) && !structure.has(key) && !key.startsWith('x-')) reportNearMiss(run, key, options, site)
  }
  for (const key of unheeded) {
    const message = `nothing enforces ${key}: values that break it are sent and received`
    report(run, 'warning', propertyAt(site, key), message, 'Check it where you use the value, or leave it out here.')
  }
  if (!messages.has(kind)) {
    refuseGoType(schema, site, run)
    refuseErrorCode(schema, site, run)
  }
  checkFunctions(schema, site, run)
}

function reportNearMiss(run: Run, key: string, known: ReadonlySet<string>, site: Site): void {
  const meant = synonyms.get(key.toLowerCase()) ?? nearest(key, known)
  if (meant === undefined) return
  const hint = `Did you mean ${meant}? A key of your own can start with x-.`
  report(run, 'error', propertyAt(site, key), `there is no option ${JSON.stringify(key)}`, hint)
}

/** What `Type.Refine` and `Type.Codec` add runs in typebox only. */
function checkFunctions(schema: Schema, site: Site, run: Run): void {
  const added = [
    ['~refine', 'nothing runs the check of Type.Refine', 'Check it where you use the value.'],
    ['~codec', 'nothing runs the conversion of Type.Codec', 'Convert where you use the value.'],
  ] as const
  for (const [mark, message, hint] of added) {
    if (Object.hasOwn(schema, mark)) report(run, 'warning', site, message, hint)
  }
}

/** Reports every key of a definition that is not one of its options. */
export function checkKeys(definition: Schema, known: readonly string[], what: string, site: Site, run: Run): void {
  for (const key of Object.keys(definition)) {
    if (known.includes(key)) continue
    const meant = nearest(key, known)
    const hint = meant === undefined ? `A ${what} has ${known.slice(1).join(', ')}.` : `Did you mean ${meant}?`
    report(run, 'error', propertyAt(site, key), `a ${what} has no option ${JSON.stringify(key)}`, hint)
  }
}
