import { capitalized } from './capitalized.js'
import type { WireNames } from './node.js'
import {
  type Refuses,
  refusesByteList,
  refusesComplex,
  refusesGobKey,
  refusesGobNull,
  refusesJsonKey,
  refusesThriftNull,
  refusesTuple,
  refusesUnknown,
  refusesWideEnum,
} from './refusals.js'

export type CodecName = 'gob' | 'json' | 'jsonrpc' | 'msgpack' | 'msgpackrpc' | 'thrift'

/** What the generator must know of a wire format to check a schema for it; the format itself lives in the runtime. */
export interface CodecRules {
  /** The name of a field or a method on the wire when the schema's author gives none. */
  fieldName(name: string): string
  methodName(name: string): string
  /** What stands between the name of a service and that of a method. */
  readonly separator: string
  /** Whether a method's wire name is the whole one, without the service's. */
  isWhole(wireName: string): boolean
  /** Whether methods may stand without the name of a service, which is empty then. */
  readonly bare: boolean
  /** Wire names of fields that the format's readers cannot tell apart give the same text. */
  fold(wireName: string): string
  /** Whether its readers take a required field that is missing for its type's zero. Else it is a mistake, whatever its type. */
  readonly zeroes: boolean
  /** Why no field can have this wire name, or undefined. */
  refusesField(wireName: string): string | undefined
  readonly refuses: Refuses
}

/** Formats of no language's own use the schema's names as they are. */
const asWritten = {
  fieldName: (name: string): string => name,
  methodName: (name: string): string => name,
  separator: '.',
  isWhole: (wireName: string): boolean => /[./]/.test(wireName),
  bare: true,
  fold: (wireName: string): string => wireName,
  zeroes: false,
  refusesField: (): undefined => undefined,
}

/** Names as Go exports them. */
const exported = {
  fieldName: capitalized,
  methodName: capitalized,
  separator: '.',
  isWhole: (wireName: string): boolean => wireName.includes('.'),
  bare: false,
  zeroes: true,
}

export const codecs: Readonly<Record<CodecName, CodecRules>> = {
  gob: {
    ...exported,
    fold: (wireName) => wireName,
    refusesField: (wireName) =>
      /^\p{Lu}[\p{L}\p{Nd}_]*$/u.test(wireName) ? undefined : 'is no exported Go name, and gob sends no others',
    refuses: (part, declared) =>
      refusesGobNull(part) ?? refusesTuple(part) ?? refusesByteList(part) ?? refusesGobKey(part, declared),
  },
  json: {
    ...exported,
    // Go's encoding/json matches keys without regard to case.
    fold: (wireName) => wireName.toLowerCase(),
    refusesField: () => undefined,
    refuses: (part, declared) => refusesComplex(part) ?? refusesByteList(part) ?? refusesJsonKey(part, declared),
  },
  jsonrpc: {
    ...asWritten,
    refuses: (part, declared) => refusesComplex(part) ?? refusesJsonKey(part, declared),
  },
  msgpack: {
    ...exported,
    fold: (wireName) => wireName,
    refusesField: () => undefined,
    refuses: (part) => refusesComplex(part),
  },
  msgpackrpc: {
    ...asWritten,
    refuses: (part) => refusesComplex(part),
  },
  thrift: {
    ...asWritten,
    separator: ':',
    isWhole: (wireName) => wireName.includes(':'),
    refuses: (part, declared) =>
      refusesUnknown(part) ??
      refusesComplex(part) ??
      refusesThriftNull(part) ??
      refusesTuple(part) ??
      refusesWideEnum(part, declared),
  },
}

export const codecNames: readonly CodecName[] = Object.keys(codecs) as CodecName[]

/** The name that the schema's author gave for this codec or for all, else `otherwise`. */
export function wireName(wire: WireNames, codec: CodecName, otherwise: string): string {
  return wire[codec] ?? wire.all ?? otherwise
}
