import { ipHook } from '@rpcgen/runtime/stub'
import { describe, expect, test } from 'vitest'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const parts = (text: string): string => text.replaceAll(':', '')

// What ParseIP, String and GobEncode of Go 1.19 make of the same texts, but that an IPv4 address has 16 bytes there.
describe.each([
  ['', '', ''],
  ['0.0.0.0', '00000000', '0.0.0.0'],
  ['1.2.3.4', '01020304', '1.2.3.4'],
  ['255.255.255.255', 'ffffffff', '255.255.255.255'],
  ['::', '0'.repeat(32), '::'],
  ['::1', parts('0000:0000:0000:0000:0000:0000:0000:0001'), '::1'],
  ['1::', parts('0001:0000:0000:0000:0000:0000:0000:0000'), '1::'],
  ['2001:DB8::00A', parts('2001:0db8:0000:0000:0000:0000:0000:000a'), '2001:db8::a'],
  ['2001:db8:0:0:1:0:0:1', parts('2001:0db8:0000:0000:0001:0000:0000:0001'), '2001:db8::1:0:0:1'],
  ['2001:0:0:1:0:0:0:1', parts('2001:0000:0000:0001:0000:0000:0000:0001'), '2001:0:0:1::1'],
  ['1:0:2:3:4:5:6:7', parts('0001:0000:0002:0003:0004:0005:0006:0007'), '1:0:2:3:4:5:6:7'],
  ['1:2:3:4:5:6:7::', parts('0001:0002:0003:0004:0005:0006:0007:0000'), '1:2:3:4:5:6:7:0'],
  ['::2:3:4:5:6:7:8', parts('0000:0002:0003:0004:0005:0006:0007:0008'), '0:2:3:4:5:6:7:8'],
  ['64:ff9b::1.2.3.4', parts('0064:ff9b:0000:0000:0000:0000:0102:0304'), '64:ff9b::102:304'],
  ['1:2:3:4:5:6:1.2.3.4', parts('0001:0002:0003:0004:0005:0006:0102:0304'), '1:2:3:4:5:6:102:304'],
  ['::ffff:1.2.3.4', parts('0000:0000:0000:0000:0000:ffff:0102:0304'), '1.2.3.4'],
  ['::FFFF:102:304', parts('0000:0000:0000:0000:0000:ffff:0102:0304'), '1.2.3.4'],
  ['::1.2.3.4', parts('0000:0000:0000:0000:0000:0000:0102:0304'), '::102:304'],
])('%j', (text, bytes, canonical) => {
  test('has its bytes', () => {
    expect(hex(ipHook.encode(text))).toBe(bytes)
  })

  test(`is ${canonical || 'nothing'} when it is read`, () => {
    expect(ipHook.decode(Buffer.from(bytes, 'hex'))).toBe(canonical)
    expect(ipHook.toJson?.(text)).toBe(canonical)
    expect(ipHook.fromJson?.(text)).toBe(canonical)
  })
})

test.each([
  '1',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.',
  '1.2.3.256',
  '1.2.3.1000',
  '01.2.3.4',
  '1.2.3.00',
  '0x1.2.3.4',
  '-1.2.3.4',
  ' 1.2.3.4',
  '1.2.3.4\n',
  '1.2.3.4:80',
  '1.2.3.4/8',
  ':',
  ':::',
  '::1::',
  ':1::2',
  '1::2:',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '::1:2:3:4:5:6:7:8',
  '12345::',
  'g::',
  '1.2.3.4::',
  '::1.2.3.4:5',
  '1:2:3:4:5:6:7:1.2.3.4',
  '::1.2.3.04',
  '[::1]',
  'fe80::1%eth0',
  'localhost',
  `::${'0'.repeat(50)}`,
])('%j is no address', (text) => {
  expect(() => ipHook.encode(text)).toThrow('expected an IP address, got the string ')
  expect(() => ipHook.toJson?.(text)).toThrow('expected an IP address')
  expect(() => ipHook.fromJson?.(text)).toThrow('invalid IP address')
})

test.each([[undefined], [null], [16_909_060], [Uint8Array.of(1, 2, 3, 4)]])('%j is no address either', (value) => {
  expect(() => ipHook.encode(value as never)).toThrow('expected an IP address')
  expect(() => ipHook.fromJson?.(value)).toThrow('invalid IP address')
})

test.each([1, 3, 5, 15, 17])('no address has %i bytes', (length) => {
  expect(() => ipHook.decode(new Uint8Array(length))).toThrow(`an IP address has 4 bytes or 16, not ${length}`)
})

test('zero is no address, which is nil in Go', () => {
  expect(ipHook.zero()).toBe('')
})
