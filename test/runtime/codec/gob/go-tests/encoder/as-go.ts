import { decode, encode, type Registrable } from '@rpcgen/runtime/gob'
import { expect } from 'vitest'
import type { Type } from '../../../../../../runtime/type.js'
import type { Canonical } from '../../../../../peers/go-gob.js'
import { type GoOracle, goOracle, type Verdict } from '../../../../../peers/go-oracle.js'
import { messageOf } from '../../../message-of.js'
import { canonical } from '../../canonical.js'
import { hex, unhex } from '../../harness.js'
import { withoutNames } from '../../without-names.js'

/** Asks a Go process of its own: it has defined no type before, so its ids are those of a small program. */
export async function withGo<T>(ask: (go: GoOracle) => Promise<T>): Promise<T> {
  const go = await goOracle()
  try {
    return await ask(go)
  } finally {
    go.close()
  }
}

/** A whole stream that Go writes, in hexadecimal. */
export function goWrites(type: string, form: Canonical): Promise<string> {
  return withGo((go) => go.encode(type, form))
}

/** What Go makes of the first value of a stream. */
export function goReads(type: string, stream: Uint8Array): Promise<Verdict> {
  return withGo((go) => go.decode(type, hex(stream)))
}

/** A value, as our type and as Go's has it. */
export interface Sample {
  readonly go: string
  readonly type: Type
  readonly value: unknown
  /** What Go prints of the value; default: what we do. */
  readonly form?: Canonical
  /** What we read back; default: the value. */
  readonly back?: unknown
  readonly types?: readonly Registrable[]
}

/** Fails unless Go reads what we write, and we read what Go makes of it. */
export async function expectEcho({ go: name, type, value, types, ...rest }: Sample): Promise<void> {
  const { form = canonical(type, value), back = value } = rest
  const message = messageOf(type)
  await withGo(async (go) => {
    expect(await go.decode(name, hex(encode(message, value, { types })))).toEqual({ value: form })
    expect(decode(message, unhex(await go.encode(name, form)), { types })).toEqual(back)
  })
}

/** Fails unless we write the bytes that Go writes, and read them. Answers with Go's. */
export async function expectBytes({ go, type, value, types, ...rest }: Sample): Promise<Uint8Array> {
  const { form = canonical(type, value), back = value } = rest
  const message = messageOf(type)
  const stream = await goWrites(go, form)
  expect(withoutNames(hex(encode(message, value, { types })))).toBe(withoutNames(stream))
  expect(decode(message, unhex(stream), { types })).toEqual(back)
  return unhex(stream)
}
