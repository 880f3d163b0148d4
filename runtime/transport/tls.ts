import type { Socket } from 'node:net'
import {
  type ConnectionOptions,
  connect,
  createSecureContext,
  createServer,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls'
import { RpcError, textOf } from '../error.js'
import type { Peer, Transport } from '../transport.js'
import { parseHostPort } from './address.js'
import { HANDSHAKE_TIMEOUT, type Listener, listening, localAddress, SERVER_OPTIONS } from './listener.js'
import { isCertificateAlert, type SystemError, tlsReason } from './reason.js'
import { connected, type DialContext, remoteAddress, socketTransport } from './socket.js'

/** Text in PEM, as a string or as bytes. */
export type Pem = string | Uint8Array

interface TlsOptions {
  /** This side's certificate, followed by those that lead from it to an authority. Needs `key`. */
  readonly cert?: Pem | undefined
  /** The private key of `cert`. */
  readonly key?: Pem | undefined
  /** What `key` is encrypted with. */
  readonly passphrase?: string | undefined
}

export interface DialTlsOptions extends TlsOptions {
  /** The authorities whose certificates a server may show. Default: those that Node trusts. */
  readonly ca?: Pem | readonly Pem[] | undefined
  /** The name that the server's certificate must be for, which the server is told too (SNI). Default: the host of the URL. */
  readonly servername?: string | undefined
  /** False takes any certificate, from anybody: the connection is then secret, but who it is with is unknown. Default: true. */
  readonly rejectUnauthorized?: boolean | undefined
}

export interface ListenTlsOptions extends TlsOptions {
  /** The authorities whose certificates a client may show; used with `requestCert` alone. */
  readonly ca?: Pem | readonly Pem[] | undefined
  /** Demands a certificate of every client, and refuses those without one of `ca` (mutual TLS). Default: false. */
  readonly requestCert?: boolean | undefined
}

/** The options as Node takes them. Throws on what cannot be used, a key that is not that of the certificate for instance, before anybody connects. */
function material(url: string, { ca, cert, key, passphrase }: DialTlsOptions | ListenTlsOptions): SecureContextOptions {
  const refuse = (reason: string, cause?: unknown): RpcError =>
    new RpcError('connect', `cannot use the tls options for ${url}: ${reason}`, { executed: 'no', cause })
  if ((cert === undefined) !== (key === undefined)) {
    throw refuse(cert === undefined ? 'there is a key without its cert' : 'there is a cert without its key')
  }
  const read = (name: string, pem: Pem): Buffer => {
    const bytes = Buffer.from(pem)
    // Node passes over a ca that has no certificate in it, such as the name of a file.
    if (!bytes.includes('-----BEGIN ')) throw refuse(`${name} is not in PEM`)
    return bytes
  }
  const options: SecureContextOptions = {
    ...(ca === undefined ? {} : { ca: (Array.isArray(ca) ? ca : [ca]).map((pem: Pem) => read('ca', pem)) }),
    ...(cert === undefined ? {} : { cert: read('cert', cert) }),
    ...(key === undefined ? {} : { key: read('key', key) }),
    ...(passphrase === undefined ? {} : { passphrase }),
  }
  try {
    createSecureContext(options)
  } catch (error) {
    throw refuse(textOf(error), error)
  }
  return options
}

/** The peer of a connection whose handshake is over. */
function peerOf(socket: TLSSocket): Peer {
  const address = remoteAddress(socket)
  const shown = socket.authorized ? socket.getPeerCertificate() : undefined
  // Node gives an empty object where there is no certificate.
  if (shown?.raw === undefined) return { address, certificate: undefined }
  const { subject, issuer, subjectaltname: subjectAltName, fingerprint256, raw } = shown
  return {
    address,
    certificate: { subject: { ...subject }, issuer: { ...issuer }, subjectAltName, fingerprint256, raw },
  }
}

function tlsTransport(socket: TLSSocket, hasCertificate: boolean): Transport {
  return socketTransport(socket, {
    peer: peerOf(socket),
    explain(error: SystemError) {
      const code = isCertificateAlert(error) ? 'connect' : 'disconnected'
      return new RpcError(code, tlsReason(error, hasCertificate), { cause: error })
    },
  })
}

export async function dialTls(context: DialContext, options: DialTlsOptions): Promise<Transport> {
  const { servername, rejectUnauthorized = true } = options
  const hasCertificate = options.cert !== undefined
  const where: ConnectionOptions & { readonly allowHalfOpen: boolean } = {
    ...parseHostPort(context.url, 'tls'),
    ...(servername === undefined ? {} : { servername }),
    allowHalfOpen: true,
    rejectUnauthorized,
    ...material(context.url, options),
  }
  const socket = connect(where)
  const explain = (error: SystemError): string => tlsReason(error, hasCertificate)
  return connected(socket, { ...context, explain }, ({ succeed }) => {
    socket.once('secureConnect', () => succeed(tlsTransport(socket, hasCertificate)))
  })
}

/** A peer whose handshake fails, or takes longer than 10 s, is cut and nobody is told: it concerns that peer alone. */
export async function listenTls(
  url: string,
  accept: (transport: Transport) => void,
  options: ListenTlsOptions,
): Promise<Listener> {
  const where = parseHostPort(url, 'tls')
  const { requestCert = false } = options
  const missing =
    options.cert === undefined
      ? 'cert and key are missing'
      : requestCert && options.ca === undefined
        ? 'requestCert needs ca, for whose certificates to take'
        : undefined
  if (missing !== undefined) {
    throw new RpcError('connect', `cannot listen on ${url}: of the tls options, ${missing}`, { executed: 'no' })
  }
  // Node shows the socket of a handshake and that of the connection, but not which belongs to which; the peer's address tells.
  const handshakes = new Map<string | undefined, Socket>()
  const server = createServer({
    ...SERVER_OPTIONS,
    ...material(url, options),
    handshakeTimeout: HANDSHAKE_TIMEOUT,
    requestCert,
    rejectUnauthorized: requestCert,
  })
  server.on('connection', (raw: Socket) => {
    const address = remoteAddress(raw)
    handshakes.set(address, raw)
    raw.once('close', () => {
      if (handshakes.get(address) === raw) handshakes.delete(address)
    })
  })
  // A handshake that takes too long is only reported.
  server.on('tlsClientError', (_, socket) => socket.destroy())
  server.on('secureConnection', (socket) => {
    handshakes.delete(remoteAddress(socket))
    accept(tlsTransport(socket, true))
  })
  return listening(server, {
    url,
    where,
    address: () => `tls://${localAddress(server)}`,
    handshakes: { [Symbol.iterator]: () => handshakes.values() },
  })
}
