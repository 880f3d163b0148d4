import { decode, encode, type Registrable } from '@rpcgen/runtime/gob'
import { expect } from 'vitest'
import type { Type } from '../../../../../../runtime/type.js'
import type { Canonical } from '../../../../../peers/go-gob.js'
import type { GoOracle } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { canonical } from '../../canonical.js'
import { hex, unhex } from '../../harness.js'

/** A value, its type here and at the oracle, and what Go is to print for it where {@link canonical} cannot tell. */
interface Sent {
  readonly go: string
  readonly type: Type
  readonly value: unknown
  readonly form?: Canonical
  readonly types?: readonly Registrable[]
}

/** What we read of a value that we sent to Go and that it sent back. Fails unless it read it as what it is. */
export async function echo(oracle: GoOracle, { go, type, value, form, types = [] }: Sent): Promise<unknown> {
  const message = messageOf(type)
  const verdict = await oracle.decode(go, hex(encode(message, value, { types })))
  const wanted = form ?? canonical(type, value)
  expect(verdict).toEqual({ value: wanted })
  return decode(message, unhex(await oracle.encode(go, wanted)), { types })
}
