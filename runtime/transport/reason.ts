/** An error of a system call or of TLS: its message repeats what the caller knows, its code is the fact. */
export interface SystemError {
  readonly code?: string | undefined
  readonly message: string
}

const socketWords: Readonly<Partial<Record<string, string>>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by the peer',
  EPIPE: 'the peer has closed the connection',
  ENOENT: 'no such socket',
  ENOTFOUND: 'no such host',
  EADDRINUSE: 'the address is in use',
  EACCES: 'permission denied',
}

const unknownAuthority = "the peer's certificate comes from an authority that is not trusted here"

const tlsWords: Readonly<Partial<Record<string, string>>> = {
  CERT_HAS_EXPIRED: "the peer's certificate has expired",
  CERT_NOT_YET_VALID: "the peer's certificate is not valid yet",
  CERT_REVOKED: "the peer's certificate was revoked",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the peer's certificate is self-signed and not trusted here",
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  INVALID_PURPOSE: "the peer's certificate is not meant for this",
  ERR_SSL_WRONG_VERSION_NUMBER: 'the peer does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the peer does not speak TLS',
}

/** Why a socket call failed, in words and with the system's code. */
export function socketReason(error: SystemError): string {
  return withWords(error, socketWords)
}

/** The same for TLS; `hasCertificate` says whether this side has shown one. */
export function tlsReason(error: SystemError, hasCertificate: boolean): string {
  const code = tlsCode(error)
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = 'reason' in error ? ` (${String(error.reason).replace(/\.$/, '')})` : ''
    return `the peer's certificate is for another name${names} (${code})`
  }
  if (isCertificateAlert(error)) {
    const words = hasCertificate ? "the peer refuses this side's certificate" : 'the peer demands a certificate'
    return `${words} (${code})`
  }
  // Node's one error without a code of its own: it borrows that of a reset.
  if (code === 'ECONNRESET' && error.message.includes('before secure TLS')) {
    return `the peer closed the connection during the TLS handshake (${code})`
  }
  return withWords({ code, message: error.message }, { ...socketWords, ...tlsWords })
}

/**
 * Whether the peer says that it does not take our certificate, or lack of one.
 * Under TLS 1.3 this may arrive when the handshake is over for this side (RFC 8446, section 4.4.2.4).
 */
export function isCertificateAlert(error: SystemError): boolean {
  return /ALERT_(\w+_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|ACCESS_DENIED)$/.test(tlsCode(error) ?? '')
}

/** OpenSSL's code, which Node leaves in the text when the error came up while it wrote. */
function tlsCode({ code, message }: SystemError): string | undefined {
  const reason = code === 'EPROTO' ? /SSL routines:[^:]*:([^:\n]+)/.exec(message)?.[1] : undefined
  return reason === undefined ? code : `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`
}

function withWords({ code, message }: SystemError, words: Readonly<Partial<Record<string, string>>>): string {
  if (code === undefined) return message
  // Of several addresses that all failed, Node gives the code and no message.
  return `${words[code] ?? (message || 'the connection failed')} (${code})`
}
