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
