/** Node's own, looked up rather than imported: a browser has none. */
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => void }

/**
 * Runs `callback` once what this turn of the event loop has started is done, so
 * that frames written meanwhile leave together.
 */
export const afterTurn: (callback: () => void) => void = setImmediate ?? ((callback) => setTimeout(callback, 0))
