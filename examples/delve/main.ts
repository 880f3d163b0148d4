/** Debugs a small Go program: the typed client of `schemas/delve.ts` speaks Go's JSON to Delve. */
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { json } from '@rpcgen/runtime/json'
import { dial } from '@rpcgen/runtime/node'
import { type Breakpoint, DelveClient, type EvalScope, type LoadConfig, type Variable } from '../../generated/delve.js'
import { startDebugger } from './dlv.js'

/** The innermost frame of the goroutine that has stopped. */
const scope: EvalScope = { goroutineID: -1, frame: 0 }
const cfg: LoadConfig = {
  followPointers: true,
  maxVariableRecurse: 1,
  maxStringLen: 64,
  maxArrayValues: 64,
  maxStructFields: -1,
}

const dlv = await startDebugger(fileURLToPath(new URL('go/main.go', import.meta.url)))
const client = await dial(dlv.url, { codec: json({ dialect: 'go' }) })
const delve = new DelveClient(client)

try {
  const { apiVersion } = await delve.getVersion({})
  console.log('the API has version ', apiVersion)

  const { breakpoint } = await delve.createBreakpoint({ breakpoint: { functionName: 'main.sum', line: 3 } })
  console.log('a breakpoint is at  ', placeOf(breakpoint))

  const { state } = await delve.command({ name: 'continue' })
  console.log('the program stopped ', placeOf(state.currentThread ?? {}))

  const { variable } = await delve.eval({ scope, expr: 'points[1].X * 100', cfg })
  console.log('points[1].X * 100 = ', variable.value)

  const { variables } = await delve.listLocalVars({ scope, cfg })
  for (const local of variables) console.log('a local variable    ', `${local.name} ${local.type} = ${textOf(local)}`)

  const { locations } = await delve.stacktrace({ id: -1, depth: 1 })
  for (const { function: called, ...location } of locations) {
    console.log('on the stack        ', called?.name, placeOf(location))
  }

  await delve.detach({ kill: true })
  console.log('detached            ', 'the program has ended')
} finally {
  await client.close()
  await dlv.stop()
}

function placeOf({ file = '', line = 0 }: Breakpoint): string {
  return `${basename(file)}:${line}`
}

function textOf({ value, children }: Variable): string {
  return children.length === 0 ? value : `{ ${children.map((child) => `${child.name}: ${textOf(child)}`).join(', ')} }`
}
