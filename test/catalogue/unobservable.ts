export interface Unobservable {
  /** The number of a behaviour in the catalogue: C1 to C31 for the client, S1 to S22 for the server, J1 to J12 for JSON. */
  readonly id: string
  /** Why no test from outside can see it. */
  readonly reason: string
}

/** The behaviours of Go's net/rpc which have no test, since nothing outside the process could tell. */
export const unobservable: readonly Unobservable[] = [
  {
    id: 'C31',
    reason:
      'What Go would print of a protocol error hangs on debugLog, a constant that its source sets to false: only another source could show it.',
  },
  {
    id: 'S21',
    reason:
      'Go’s page /debug/rpc lists services, methods and counts for a person to read. We do not build it: it is no part of the protocol, the schema tells what there is to call, and a server’s stats tell what is going on.',
  },
]
