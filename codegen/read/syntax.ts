import { ts } from 'ts-morph'

/** The functions of typebox that change what they are given only in what it is like as a field. */
const wrappers: ReadonlySet<string> = new Set(['Optional', 'Readonly', 'With', 'Refine', 'Immutable'])

/** How deep an author may nest calls and names around what is looked for. */
const DEPTH = 16

/** The name of the called function: `Object` in `Type.Object(...)`. */
function calleeOf({ expression }: ts.CallExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text
  return ts.isIdentifier(expression) ? expression.text : ''
}

/** Looks through brackets and `as`, which say nothing about the value. */
export function bare(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression)
    ? bare(expression.expression)
    : expression
}

/** The declaration of a name at the top of the file, or undefined. */
export function topLevel(tree: ts.SourceFile, name: string): ts.VariableDeclaration | ts.EnumDeclaration | undefined {
  for (const statement of tree.statements) {
    if (ts.isEnumDeclaration(statement) && statement.name.text === name) return statement
    if (!ts.isVariableStatement(statement)) continue
    const found = statement.declarationList.declarations.find(
      (one) => ts.isIdentifier(one.name) && one.name.text === name,
    )
    if (found !== undefined) return found
  }
  return undefined
}

/** What an expression stands for, as far as the file says: names are followed to their constants, wrappers looked through. */
export function meaning(tree: ts.SourceFile, expression: ts.Expression, depth: number = DEPTH): ts.Expression {
  const plain = bare(expression)
  if (depth === 0) return plain
  if (ts.isIdentifier(plain)) {
    const declared = topLevel(tree, plain.text)
    const value = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined
    return value === undefined ? plain : meaning(tree, value, depth - 1)
  }
  const inner = ts.isCallExpression(plain) && wrappers.has(calleeOf(plain)) ? plain.arguments[0] : undefined
  return inner === undefined ? plain : meaning(tree, inner, depth - 1)
}

/** Whether an expression makes a value, rather than naming one that is made elsewhere. */
export function makesValue(expression: ts.Expression): boolean {
  const plain = bare(expression)
  const inner = ts.isCallExpression(plain) && wrappers.has(calleeOf(plain)) ? plain.arguments[0] : undefined
  if (inner !== undefined) return makesValue(inner)
  return !ts.isIdentifier(plain) && !ts.isPropertyAccessExpression(plain)
}

export function propertyName({ name }: ts.ObjectLiteralElementLike): string | undefined {
  if (name === undefined) return undefined
  if (ts.isComputedPropertyName(name)) return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined
  return ts.isBigIntLiteral(name) ? undefined : name.text
}

export function assignedTo(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined
}

/** The property of a name in an object literal, in what is spread into it, or in the arguments of a call. */
export function findProperty(
  tree: ts.SourceFile,
  at: ts.Expression,
  name: string,
  depth: number = DEPTH,
): ts.ObjectLiteralElementLike | undefined {
  if (depth === 0) return undefined
  const value = meaning(tree, at)
  const among = (parts: readonly ts.Expression[]): ts.ObjectLiteralElementLike | undefined => {
    for (const part of parts) {
      const found = findProperty(tree, part, name, depth - 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (ts.isCallExpression(value)) return among(value.arguments)
  if (ts.isArrayLiteralExpression(value)) return among(value.elements)
  if (!ts.isObjectLiteralExpression(value)) return undefined
  const own = value.properties.find((property) => propertyName(property) === name)
  return own ?? among(value.properties.filter(ts.isSpreadAssignment).map(({ expression }) => expression))
}
