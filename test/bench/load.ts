/** What one client process did: printed as one line of JSON, as Go's does it. */
export interface Outcome {
  readonly calls: number
  readonly seconds: number
  /** User and system time of this process. */
  readonly cpuSeconds: number
}

/** Makes one call and tells `done` when its reply, which it has checked, is there. */
export type OneCall = (a: number, b: number, done: () => void) => void

/** Keeps so many calls in flight for so long, after a second of warming up, and prints the outcome. */
export async function load(inFlight: number, seconds: number, call: OneCall): Promise<void> {
  await keep(inFlight, 1, call)
  const cpu = process.cpuUsage()
  const start = process.hrtime.bigint()
  const calls = await keep(inFlight, seconds, call)
  const took = Number(process.hrtime.bigint() - start) / 1e9
  const { user, system } = process.cpuUsage(cpu)
  const outcome: Outcome = { calls, seconds: took, cpuSeconds: (user + system) / 1e6 }
  console.log(JSON.stringify(outcome))
}

function keep(inFlight: number, seconds: number, call: OneCall): Promise<number> {
  return new Promise((resolve) => {
    const end = performance.now() + seconds * 1000
    let calls = 0
    let running = inFlight
    const next = (caller: number): void => {
      call(caller, calls, () => {
        calls++
        if (performance.now() < end) next(caller)
        else if (--running === 0) resolve(calls)
      })
    }
    for (let caller = 0; caller < inFlight; caller++) next(caller)
  })
}

/** Ends the process with the reason when a reply is not what it should be. */
export function check(got: number, wanted: number): void {
  if (got === wanted) return
  console.error(`got ${got} instead of ${wanted}`)
  process.exit(1)
}
