/** The type `uuid`, which Thrift 0.17 lacks, as a newer npm package has it: its protocols, without generated code. */

import { createRequire } from 'node:module'
import { type AnyMethod, ByteReader, ByteWriter, defaultLimits } from '@rpcgen/runtime'
import { customType, listType, mapType, method, service, setType, structType, uuidHook } from '@rpcgen/runtime/stub'
import { thrift } from '@rpcgen/runtime/thrift'
import type { TProtocol } from 'thrift'
import { expect, test } from 'vitest'
import { REQUEST } from '../../../runtime/codec.js'
import { requestHeader, usedHeader } from '../../runtime/codec/headers.js'
import { messageOf } from '../../runtime/codec/message-of.js'

interface NewerProtocol extends TProtocol {
  writeUuid(uuid: string): void
}

interface Newer {
  readonly TFramedTransport: new (buffer: undefined, send: (bytes: Uint8Array) => void) => unknown
  readonly TBinaryProtocol: new (transport: unknown) => NewerProtocol
  readonly TCompactProtocol: new (transport: unknown) => NewerProtocol
  readonly Thrift: {
    readonly Type: Readonly<Record<'UUID' | 'LIST' | 'SET' | 'MAP', number>>
    readonly MessageType: Readonly<Record<'CALL', number>>
  }
}

const { TFramedTransport, TBinaryProtocol, TCompactProtocol, Thrift } = createRequire(import.meta.url)(
  'thrift-0.24',
) as Newer
const { UUID, LIST, SET, MAP } = Thrift.Type

const one = '00112233-4455-6677-8899-aabbccddeeff'
const two = 'ffffffff-ffff-4fff-bfff-fffffffffffe'

const uuid = customType(uuidHook)
const params = messageOf(
  structType('Params', () => [
    { name: 'value', type: uuid, id: 1 },
    { name: 'list', type: listType(() => uuid), id: 2 },
    { name: 'set', type: setType(() => uuid), id: 3 },
    { name: 'map', type: mapType(uuid, () => uuid), id: 4 },
  ]),
)
const identify = method<unknown, void>(service('Ids'), 'identify', { params }) as AnyMethod
const none = method<unknown, void>(service('Ids'), 'none', { params: messageOf(structType('None', () => [])) })
const value = { value: one, list: [one, two], set: new Set([two]), map: new Map([[one, two]]) }

/** The call of `identify` by the package, framed. */
function theirs(Protocol: Newer['TBinaryProtocol']): Uint8Array {
  const sent: Uint8Array[] = []
  const protocol = new Protocol(new TFramedTransport(undefined, (bytes) => sent.push(Uint8Array.from(bytes))))
  protocol.writeMessageBegin('identify', Thrift.MessageType.CALL, 7)
  protocol.writeFieldBegin('value', UUID, 1)
  protocol.writeUuid(one)
  protocol.writeFieldBegin('list', LIST, 2)
  protocol.writeListBegin(UUID, 2)
  protocol.writeUuid(one)
  protocol.writeUuid(two)
  protocol.writeFieldBegin('set', SET, 3)
  protocol.writeSetBegin(UUID, 1)
  protocol.writeUuid(two)
  protocol.writeFieldBegin('map', MAP, 4)
  protocol.writeMapBegin(UUID, UUID, 1)
  protocol.writeUuid(one)
  protocol.writeUuid(two)
  protocol.writeFieldStop()
  protocol.writeMessageEnd()
  protocol.flush()
  return Buffer.concat(sent)
}

test.each([
  ['binary', TBinaryProtocol],
  ['compact', TCompactProtocol],
] as const)('%s: we write what the package writes, read it, and pass over it', (protocol, Protocol) => {
  const bytes = theirs(Protocol)
  const [reader, writer] = [new ByteReader(), new ByteWriter()]
  const codec = thrift({ protocol }).open({ reader, writer, limits: defaultLimits, extensions: 'auto' })

  codec.writeRequest(requestHeader(7), identify, value)
  expect(Buffer.from(writer.take()).toString('hex')).toBe(Buffer.from(bytes).toString('hex'))

  const header = usedHeader()
  reader.append(bytes)
  expect(codec.readHeader(header)).toBe(REQUEST)
  expect(codec.readBody(identify.params)).toEqual(value)

  reader.append(bytes)
  expect(codec.readHeader(header)).toBe(REQUEST)
  expect(codec.readBody(none.params)).toEqual({})
})
