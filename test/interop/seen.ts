import { wireName } from '../../runtime/go.js'
import type { Type } from '../../runtime/type.js'

type Seen = null | boolean | string | readonly Seen[] | { readonly [name: string]: Seen }

/**
 * What the Go server's `Probe` has to say of a value that was sent to it: the
 * counterpart of `describe` in `test/peers/go/probe.go`, by the schema's type
 * instead of Go's.
 */
export function seen(type: Type, value: unknown): Seen {
  return (byKind[type.kind] as (type: Type, value: unknown) => Seen)(type, value)
}

const byKind: { readonly [K in Type['kind']]: (type: Extract<Type, { kind: K }>, value: never) => Seen } = {
  bool: (_, value: boolean) => value,
  int: (_, value: number) => String(value),
  uint: (_, value: number) => String(value),
  int64: (_, value: bigint) => String(value),
  uint64: (_, value: bigint) => String(value),
  float: (_, value: number) => (Object.is(value, -0) ? '-0' : String(value)),
  string: (_, value: string) => value,
  bytes: (_, value: Uint8Array) => Buffer.from(value).toString('hex'),
  time: ({ exact }, value) => (exact ? exactTime(value) : dateTime(value)),
  enum: (_, value: string | number) => String(value),
  list: ({ element }, value: readonly unknown[]) => value.map((item) => seen(element, item)),
  tuple: ({ elements }, value: readonly unknown[]) => elements.map((element, i) => seen(element, value[i])),
  map: (type, value: ReadonlyMap<unknown, unknown> | Readonly<Record<string, unknown>>) => {
    const entries = value instanceof Map ? [...value] : Object.entries(value)
    return Object.fromEntries(entries.map(([key, item]) => [String(key), seen(type.value, item)]))
  },
  nullable: ({ inner }, value) => (value === null ? null : seen(inner, value)),
  struct: ({ fields }, value: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      fields.map(({ name, type, wire }) => {
        const item = value[name]
        return [wireName(wire, 'gob', capitalised(name)), item === undefined ? null : seen(type, item)]
      }),
    ),
  union: refuse,
  complex: refuse,
  custom: refuse,
  unknown: refuse,
}

function refuse({ kind }: Type): never {
  throw new Error(`the Go server has no ${kind}`)
}

export function capitalised(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}

/** RFC 3339 as Go writes it: a fraction only when there is one, without zeros at its end. */
function dateTime(value: Date): string {
  return value.toISOString().replace(/\.?0*Z$/, 'Z')
}

function exactTime({ seconds, nanos, offset }: { seconds: number; nanos: number; offset: number }): string {
  const local = new Date((seconds + offset) * 1000).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`
  return local + fraction + (offset === 0 ? 'Z' : zone(offset))
}

function zone(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / 60)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
