import { type LimitOptions, Server } from '@rpcgen/runtime'
import { type JsonRpcOptions, json } from '@rpcgen/runtime/json'
import { onTestFinished } from 'vitest'
import { serveArith } from '../../../../../generated/arith.js'
import { serveEcho } from '../../../../../generated/echo.js'
import { arith, newEcho } from '../../../../interop/handlers.js'
import { ScriptedTransport, turn } from '../../../scripted-transport.js'

/** A server of ours that is told what to read. */
export interface Served {
  readonly transport: ScriptedTransport
  /** What it has answered to this by the time that its handlers are done. */
  answers(text: string): Promise<string>
}

export function served(options: JsonRpcOptions = {}, limits: LimitOptions = {}): Served {
  const server = new Server({ limits })
  serveArith(server, arith)
  serveEcho(server, newEcho())
  const transport = new ScriptedTransport()
  void server.serve(transport, { codec: json(options) })
  onTestFinished(() => server.close())
  return {
    transport,
    async answers(text) {
      const before = Buffer.from(transport.written()).length
      transport.feed(Buffer.from(text))
      for (let i = 0; i < 4; i++) await turn()
      return Buffer.from(transport.written()).subarray(before).toString()
    },
  }
}
