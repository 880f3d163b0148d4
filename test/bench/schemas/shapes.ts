/** The shapes of the codec benchmark. */
import { Type } from 'typebox'

export const Ints = Type.Object({ a: Type.Integer(), b: Type.Integer() })

/** An account, as a table would have it. */
export const Account = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  email: Type.String(),
  balance: Type.Number(),
  active: Type.Boolean(),
  logins: Type.Integer(),
})

export const Accounts = Type.Object({ items: Type.Array(Account) })

export const Numbers = Type.Object({ items: Type.Array(Type.Number()) })

/** A tree that is told by its nodes. */
export const Tree = Type.Cyclic(
  {
    Tree: Type.Object({
      name: Type.String(),
      size: Type.Integer(),
      children: Type.Array(Type.Ref('Tree')),
    }),
  },
  'Tree',
)

export const Text = Type.Object({ text: Type.String() })
