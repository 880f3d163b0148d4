import { RpcError } from '@rpcgen/runtime'
import { describedStruct } from './described.js'
import {
  CalculatorErrors,
  type CalculatorHandlers,
  Everything,
  type GreeterHandlers,
  Operation,
} from './generated/calculator.js'

/** The services as test/peers/thrift/server.py has them. */

const LEAST_I32 = -(2 ** 31)
const LEAST_I64 = -(2n ** 63n)
const GREATEST_I64 = 2n ** 63n - 1n

const operations: Readonly<Record<Operation, (a: bigint, b: bigint) => bigint>> = {
  [Operation.Add]: (a, b) => a + b,
  [Operation.Subtract]: (a, b) => a - b,
  [Operation.Multiply]: (a, b) => a * b,
  [Operation.Divide]() {
    throw new Error('the peer does not divide either')
  },
}

const same = <T>(value: T): T => value
const valueIn = <T>({ value }: { readonly value: T }): T => value

export function newCalculator(): CalculatorHandlers {
  const texts: string[] = []
  return {
    multiply: ({ a, b }) => a * b,
    divide({ a, b }) {
      if (b === 0) throw CalculatorErrors.DivideByZero.create({ dividend: a })
      if (a === LEAST_I32 && b === -1)
        throw CalculatorErrors.Overflow.create({ message: 'too large: 2147483648', limit: BigInt(-LEAST_I32) })
      return { quo: Math.trunc(a / b), rem: a % b }
    },
    calculate({ operation, a, b }) {
      const result = operations[operation](a, b)
      if (result < LEAST_I64 || result > GREATEST_I64)
        throw CalculatorErrors.Overflow.create({ message: 'too large: żółw', limit: GREATEST_I64, operation })
      return result
    },
    echoBool: same,
    echoByte: same,
    echoI16: same,
    echoI32: same,
    echoI64: same,
    echoDouble: same,
    echoString: same,
    echoBinary: same,
    echoOperation: same,
    echoTick: same,
    echoList: same,
    echoSet: same,
    echoMap: same,
    echoPoint: valueIn,
    echoShape: same,
    echoTree: valueIn,
    echoSparse: valueIn,
    echoEverything: valueIn,
    see: ({ value }) => ({ value, text: JSON.stringify(describedStruct(Everything.type, value)) }),
    nothing() {},
    note: (text) => void texts.push(text),
    noted: () => texts,
    fail(text) {
      throw new Error(text)
    },
    refuse({ text }) {
      throw new RpcError('remote', text)
    },
  }
}

export const greeter: GreeterHandlers = {
  greet: (name) => `Hello, ${name}!`,
  multiply: ({ a, b }) => a * b + 1,
}
