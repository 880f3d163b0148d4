/** Streams that promise more than they are, by format. They end somewhere: what they cost is what is asked. */

const unhex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex')

const texts: readonly string[] = [
  '['.repeat(20_000),
  '{"a":'.repeat(9_000),
  `{"id":0,"result":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
  `{"jsonrpc":"2.0","id":0,"method":"Echo.tree","params":${'{"left":'.repeat(5_000)}0${'}'.repeat(5_000)}}`,
  `{"jsonrpc":"2.0","id":0,"method":"Arith.multiply","params":{${'"a":1,'.repeat(5_000)}"b":1}}`,
  `{"jsonrpc":"2.0",${'"id":0,'.repeat(5_000)}"result":1}`,
  `{"id":${'9'.repeat(30_000)},"result":1}`,
  `{"id":0,"error":{"data":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
  `[${'[],'.repeat(1_000)}[]]`,
  `[${'{"jsonrpc":"2.0","method":"x"},'.repeat(500)}1]`,
  `{"a":"${'\\u0000'.repeat(8_000)}"}`,
  `{"${'x'.repeat(60_000)}":1}`,
]

export const hostileJson: readonly Uint8Array[] = [
  ...texts,
  '{}'.repeat(1_000),
  'null '.repeat(1_000),
  ' \n'.repeat(30_000),
  'x\n'.repeat(1_000),
].map((text) => Buffer.from(text))

export const hostileHeaders: readonly Uint8Array[] = [
  ...texts.map((text) => `Content-Length: ${text.length}\r\n\r\n${text}`),
  'Content-Length: 2\r\n\r\n{}'.repeat(500),
  'Content-Length: 0\r\n\r\n'.repeat(500),
  'Content-Length: 60000\r\n\r\n[',
  'Content-Length: 999999999999999\r\n\r\n[',
  'X: y\r\n'.repeat(10_000),
  'X'.repeat(60_000),
].map((text) => Buffer.from(text))

export const hostileMessagePack: readonly Uint8Array[] = [
  '91'.repeat(20_000),
  'dd 0000ff00'.repeat(5_000),
  'dd ffffffff',
  'df ffffffff',
  `de 7f00 ${'c0'.repeat(20_000)}`,
  'db 0000ff00 61',
  'c9 ffffffff 05',
  '80'.repeat(4_000),
  // Requests whose params are nested, have a key many times, or are many nils.
  `94 00 01 a0 ${'91'.repeat(9_000)} 90`,
  `94 00 01 a0 91 de 3fff ${'a161 01'.repeat(0x3fff)}`,
  `94 00 01 a0 dc 7fff ${'c0'.repeat(0x7fff)}`,
  '94 01 00 c0 c0'.repeat(1_000),
  `82 a353657101 ad536572766963654d6574686f64a0 ${'81a161'.repeat(5_000)}c0`,
].map(unhex)

export const hostileGob: readonly Uint8Array[] = [
  'f8 7fffffffffffffff',
  'fc 40000000',
  'fe ff00 ff81',
  '00'.repeat(10_000),
  '01 00'.repeat(10_000),
  `fe 7530 ${'02'.repeat(30_000)}`,
  '03 04 00 00'.repeat(5_000),
].map(unhex)

/** Bodies of Thrift behind the head of a call, with the length of a frame in front or not. */
const bodies: Readonly<Record<'80010001 00000001 6d 00000000' | '8221 00 01 6d', readonly string[]>> = {
  '80010001 00000001 6d 00000000': [
    '0c0001'.repeat(9_000),
    `0f0001 ${'0f 00000001'.repeat(9_000)}`,
    `0d0001 ${'0d0d 00000002'.repeat(9_000)}`,
    '0f0001 0c 0000f000',
    '0f0001 03 7fffffff',
    '0b0001 7fffffff',
    `0f0001 0c 00007530 ${'00'.repeat(30_000)}`,
    `${'0b0009 00000000'.repeat(5_000)} 00`,
    `${'020001 01'.repeat(9_000)} 00`,
  ],
  '8221 00 01 6d': [
    '1c'.repeat(20_000),
    `19${'19'.repeat(20_000)}`,
    `1b${'02bb'.repeat(9_000)}`,
    '19 fc ffffffff07',
    `19 f1 b0ea01 ${'01'.repeat(30_000)}`,
    `19 f9 b0ea01 ${'09'.repeat(30_000)}`,
    `16 ${'ff'.repeat(100)}`,
    `${'11'.repeat(9_000)} 00`,
  ],
}

export const hostileThrift: readonly Uint8Array[] = Object.entries(bodies).flatMap(([head, all]) =>
  all.flatMap((body) => {
    const message = unhex(head + body)
    const length = new DataView(new ArrayBuffer(4))
    length.setUint32(0, message.length)
    return [message, Buffer.concat([new Uint8Array(length.buffer), message])]
  }),
)
