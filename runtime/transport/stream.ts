import type { Readable, Writable } from 'node:stream'
import { RpcError } from '../error.js'
import type { Peer, Transport } from '../transport.js'
import { socketReason } from './reason.js'

export interface StreamOptions {
  readonly peer?: Peer | undefined
  /** What was read of the stream before the transport had it. */
  readonly unread?: Uint8Array | undefined
  /** What a broken stream means. Default: `disconnected`, with the reason in words. */
  readonly explain?: ((error: Error) => RpcError) | undefined
  /** Gives the medium back, after what was written is delivered where it can be. */
  readonly release: () => void
}

function disconnected(error: Error): RpcError {
  return new RpcError('disconnected', socketReason(error), { cause: error })
}

interface Waiting<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: RpcError) => void
}

/** A transport over streams of Node: the two ends of a pipe, or one socket that is both. */
export function streamTransport(readable: Readable, writable: Writable, options: StreamOptions): Transport {
  const { peer, unread, explain = disconnected, release } = options
  /** At most one chunk: the stream is paused while it lies here. */
  let arrived: Uint8Array | undefined
  let over: RpcError | null | undefined
  let reader: Waiting<Uint8Array | null> | undefined
  let writer: Waiting<void> | undefined

  const finish = (error: RpcError | null): void => {
    if (over !== undefined) return
    over = error
    if (error === null) reader?.resolve(null)
    else reader?.reject(error)
    reader = undefined
  }
  const closed = (): RpcError => over ?? new RpcError('disconnected', 'the connection was closed')

  const onData = (chunk: Uint8Array): void => {
    if (reader === undefined) {
      arrived = chunk
      readable.pause()
      return
    }
    reader.resolve(chunk)
    reader = undefined
  }
  const onError = (error: Error): void => finish(explain(error))

  readable.on('data', onData)
  readable.on('end', () => finish(null))
  readable.on('error', onError)
  readable.on('close', () => finish(closed()))
  writable.on('drain', () => {
    writer?.resolve()
    writer = undefined
  })
  // Of one socket that is both, the second is told what the first has been told.
  writable.on('error', onError)
  writable.on('close', () => {
    writer?.reject(closed())
    writer = undefined
  })
  // A stream that was read before is paused, and stays so for whoever listens.
  if (unread === undefined || unread.length === 0) readable.resume()
  else {
    arrived = unread
    readable.pause()
  }

  return {
    ...(peer === undefined ? {} : { peer }),
    read() {
      if (arrived !== undefined) {
        const chunk = arrived
        arrived = undefined
        readable.resume()
        return Promise.resolve(chunk)
      }
      if (over === null) return Promise.resolve(null)
      if (over !== undefined) return Promise.reject(over)
      return new Promise((resolve, reject) => {
        reader = { resolve, reject }
      })
    },
    write(bytes) {
      if (over !== undefined && over !== null) throw over
      // Broken after the peer's clean end: nobody told the reader, and nothing will settle a write.
      if (writable.destroyed) throw new RpcError('disconnected', 'the connection was closed')
      if (writable.write(bytes)) return
      return new Promise((resolve, reject) => {
        writer = { resolve, reject }
      })
    },
    close() {
      finish(null)
      // A peer that is stuck with what it writes could not read what is still on its way to it.
      arrived = undefined
      readable.off('data', onData)
      readable.resume()
      release()
    },
  }
}
