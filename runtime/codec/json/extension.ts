import { mapType } from '../../build-type.js'
import { KEY, VALUE } from '../../encoder.js'
import type { Metadata } from '../../metadata.js'
import { NANOSECONDS } from '../../nanoseconds.js'
import { string } from '../../type.js'
import { COLON, OPEN_BRACE, QUOTE } from './ascii.js'
import type { JsonDecoder } from './decoder.js'
import type { JsonEncoder } from './encoder.js'
import { readDouble } from './number.js'

const metadataType = mapType(string, () => string)

/** Reads a timeout in milliseconds; undefined for what is no number. */
export function readTimeout(decoder: JsonDecoder): number | undefined {
  const left = readDouble(decoder)
  return Number.isNaN(left) ? undefined : left / NANOSECONDS
}

/** Writes what stands behind the key. */
export function writeMetadata(encoder: JsonEncoder, metadata: Metadata | undefined): void {
  const keys = metadata === undefined ? [] : Object.keys(metadata)
  encoder.open(COLON)
  encoder.beginMap(VALUE, metadataType, keys.length)
  for (const key of keys) {
    encoder.string(KEY, key)
    encoder.string(VALUE, metadata?.[key] as string)
  }
  encoder.endMap()
}

/**
 * Reads an object of strings; undefined for anything else. The peer names the
 * keys, so the object inherits nothing that a key could stand for.
 */
export function readMetadata(decoder: JsonDecoder): Metadata | undefined {
  if (decoder.peek() !== OPEN_BRACE) return undefined
  const metadata: Record<string, string> = Object.create(null)
  decoder.beginMap(metadataType)
  while (decoder.nextKey(-1)) {
    const key = decoder.string()
    decoder.passColon()
    if (decoder.peek() !== QUOTE) return undefined
    metadata[key] = decoder.string()
  }
  return metadata
}

export function isEmpty(metadata: Metadata): boolean {
  for (const _ in metadata) return false
  return true
}
