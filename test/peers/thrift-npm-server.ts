import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { AddressInfo, Server, Socket } from 'node:net'
import { join } from 'node:path'
import { thriftCode } from './thrift-code.js'
import { type Make, makeOf, protocols, transports } from './thrift-npm.js'
import type { ThriftWire } from './thrift-python.js'

/** The npm package `thrift` as a server, which answers each call when its handler has. */
export interface NpmServer {
  /** A URL for `dial`. */
  readonly url: string
  /** The texts that came by `note`. */
  readonly noted: readonly string[]
  stop(): Promise<void>
}

interface Generated {
  readonly Processor: new (handlers: object) => object
}

/** What the package's types leave out. */
interface Package {
  readonly MultiplexedProcessor: new () => { registerProcessor(name: string, processor: object): void }
  createMultiplexServer(processor: object, options: object): Server
  setLogLevel(level: 'info'): void
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function calculatorOf(make: Make, noted: string[]): object {
  const same = async (value: unknown): Promise<unknown> => value
  const echoes = ['Bool', 'Byte', 'I16', 'I32', 'I64', 'Double', 'String', 'Binary', 'Operation', 'Tick', 'List', 'Map']
  const structs = ['Set', 'Point', 'Shape', 'Tree', 'Sparse', 'Everything']
  return {
    ...Object.fromEntries([...echoes, ...structs].map((name) => [`echo${name}`, same])),
    // Every third answer overtakes those before it.
    multiply: async (a: number, b: number) => later(a % 3 === 0 ? 0 : 2).then(() => a * b),
    async divide(a: number, b: number) {
      if (b === 0) throw make('DivideByZero', { dividend: a })
      if (b === -1) throw make('Overflow', { message: 'too large', limit: -a })
      return make('Quotient', { quo: Math.trunc(a / b), rem: a % b })
    },
    note: (text: string) => void noted.push(text),
    async nothing() {},
    async fail(text: string) {
      throw new Error(text)
    },
  }
}

const greeter = {
  greet: async (name: string) => `Hello, ${name}!`,
  multiply: async (a: number, b: number) => a * b + 1,
}

/** Serves `Calculator`, and `Greeter` where the wire is multiplexed. The package writes no old header. */
export async function startNpmServer(wire: Omit<ThriftWire, 'strict'>): Promise<NpmServer> {
  const require = createRequire(join(await thriftCode(), 'index.js'))
  const { MultiplexedProcessor, createMultiplexServer, setLogLevel } = require('thrift') as Package
  const { Processor: Calculator } = require('./Calculator.js') as Generated
  const { Processor: Greeter } = require('./Greeter.js') as Generated
  // At any other level it warns of each answer on a connection but the first.
  setLogLevel('info')
  const noted: string[] = []
  const calculator = new Calculator(calculatorOf(makeOf(require), noted))
  const both = new MultiplexedProcessor()
  both.registerProcessor('Calculator', calculator)
  both.registerProcessor('Greeter', new Greeter(greeter))
  const options = { protocol: protocols[wire.protocol], transport: transports[wire.framing] }
  const server = createMultiplexServer(wire.multiplexed ? both : calculator, options)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    noted,
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
