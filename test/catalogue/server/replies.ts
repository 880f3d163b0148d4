import { int } from './requests.js'

/** One message of a gob stream, its type ids replaced: they belong to the sending process. */
interface Spelled {
  /** `A` for the first type that the stream defines, `B` for the second. */
  readonly type: string
  readonly defines: boolean
  /** What follows the id, in hexadecimal; a definition's own id reads `<A>`. */
  readonly rest: string
}

/** A reply of a net/rpc server in gob. */
export interface Reply {
  readonly method: string
  readonly seq: bigint
  readonly error: string
  /** The definitions before the header and those before the body, and the body, spelled: `B 00`. */
  readonly before: readonly string[]
  readonly body: string
}

function uintAt(bytes: Buffer, at: number): [value: bigint, after: number] {
  const first = bytes.readUInt8(at)
  if (first < 128) return [BigInt(first), at + 1]
  const size = 256 - first
  return [BigInt(`0x${bytes.subarray(at + 1, at + 1 + size).toString('hex')}`), at + 1 + size]
}

function intAt(bytes: Buffer, at: number): [value: number, after: number] {
  const [value, after] = uintAt(bytes, at)
  return [Number(value & 1n ? ~(value >> 1n) : value >> 1n), after]
}

/** The whole messages in a stream; what is left of it is ignored. */
function spell(stream: Buffer): Spelled[] {
  const names = new Map<number, string>()
  const spelled: Spelled[] = []
  for (let at = 0; at < stream.length; ) {
    const lengthSize = stream.readUInt8(at) < 128 ? 1 : 257 - stream.readUInt8(at)
    if (at + lengthSize > stream.length) break
    const [length, start] = uintAt(stream, at)
    at = start + Number(length)
    if (at > stream.length) break
    const [id, after] = intAt(stream, start)
    if (id < 0) names.set(-id, String.fromCharCode(65 + names.size))
    const type = names.get(Math.abs(id)) ?? `#${id}`
    const rest = stream.subarray(after, at).toString('hex')
    spelled.push({ type, defines: id < 0, rest: id < 0 ? rest.replace(int(-id), `<${type}>`) : rest })
  }
  return spelled
}

function headerOf(rest: string): Pick<Reply, 'method' | 'seq' | 'error'> {
  const bytes = Buffer.from(rest, 'hex')
  const found = { method: '', seq: 0n, error: '' }
  let field = -1
  for (let at = 0; ; ) {
    const [delta, value] = uintAt(bytes, at)
    if (delta === 0n) return found
    field += Number(delta)
    const [number, after] = uintAt(bytes, value)
    at = after
    if (field === 1) {
      found.seq = number
      continue
    }
    at += Number(number)
    const text = bytes.subarray(after, at).toString()
    if (field === 0) found.method = text
    // What stands behind the error is an extension of ours, which Go's client skips.
    if (field === 2) found.error = text
  }
}

/** The whole replies in what a server sent. */
export function repliesIn(stream: Buffer): Reply[] {
  const replies: Reply[] = []
  let before: string[] = []
  let header: Pick<Reply, 'method' | 'seq' | 'error'> | undefined
  for (const { type, defines, rest } of spell(stream)) {
    if (defines) {
      before.push(`${type}: ${rest}`)
    } else if (header === undefined) {
      header = headerOf(rest)
    } else {
      replies.push({ ...header, before, body: `${type} ${rest}` })
      before = []
      header = undefined
    }
  }
  return replies
}
