import { assertNoLeaks, type Ledger } from '@rpcgen/runtime'

/** What a client or a server has left behind, in words; empty when nothing is. */
export function leaksOf(ledger: Ledger): string {
  try {
    assertNoLeaks(ledger)
    return ''
  } catch (error) {
    return String(error)
  }
}

const PAUSE = 100
const LONGEST = 30_000

/** Asks until the answer is empty, for a while: what ends with the turn, or with a connection, is no leak. Resolves with the last answer. */
export async function lasting(leaks: () => string | Promise<string>): Promise<string> {
  let answer = await leaks()
  for (let waited = 0; answer !== '' && waited < LONGEST; waited += PAUSE) {
    await new Promise((done) => setTimeout(done, PAUSE))
    answer = await leaks()
  }
  return answer
}
