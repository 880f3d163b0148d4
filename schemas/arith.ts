import { method, service } from 'rpcgen/schema'
import { Type } from 'typebox'

/** Two operands. */
export const Args = Type.Object({ a: Type.Integer(), b: Type.Integer() })

/** What a division leaves. */
export const Quotient = Type.Object({
  /** The whole part. */
  quo: Type.Integer(),
  /** The remainder; it has the sign of the dividend. */
  rem: Type.Integer(),
})

/** Integer arithmetic. */
export const Arith = service('Arith', {
  /** Multiplies the operands. */
  multiply: method({ params: Args, result: Type.Integer(), idempotent: true }),
  /** Divides `a` by `b`; fails with "divide by zero" when `b` is 0. */
  divide: method({
    params: Args,
    result: Quotient,
    errors: {
      /** There is no quotient when the divisor is 0. */
      DivideByZero: Type.Object({
        /** What was to be divided. */
        dividend: Type.Integer(),
      }),
    },
    idempotent: true,
  }),
})
