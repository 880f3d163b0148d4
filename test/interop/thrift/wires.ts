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

export function nameOf({ protocol, strict, framing, multiplexed }: ThriftWire): string {
  const words = [protocol, framing, ...(strict ? [] : ['with the old header']), ...(multiplexed ? ['multiplexed'] : [])]
  return words.join(', ')
}
