import { int64, method, service, uint32, uint64 } from 'rpcgen/schema'
import { Type } from 'typebox'

/** A function of the program. */
export const GoFunction = Type.Object({
  name: Type.String(),
})

/** A place in the program's source. */
export const Location = Type.Object({
  pc: uint64(),
  file: Type.String(),
  line: Type.Integer(),
  function: Type.Optional(GoFunction),
})

/** Where the program is to stop; the debugger fills in what is left out. */
export const Breakpoint = Type.Object({
  id: Type.Optional(Type.Integer()),
  name: Type.Optional(Type.String()),
  addr: Type.Optional(uint64()),
  file: Type.Optional(Type.String()),
  line: Type.Optional(Type.Integer()),
  functionName: Type.Optional(Type.String()),
  /** An expression that has to hold for the program to stop. */
  cond: Type.Optional(Type.String()),
})

/** A thread of the operating system that has stopped. */
export const Thread = Type.Object({
  id: Type.Integer(),
  pc: uint64(),
  file: Type.String(),
  line: Type.Integer(),
  function: Type.Optional(GoFunction),
  goroutineID: Type.Integer(),
  breakPoint: Type.Optional(Breakpoint),
})

/** How the program does. */
export const DebuggerState = Type.Object({
  pid: Type.Integer(),
  running: Type.Boolean(),
  currentThread: Type.Optional(Thread),
  exited: Type.Boolean(),
  exitStatus: Type.Integer(),
})

/** What the program is to do. */
export const DebuggerCommand = Type.Object({
  /** `continue`, `next`, `step`, `stepOut`, `halt` and others. */
  name: Type.String(),
  goroutineID: Type.Optional(Type.Integer()),
})

/** The frame whose variables are meant: `goroutineID` -1 is the one that stopped, `frame` 0 the innermost. */
export const EvalScope = Type.Object({
  goroutineID: Type.Integer(),
  frame: Type.Integer(),
})

/** How much of a variable is loaded. */
export const LoadConfig = Type.Object({
  followPointers: Type.Boolean(),
  maxVariableRecurse: Type.Integer(),
  maxStringLen: Type.Integer(),
  maxArrayValues: Type.Integer(),
  /** -1 for all. */
  maxStructFields: Type.Integer(),
})

/** A variable and what is in it. */
export const Variable = Type.Cyclic(
  {
    Variable: Type.Object({
      name: Type.String(),
      addr: uint64(),
      type: Type.String(),
      /** A `reflect.Kind`. */
      kind: uint32(),
      /** Of a number, a text or a boolean, as text. */
      value: Type.String(),
      len: int64(),
      cap: int64(),
      children: Type.Array(Type.Ref('Variable')),
      /** Why it could not be read; empty when it could. */
      unreadable: Type.String(),
    }),
  },
  'Variable',
)

/** The Delve debugger, as `dlv --headless --api-version=2` serves it: service/rpc2/server.go of Delve, in part. */
export const Delve = service('RPCServer', {
  getVersion: method({
    params: Type.Object({}),
    result: Type.Object({ delveVersion: Type.String(), apiVersion: Type.Integer({ wire: 'APIVersion' }) }),
    idempotent: true,
  }),
  createBreakpoint: method({
    params: Type.Object({ breakpoint: Breakpoint }),
    result: Type.Object({ breakpoint: Breakpoint }),
  }),
  /** Runs the program until it stops again, which may be never. */
  command: method({
    params: DebuggerCommand,
    result: Type.Object({ state: DebuggerState }),
    timeout: Number.POSITIVE_INFINITY,
  }),
  /** Evaluates an expression of Go. */
  eval: method({
    params: Type.Object({ scope: EvalScope, expr: Type.String(), cfg: Type.Optional(LoadConfig) }),
    result: Type.Object({ variable: Variable }),
  }),
  listLocalVars: method({
    params: Type.Object({ scope: EvalScope, cfg: LoadConfig }),
    result: Type.Object({ variables: Type.Array(Variable) }),
  }),
  stacktrace: method({
    params: Type.Object({ id: Type.Integer(), depth: Type.Integer() }),
    result: Type.Object({ locations: Type.Array(Location) }),
  }),
  /** Lets go of the program, or ends it; the debugger ends as well. */
  detach: method({ params: Type.Object({ kill: Type.Boolean() }), result: Type.Object({}) }),
})
