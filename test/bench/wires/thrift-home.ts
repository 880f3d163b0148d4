import { createRequire } from 'node:module'
import { type ConnectOptions, TBinaryProtocol, TBufferedTransport, TCompactProtocol, TFramedTransport } from 'thrift'

/** `multiply` of test/peers/thrift/calculator.thrift, whose integers are i32: the package is at its fastest with those. */
export interface Calculator {
  multiply(a: number, b: number): Promise<number>
}

/** What Thrift's compiler has made of the service, in the folder `code`. */
export interface Generated {
  readonly Client: new (output: unknown, protocol: unknown) => Calculator
  readonly Processor: new (handlers: Calculator) => object
}

/** What the package's types leave out. */
interface Package {
  setLogLevel(level: 'info'): void
}

export function generated(code: string): Generated {
  const require = createRequire(`${code}/`)
  // At any other level it spends its time on warnings of each answer in a turn but the first.
  ;(require('thrift') as Package).setLogLevel('info')
  return require('./Calculator.js') as Generated
}

/** The package's for the words of our codec's options. */
export function optionsOf(
  protocol: string | undefined,
  framing: string | undefined,
): Required<Pick<ConnectOptions, 'protocol' | 'transport'>> {
  return {
    protocol: protocol === 'compact' ? TCompactProtocol : TBinaryProtocol,
    transport: framing === 'framed' ? TFramedTransport : TBufferedTransport,
  }
}
