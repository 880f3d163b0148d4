import type { Header, RequestHeader, ResponseHeader, Seq } from '@rpcgen/runtime'

/** The header of a request that says no more than it must, but for what is given. */
export function requestHeader(seq: number, said: Partial<RequestHeader> = {}): RequestHeader {
  return { seq, timeout: Number.POSITIVE_INFINITY, metadata: undefined, ...said }
}

/** The header of a response without an error, but for what is given. */
export function responseHeader(seq: Seq, method: string, said: Partial<ResponseHeader> = {}): ResponseHeader {
  return { seq, method, error: undefined, code: undefined, errorName: undefined, ...said }
}

/** What a codec says of a request that has no more than a seq and a name. */
export const plainRequest = {
  seq: 0 as Seq,
  method: '',
  error: undefined,
  code: undefined,
  timeout: Number.POSITIVE_INFINITY,
  metadata: undefined,
  answer: true,
  target: -1,
} as const

/** What a codec says of a response that has no error. */
export const plainResponse = { ...plainRequest, answer: false } as const

/** A header in which nothing is as a codec leaves it, so that whatever it forgets to fill in is seen. */
export function usedHeader(): Header {
  return {
    seq: -2,
    method: 'used',
    error: 'used',
    code: 'internal',
    timeout: -2,
    metadata: { used: 'used' },
    answer: false,
    target: -2,
  }
}
