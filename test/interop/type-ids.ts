/**
 * Gives the types that a gob stream of flat structs defines the ids from `first`
 * on, in the order of their definition. Go numbers types by process, and since
 * Go 1.21 from 64 instead of 65, so two streams of one meaning may differ here.
 *
 * A message is its length, a type id (negative for a definition) and the rest;
 * a definition of a struct repeats its id behind its name (encoding/gob/type.go,
 * wireType and CommonType).
 */
export function withTypeIdsFrom(first: number, hex: string): string {
  const stream = Buffer.from(hex, 'hex')
  const ids = new Map<number, number>()
  const messages: Buffer[] = []
  for (let at = 0; at < stream.length; ) {
    const [length, start] = readUint(stream, at)
    const message = stream.subarray(start, start + length)
    messages.push(message)
    const [id] = readInt(message, 0)
    if (id < 0) ids.set(-id, first + ids.size)
    at = start + length
  }
  const renumbered = (id: number): number => {
    const given = ids.get(Math.abs(id))
    if (given === undefined) throw new Error(`type ${id} is not defined`)
    return Math.sign(id) * given
  }
  const renumber = (message: Buffer): Buffer => {
    const [id, rest] = readInt(message, 0)
    if (id >= 0) return Buffer.concat([writeInt(renumbered(id)), message.subarray(rest)])
    // 03 01 01: a struct's CommonType and, in it, its name; 01 then says that its id follows.
    const [nameLength, name] = readUint(message, rest + 3)
    const idAt = name + nameLength + 1
    const [own, after] = readInt(message, idAt)
    const [before, end] = [message.subarray(rest, idAt), message.subarray(after)]
    return Buffer.concat([writeInt(renumbered(id)), before, writeInt(renumbered(own)), end])
  }
  return Buffer.concat(
    messages.flatMap((message) => {
      const renamed = renumber(message)
      return [writeUint(renamed.length), renamed]
    }),
  ).toString('hex')
}

/** The value at an offset, and the offset behind it. */
function readUint(bytes: Buffer, at: number): [value: number, after: number] {
  const head = bytes.readUInt8(at)
  if (head < 128) return [head, at + 1]
  const size = 256 - head
  return [bytes.readUIntBE(at + 1, size), at + 1 + size]
}

function readInt(bytes: Buffer, at: number): [value: number, after: number] {
  const [value, after] = readUint(bytes, at)
  return [value % 2 === 1 ? -(value + 1) / 2 : value / 2, after]
}

function writeUint(value: number): Buffer {
  if (value < 128) return Buffer.of(value)
  const size = value < 256 ? 1 : 2
  const bytes = Buffer.alloc(1 + size, 256 - size)
  bytes.writeUIntBE(value, 1, size)
  return bytes
}

function writeInt(value: number): Buffer {
  return writeUint(value < 0 ? -2 * value - 1 : 2 * value)
}
