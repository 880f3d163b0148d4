import { describe, expect, test } from 'vitest'
import { isCertificateAlert, socketReason, tlsReason } from '../../../runtime/transport/reason.js'

test.each([
  [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' }, 'connection refused (ECONNREFUSED)'],
  [{ code: 'EODD', message: 'something odd' }, 'something odd (EODD)'],
  [{ code: 'EODD', message: '' }, 'the connection failed (EODD)'],
  [{ message: 'no code' }, 'no code'],
])('%j of a socket', (error, reason) => {
  expect(socketReason(error)).toBe(reason)
})

/** What Node passes on from the versions of OpenSSL that it has been built with. */
const alerts = [
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
  'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
  'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
]

describe('a certificate that the peer does not take', () => {
  test.each(alerts)('%s', (code) => {
    const error = { code, message: 'alert' }
    expect(isCertificateAlert(error)).toBe(true)
    expect(tlsReason(error, true)).toBe(`the peer refuses this side's certificate (${code})`)
    expect(tlsReason(error, false)).toBe(`the peer demands a certificate (${code})`)
  })

  test('is found in the text where Node gives no code', () => {
    const message =
      'write EPROTO 00C0:error:0A000412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:../x.c:1:\n'
    expect(tlsReason({ code: 'EPROTO', message }, false)).toBe(
      'the peer demands a certificate (ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE)',
    )
  })

  test.each(['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'ECONNRESET', 'CERT_HAS_EXPIRED'])('is not %s', (code) => {
    expect(isCertificateAlert({ code, message: '' })).toBe(false)
  })
})

test.each([
  ['CERT_HAS_EXPIRED', "the peer's certificate has expired"],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not trusted here'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS'],
  ['ECONNREFUSED', 'connection refused'],
])('%s of TLS has words', (code, words) => {
  const reason = tlsReason({ code, message: 'm' }, false)
  expect(reason).toContain(words)
  expect(reason).toContain(`(${code})`)
})
