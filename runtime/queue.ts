/**
 * First come, first served; who gives up is out at once. A set alone would do,
 * but looking for its first element passes over every place that was left
 * before it, so the iterator that stands behind those is kept.
 */
export class Queue<T> implements Iterable<T> {
  readonly #items = new Set<T>()
  #front: Iterator<T> = this.#items.values()

  get size(): number {
    return this.#items.size
  }

  add(item: T): void {
    this.#items.add(item)
  }

  /** False when the item was not in. */
  delete(item: T): boolean {
    return this.#items.delete(item)
  }

  /** Takes out the first; undefined when there is none. */
  shift(): T | undefined {
    if (this.#items.size === 0) return undefined
    let next = this.#front.next()
    if (next.done === true) {
      // An iterator that has once come to the end sees nothing that is added later.
      this.#front = this.#items.values()
      next = this.#front.next()
    }
    this.#items.delete(next.value)
    return next.value
  }

  /** Empties the queue and answers with all that were in it, in order. */
  clear(): T[] {
    const items = [...this.#items]
    this.#items.clear()
    return items
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items.values()
  }
}
