import type { CodecFactory } from '@rpcgen/runtime'
import { thrift } from '@rpcgen/runtime/thrift'
import type { ThriftWire } from '../../peers/thrift-python.js'

const protocols: readonly Pick<ThriftWire, 'protocol' | 'strict'>[] = [
  { protocol: 'binary', strict: true },
  { protocol: 'binary', strict: false },
  { protocol: 'compact', strict: true },
]

/** Every combination of what Thrift's library lets one choose. */
export const everyWire: readonly ThriftWire[] = protocols.flatMap((protocol) =>
  (['framed', 'buffered'] as const).flatMap((framing) =>
    [false, true].map((multiplexed): ThriftWire => ({ ...protocol, framing, multiplexed })),
  ),
)

/** A wire by its name, for tables of tests. */
export interface NamedWire {
  readonly name: string
  readonly wire: ThriftWire
  readonly codec: CodecFactory
}

export function named(wires: readonly ThriftWire[]): readonly NamedWire[] {
  return wires.map((wire) => ({ name: nameOf(wire), wire, codec: thrift(wire) }))
}

export function nameOf({ protocol, strict, framing, multiplexed }: ThriftWire): string {
  const words = [protocol, framing, ...(strict ? [] : ['with the old header']), ...(multiplexed ? ['multiplexed'] : [])]
  return words.join(', ')
}
