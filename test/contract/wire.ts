import type { CodecFactory, Extensions } from '@rpcgen/runtime'

/** A codec that the contract is asked of. */
export interface Wire {
  readonly name: string
  readonly codec: CodecFactory
  /** `on` for those whose extension carries what the contract asks for. Default: `auto`. */
  readonly extensions?: Extensions
  /** Streams that promise more than they are: deep nesting, large counts, many small things. */
  readonly hostile: readonly Uint8Array[]
  /**
   * What this wire does not do, by the name of the behaviour, with the reason. Each is
   * tried all the same, and has to fail: an exception that is none any more is one too many.
   */
  readonly exceptions: Readonly<Record<string, string>>
}
