import type { Header, Seq } from '../../codec.js'
import { isErrorCode } from '../../error.js'
import { goErrorCode } from '../../go.js'
import type { Metadata } from '../../metadata.js'
import { NANOSECONDS } from '../../nanoseconds.js'
import { type HeaderPlan, HeaderPlans } from './header-plan.js'
import { corrupt, type Input } from './input.js'
import { passDefinition } from './interface.js'
import { NameCache } from './name-cache.js'
import type { PeerTypes } from './peer-types.js'
import { Skimmer } from './skimmer.js'

/** Reads the headers of one stream, field by field. */
export class HeaderReader {
  /** Where in the input's buffer the details lie that the last header had. */
  detailsStart = 0
  detailsEnd = 0
  readonly #input: Input
  readonly #plans: HeaderPlans
  readonly #skimmer: Skimmer
  readonly #names = new NameCache()

  constructor(input: Input, peer: PeerTypes, nesting: number, emptyEntries: number) {
    this.#input = input
    this.#plans = new HeaderPlans(peer)
    this.#skimmer = new Skimmer(input, peer, passDefinition(peer), nesting, emptyEntries)
  }

  /** What the response read last calls the error that the details are of, if so. */
  errorName: string | undefined

  /** Whether the peer has shown that it knows the extension. */
  get extended(): boolean {
    return this.#plans.extended
  }

  /** Fills in the header from a value of the peer's type `id`; answers with what is known of that type. */
  read(header: Header, id: number): HeaderPlan {
    const input = this.#input
    const plan = this.#plans.get(id)
    header.method = ''
    header.seq = 0
    header.timeout = Number.POSITIVE_INFINITY
    header.metadata = undefined
    this.detailsEnd = this.detailsStart
    let error = ''
    let code = ''
    let field = -1
    for (;;) {
      input.check()
      const delta = input.left === 0 ? 0 : input.uint()
      if (delta === 0) break
      field += delta
      switch (plan.fields[field]) {
        case 'ServiceMethod':
          header.method = this.#names.read(input)
          break
        case 'Seq':
          header.seq = readSeq(input)
          break
        case 'Timeout':
          header.timeout = readTimeout(input)
          break
        case 'Meta':
          header.metadata = readMetadata(input)
          break
        case 'Error':
          error = input.string()
          break
        case 'Code':
          code = input.string()
          break
        case 'Details':
          this.#readDetails()
          break
        default:
          this.#skimmer.skip(plan.skipped(field), 0)
      }
    }
    input.position = input.end
    header.error = undefined
    header.code = undefined
    this.errorName = undefined
    if (error !== '') this.#fail(header, error, code)
    return plan
  }

  /** Where the details lie; they are read with the body, if anyone asks. */
  #readDetails(): void {
    const input = this.#input
    const length = input.length('byte slice')
    this.detailsStart = input.position
    this.detailsEnd = input.position += length
  }

  #fail(header: Header, error: string, code: string): void {
    header.error = error
    if (this.detailsEnd > this.detailsStart && code !== '') {
      header.code = 'remote'
      this.errorName = code
    } else {
      header.code = isErrorCode(code) ? code : goErrorCode(error)
    }
  }
}

/** A peer's seq may be any uint64 (net/rpc/server.go echoes it untouched). */
function readSeq(input: Input): Seq {
  const start = input.position
  const seq = input.uint()
  if (Number.isSafeInteger(seq)) return seq
  input.position = start
  return input.bigUint()
}

/** In milliseconds. What is too long for a double to be exact is only as exact as a double. */
function readTimeout(input: Input): number {
  const start = input.position
  const left = input.int()
  if (!Number.isNaN(left)) return left / NANOSECONDS
  input.position = start
  return Number(input.bigInt()) / NANOSECONDS
}

/** The peer names the keys, so the object inherits nothing that a key could stand for. */
function readMetadata(input: Input): Metadata | undefined {
  const count = input.length('map')
  if (count === 0) return undefined
  const metadata: Record<string, string> = Object.create(null)
  for (let left = count; left > 0; left--) {
    if (input.left <= 0) throw corrupt('unexpected EOF')
    const key = input.string()
    metadata[key] = input.string()
  }
  return metadata
}
