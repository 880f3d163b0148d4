import { expected } from './expected.js'

/** String pairs that travel beside a call: a trace, a tenant, a token. */
export type Metadata = Readonly<Record<string, string>>

/**
 * What the client says of every call, with the call's own in front. Undefined
 * when there is nothing to say. Throws `encode` for a value that is no string.
 */
export function mergeMetadata(client: Metadata | undefined, call: Metadata | undefined): Metadata | undefined {
  if (call === undefined) return client
  if (typeof call !== 'object' || call === null || Array.isArray(call))
    throw expected('an object of strings as metadata', call)
  for (const value of Object.values(call)) if (typeof value !== 'string') throw expected('a string in metadata', value)
  return client === undefined ? call : { ...client, ...call }
}
