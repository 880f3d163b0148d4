/** One abort listener for each signal, however many share it. */
export class Signals<T> {
  readonly #entries = new Map<AbortSignal, { readonly members: Set<T>; readonly listener: () => void }>()
  readonly #abort: (member: T, reason: unknown) => void

  constructor(abort: (member: T, reason: unknown) => void) {
    this.#abort = abort
  }

  get listeners(): number {
    return this.#entries.size
  }

  add(signal: AbortSignal, member: T): void {
    let entry = this.#entries.get(signal)
    if (entry === undefined) {
      const members = new Set<T>()
      const listener = (): void => {
        this.#entries.delete(signal)
        for (const each of members) this.#abort(each, signal.reason)
      }
      entry = { members, listener }
      this.#entries.set(signal, entry)
      signal.addEventListener('abort', listener, { once: true })
    }
    entry.members.add(member)
  }

  remove(signal: AbortSignal, member: T): void {
    const entry = this.#entries.get(signal)
    if (entry === undefined) return
    entry.members.delete(member)
    if (entry.members.size > 0) return
    signal.removeEventListener('abort', entry.listener)
    this.#entries.delete(signal)
  }
}
