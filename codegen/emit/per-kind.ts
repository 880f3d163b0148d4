import type { TypeKind, TypeNode } from '../ir/node.js'

/** One function for every kind of type: a kind that is added to the IR does not compile until every table has it. */
export type PerKind<Rest extends readonly unknown[], Result> = {
  readonly [Kind in TypeKind]: (node: Extract<TypeNode, { kind: Kind }>, ...rest: Rest) => Result
}

/** Makes the function that picks a table's entry by the node's kind. */
export function perKind<Rest extends readonly unknown[], Result>(
  table: PerKind<Rest, Result>,
): (node: TypeNode, ...rest: Rest) => Result {
  return (node, ...rest) => {
    // The table's type ties each entry to its kind; that one lookup keeps to it is beyond the compiler.
    const entry = table[node.kind] as (node: TypeNode, ...rest: Rest) => Result
    return entry(node, ...rest)
  }
}
