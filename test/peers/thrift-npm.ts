import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  type Connection,
  createClient,
  createConnection,
  Multiplexer,
  TBinaryProtocol,
  TBufferedTransport,
  TCompactProtocol,
  TFramedTransport,
} from 'thrift'
import { thriftCode } from './thrift-code.js'
import type { ThriftWire } from './thrift-python.js'

/** Calls a method of a service, with the arguments in the order of the IDL. */
export type NpmCall = (method: string, ...args: readonly unknown[]) => Promise<unknown>

/** Makes a struct or an exception from its fields, by its name in the IDL. */
export type Make = (name: string, fields: object) => object

/** The npm package `thrift`, with one connection and many calls on it. */
export interface NpmClient {
  /** With `unserved`, too, which no server has. */
  readonly calculator: NpmCall
  /** The other service; undefined where the connection is not multiplexed. */
  readonly greeter: NpmCall | undefined
  readonly make: Make
  close(): Promise<void>
}

type Service = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>

interface Generated {
  readonly Client: new (output: unknown, protocol: unknown) => Service
}

function callsOf(service: Service): NpmCall {
  return (method, ...args) => {
    const call = service[method]
    if (call === undefined) throw new Error(`calculator.thrift has no ${method}`)
    return call.apply(service, [...args])
  }
}

/** What `require` loads is in the folder of generated code. */
export function makeOf(require: NodeJS.Require): Make {
  const types = require('./calculator_types.js') as Readonly<Record<string, new (fields: object) => object>>
  return (name, fields) => {
    const Type = types[name]
    if (Type === undefined) throw new Error(`calculator.thrift has no ${name}`)
    return new Type(fields)
  }
}

export const protocols = { binary: TBinaryProtocol, compact: TCompactProtocol }
export const transports = { framed: TFramedTransport, buffered: TBufferedTransport }

/** Calls a server at a URL like those of `listen`. The package writes no old header. */
export async function startNpmClient(wire: Omit<ThriftWire, 'strict'>, url: string): Promise<NpmClient> {
  const code = await thriftCode()
  const require = createRequire(join(code, 'index.js'))
  const { hostname, port } = new URL(url)
  const options = { protocol: protocols[wire.protocol], transport: transports[wire.framing] }
  const connection: Connection = createConnection(hostname, Number(port), options)
  await once(connection, 'connect')
  const multiplexer = new Multiplexer()
  const { Client: Calculator } = require('./NewerCalculator.js') as Generated
  const { Client: Greeter } = require('./Greeter.js') as Generated
  return {
    // Without multiplexing a connection belongs to one client.
    ...(wire.multiplexed
      ? {
          calculator: callsOf(multiplexer.createClient('Calculator', Calculator, connection)),
          greeter: callsOf(multiplexer.createClient('Greeter', Greeter, connection)),
        }
      : { calculator: callsOf(createClient(Calculator, connection)), greeter: undefined }),
    make: makeOf(require),
    async close() {
      const closed = once(connection, 'close')
      connection.end()
      await closed
    },
  }
}
