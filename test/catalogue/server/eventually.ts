import { setTimeout } from 'node:timers/promises'

/** Milliseconds; far more than anything here takes, on however busy a machine. */
const PATIENCE = 30_000

/** Waits until `look` has a value. Rejects when that takes for ever, or at once when `hopeless` says why it would. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined,
  hopeless: () => string | undefined = () => undefined,
): Promise<T> {
  for (const deadline = Date.now() + PATIENCE; ; await setTimeout(5)) {
    // Asked first: what ended after the look may have brought the value on its way.
    const reason = hopeless() ?? (Date.now() > deadline ? 'it never came' : undefined)
    const value = look()
    if (value !== undefined) return value
    if (reason !== undefined) throw new Error(`waited for ${what}: ${reason}`)
  }
}
