import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export const MEBIBYTE: number = 2 ** 20

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes in use once what nobody holds is collected: on the heap, and outside it for buffers. */
export async function memory(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await new Promise((done) => setTimeout(done, 10))
    collect()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
