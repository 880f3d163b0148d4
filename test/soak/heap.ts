/** Bytes of the heap in use once what nobody holds is collected. */
export function heap(): number {
  const { gc } = globalThis
  if (gc === undefined) throw new Error('this needs node --expose-gc')
  for (let i = 0; i < 3; i++) gc()
  return process.memoryUsage().heapUsed
}
