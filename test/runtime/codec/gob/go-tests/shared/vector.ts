import { GobWriter, type Registrable } from '@rpcgen/runtime/gob'
import { expect } from 'vitest'
import type { Type } from '../../../../../../runtime/type.js'
import type { Canonical } from '../../../../../peers/go-gob.js'
import { goOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { canonical } from '../../canonical.js'
import { hex, unhex } from '../../harness.js'
import { withoutNames } from '../../without-names.js'

/** One value of a stream. */
export interface Part {
  /** Its type as the oracle has it. */
  readonly go: string
  readonly type: Type
  readonly value: unknown
  /** The value as Go prints it, where {@link canonical} cannot tell: what an interface holds. */
  readonly form?: Canonical
}

/**
 * The stream of these values that a Go program writes which has written nothing
 * before, so that its types have the first ids there are. Fails unless we write
 * the same, but for the names of types that have none of their own.
 */
export async function vectorOf(parts: readonly Part[], types: readonly Registrable[] = []): Promise<Uint8Array> {
  const oracle = await goOracle()
  const writer = new GobWriter({ types })
  try {
    let stream = ''
    for (const { go, type, value, form } of parts) {
      const wanted = await oracle.encode(go, form ?? canonical(type, value))
      expect(withoutNames(hex(writer.write(messageOf(type), value)))).toBe(withoutNames(wanted))
      stream += wanted
    }
    return unhex(stream)
  } finally {
    oracle.close()
  }
}
