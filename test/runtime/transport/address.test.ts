import { expect, test } from 'vitest'
import { formatHostPort, parseHostPort, parseSocketPath } from '../../../runtime/transport/address.js'

test.each([
  ['tcp://127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
  ['tcp://[::1]:0', { host: '::1', port: 0 }],
  ['tcp://host.example:65535/', { host: 'host.example', port: 65_535 }],
])('%s', (url, want) => {
  expect(parseHostPort(url, 'tcp')).toEqual(want)
})

test.each([
  'tcp://127.0.0.1',
  'tcp://127.0.0.1:65536',
  'tcp://::1:80',
  'tcp://host:80/path',
  'tcp://user@host:80:90',
  'tcp:host:80',
])('%s is malformed', (url) => {
  expect(() => parseHostPort(url, 'tcp')).toThrow(`${url} is not of the form tcp://host:port`)
})

test.each([
  ['127.0.0.1', '127.0.0.1:7'],
  ['::1', '[::1]:7'],
  ['::ffff:192.0.2.7', '192.0.2.7:7'],
])('%s is written as %s', (host, want) => {
  expect(formatHostPort(host, 7)).toBe(want)
})

test('a path stands as it is, and must be there', () => {
  expect(parseSocketPath('http-connect+unix:/a ?b#c%20', 'http-connect+unix')).toBe('/a ?b#c%20')
  expect(() => parseSocketPath('unix:', 'unix')).toThrow('unix: names no path: unix:/path/to/socket')
})
