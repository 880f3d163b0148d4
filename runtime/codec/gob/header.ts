import { mapType, structType } from '../../build-type.js'
import { bytes, integer, type MapType, type StructType, string, uint64 } from '../../type.js'

/*
 * The headers of net/rpc (net/rpc/server.go, Request and Response), and the same
 * with what Go's lack: a second type on the stream, since a gob decoder skips the
 * fields that it does not know.
 */

const request = [
  { name: 'ServiceMethod', type: string },
  { name: 'Seq', type: uint64 },
]
const response = [...request, { name: 'Error', type: string }]

export const metadataType: MapType = mapType(string, () => string)

export const plainRequest: StructType = structType('Request', () => request)
/** `Timeout` is in nanoseconds from now. */
export const extendedRequest: StructType = structType('Request', () => [
  ...request,
  { name: 'Timeout', type: integer },
  { name: 'Meta', type: metadataType },
])
/** With `Details`, `Code` is the name of the schema's error whose details they are; without, the code of any other. */
export const extendedResponse: StructType = structType('Response', () => [
  ...response,
  { name: 'Code', type: string },
  { name: 'Details', type: bytes },
])
