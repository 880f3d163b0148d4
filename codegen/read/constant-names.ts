import { ts } from 'ts-morph'
import { argumentAt, type Site } from './site.js'
import { assignedTo, bare, meaning, propertyName, topLevel } from './syntax.js'

/** The names that an object literal or a TypeScript enum, the first argument here, gives to constant values. */
export function constantNames(site: Site): ReadonlyMap<string | number, string> {
  const { source, expression } = argumentAt(site, 0)
  const names = new Map<string | number, string>()
  const value = expression && meaning(source.tree, expression)
  if (value === undefined) return names
  const declared = ts.isIdentifier(value) ? topLevel(source.tree, value.text) : undefined
  const members = declared && ts.isEnumDeclaration(declared) ? enumMembers(declared) : literalMembers(value)
  for (const [name, constant] of members) if (!names.has(constant)) names.set(constant, name)
  return names
}

type Members = readonly (readonly [name: string, value: string | number])[]

function constantOf(expression: ts.Expression | undefined): string | number | undefined {
  if (expression === undefined) return undefined
  const plain = bare(expression)
  if (ts.isStringLiteralLike(plain)) return plain.text
  if (ts.isNumericLiteral(plain)) return Number(plain.text)
  const negative = ts.isPrefixUnaryExpression(plain) && plain.operator === ts.SyntaxKind.MinusToken
  return negative && ts.isNumericLiteral(plain.operand) ? -Number(plain.operand.text) : undefined
}

function literalMembers(value: ts.Expression): Members {
  if (!ts.isObjectLiteralExpression(value)) return []
  return value.properties.flatMap((property) => {
    const name = propertyName(property)
    const constant = constantOf(assignedTo(property))
    return name === undefined || constant === undefined ? [] : [[name, constant] as const]
  })
}

function enumMembers({ members }: ts.EnumDeclaration): Members {
  let next: number | undefined = 0
  return members.flatMap(({ name, initializer }) => {
    const constant = initializer === undefined ? next : constantOf(initializer)
    next = typeof constant === 'number' ? constant + 1 : undefined
    return constant === undefined || !('text' in name) ? [] : [[name.text, constant] as const]
  })
}
