import { type Claim, clashes, placeOf, quoted } from './clash.js'
import { type CodecName, codecs, wireName } from './codecs.js'
import type { Diagnostic } from './diagnostic.js'
import type { Declaration, Named, Program, ServiceNode, WireNames } from './node.js'

/** How one wire names things; the plain one stands for codecs that use the schema's own names. */
interface Naming {
  /** Completes "... on the wire". */
  readonly label: string
  readonly service: (service: ServiceNode) => string
  /** The full name. */
  readonly method: (service: ServiceNode, wire: WireNames, name: string) => string
  readonly field: (wire: WireNames, name: string) => string
  readonly fold: (name: string) => string
}

const plain: Naming = {
  label: 'on the wire',
  service: ({ wire, wireName }) => wire.all ?? wireName,
  method: (service, wire, name) => {
    const own = wire.all ?? name
    return own.includes('.') ? own : `${plain.service(service)}.${own}`
  },
  field: (wire, name) => wire.all ?? name,
  fold: (name) => name,
}

function namingOf(codec: CodecName): Naming {
  const rules = codecs[codec]
  return {
    label: `on the wire of the ${codec} codec`,
    service: (service) => wireName(service.wire, codec, service.wireName),
    method: (service, wire, name) => {
      const own = wireName(wire, codec, rules.methodName(name))
      const prefix = wireName(service.wire, codec, service.wireName)
      return prefix === '' || rules.isWhole(own) ? own : `${prefix}${rules.separator}${own}`
    },
    field: (wire, name) => wireName(wire, codec, rules.fieldName(name)),
    fold: rules.fold,
  }
}

interface WireClaim extends Claim {
  readonly node: Named
  readonly wire: string
}

function twice(claims: readonly WireClaim[], what: string, label: string): readonly Diagnostic[] {
  return clashes(claims, (second, first) => ({
    message: `the ${what} ${quoted(second.node.name)} is ${quoted(second.wire)} ${label}, as is ${quoted(first.node.name)} at ${placeOf(first.span)}`,
    hint: `Rename one of them, or give it another name there with { wire: '...' }.`,
  }))
}

function claim(node: Named, wire: string, key: string = wire): WireClaim {
  return { key, span: node.span, node, wire }
}

function methodClaims(service: ServiceNode, naming: Naming): readonly WireClaim[] {
  return service.methods.map((method) => claim(method, naming.method(service, method.wire, method.name)))
}

function fieldClashes(declaration: Declaration, naming: Naming): readonly Diagnostic[] {
  if (declaration.kind !== 'message') return []
  const claims = declaration.fields.map((field) => {
    const wire = naming.field(field.wire, field.name)
    return claim(field, wire, naming.fold(wire))
  })
  return twice(claims, 'field', naming.label)
}

function checkNaming(program: Program, naming: Naming): readonly Diagnostic[] {
  const services = program.files.flatMap((file) => file.services)
  const sameName = twice(
    services.map((service) => claim(service, naming.service(service))).filter(({ wire }) => wire !== ''),
    'service',
    naming.label,
  )
  // Methods of a service that is there twice are there twice as well, which goes without saying.
  const others = services.filter(({ span }) => !sameName.some((found) => found.span === span))
  return [
    ...sameName,
    ...twice(
      others.flatMap((service) => methodClaims(service, naming)),
      'method',
      naming.label,
    ),
    ...program.files.flatMap((file) => file.declarations.flatMap((one) => fieldClashes(one, naming))),
  ]
}

/** The names that a service has, without the empty ones of codecs on which its methods may stand alone. */
function named(wire: WireNames): WireNames {
  const bare = (codec: string): boolean => Object.hasOwn(codecs, codec) && codecs[codec as CodecName].bare
  return Object.fromEntries(Object.entries(wire).filter(([codec, name]) => name !== '' || !bare(codec)))
}

/** Every name that a schema puts on a wire, with the place to blame for it. */
function wiresOf({ files }: Program): readonly { readonly wire: string; readonly node: Named }[] {
  const given = (node: Named & { readonly wire: WireNames }): { wire: string; node: Named }[] =>
    Object.values(node.wire).flatMap((wire) => (wire === undefined ? [] : [{ wire, node }]))
  return files.flatMap(({ declarations, services }) => [
    ...declarations.flatMap((one) => (one.kind === 'message' ? one.fields.flatMap(given) : [])),
    ...services.flatMap((service) => [
      { wire: service.wireName, node: service },
      ...given({ ...service, wire: named(service.wire) }),
      ...service.methods.flatMap(given),
    ]),
  ])
}

function checkText(program: Program): readonly Diagnostic[] {
  return wiresOf(program).flatMap(({ wire, node }): readonly Diagnostic[] => {
    if (wire !== '' && !/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(wire)) return []
    const reason = wire === '' ? 'is empty' : 'has a space or a control character in it'
    const message = `the wire name ${quoted(wire)} of ${quoted(node.name)} ${reason}`
    return [{ severity: 'error', span: node.span, message, hint: 'Use letters, digits and signs.' }]
  })
}

/** Wire names that cannot be, and those that two services, methods of a program or fields of a message share. */
export function checkWires(program: Program, named: readonly CodecName[]): readonly Diagnostic[] {
  const shared = [plain, ...named.map(namingOf)].flatMap((naming) => checkNaming(program, naming))
  const firstOfPlace = new Map<string, Diagnostic>()
  for (const found of shared.toReversed()) firstOfPlace.set(placeOf(found.span), found)
  return [...checkText(program), ...shared.filter((found) => firstOfPlace.get(placeOf(found.span)) === found)]
}
