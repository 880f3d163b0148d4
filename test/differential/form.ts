import { timestampOf } from '../../runtime/moment.js'
import type { Complex, Timestamp, Type } from '../../runtime/type.js'
import type { Canonical } from '../peers/go-gob.js'
import { hex } from '../runtime/codec/gob/harness.js'

type Of<K extends Type['kind']> = Extract<Type, { kind: K }>

type FormOf<T> = (type: T, value: never) => Canonical

/** One for each kind, so that a kind that is new is missed by the compiler. */
const forms: { readonly [K in Type['kind']]: FormOf<Of<K>> } = {
  bool: (_, value: boolean) => value,
  int: (_, value: number) => String(value),
  uint: (_, value: number) => String(value),
  int64: (_, value: bigint) => String(value),
  uint64: (_, value: bigint) => String(value),
  float: (_, value: number) => floatForm(value),
  complex: (_, { real, imag }: Complex) => [floatForm(real), floatForm(imag)],
  string: (_, value: string) => value,
  bytes: (_, value: Uint8Array) => hex(value),
  custom: ({ hook }, value) => {
    const bytes = hook.encode(value)
    return hook.form === 'string' ? Buffer.from(bytes).toString() : hex(bytes)
  },
  time: ({ exact }, value: Timestamp & Date) => {
    const { seconds, nanos, offset } = exact ? value : timestampOf(value)
    return [String(seconds), nanos, offset]
  },
  enum: ({ base }, value: string | number) => (base === 'int' ? String(value) : value),
  nullable: ({ inner }, value: unknown) => (value === null ? null : formOf(inner, value)),
  list: ({ element }, items: readonly unknown[]) => items.map((item) => formOf(element, item)),
  tuple: ({ elements }, items: readonly unknown[]) => elements.map((type, index) => formOf(type, items[index])),
  map: (type, entries: ReadonlyMap<unknown, unknown>) =>
    [...entries].map(([key, value]) => [formOf(type.key, key), formOf(type.value, value)]),
  struct: ({ fields }, value: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      fields.map(({ name, type }) => [name, value[name] === undefined ? null : formOf(type, value[name])]),
    ),
  unknown: () => left('unknown'),
  union: () => left('union'),
}

function left(kind: string): never {
  throw new Error(`no schema has a part of kind ${kind} yet`)
}

/**
 * A value of ours in the form in which the oracle prints and takes its own, with
 * nothing lost: but a map has its entries in the order in which they came, and a
 * key twice if it did.
 */
export function formOf(type: Type, value: unknown): Canonical {
  return (forms[type.kind] as FormOf<Type>)(type, value as never)
}

/** The sixteen digits of a float's bits; there is one NaN. */
function floatForm(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  const bits = Buffer.alloc(8)
  bits.writeDoubleBE(value)
  return hex(bits)
}
