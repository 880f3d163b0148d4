import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { goProgram } from './go-program.js'

/** A Go server in a process of its own, which ends with the process that started it. */
export interface GoListener<Name extends string> {
  /** `host:port`, or the path of a Unix socket. */
  readonly addresses: Readonly<Record<Name, string>>
  stop(): Promise<void>
}

/** What a Go client that makes its calls and ends has to say. */
export interface GoCalls {
  readonly code: number
  /** Empty when all went well. */
  readonly complaint: string
}

/** Go's `HandleHTTP`, on `/_goRPC_` and `/foo`. */
export async function goHttpServer(socket: string): Promise<GoListener<'tcp' | 'unix'>> {
  return started('http-serve', socket)
}

/** Go's `DialHTTP`, or `DialHTTPPath` when there is a path, and calls of `Arith`. */
export async function goHttpCalls(network: 'tcp' | 'unix', address: string, path = ''): Promise<GoCalls> {
  return calls('http-call', network, address, path)
}

/** Writes into the folder what `certs.go` names: `NAME.pem` and `NAME-key.pem`. */
export async function goCerts(folder: string): Promise<void> {
  const { complaint } = await calls('certs', folder)
  if (complaint !== '') throw new Error(complaint)
}

/** Go's TLS: `plain` takes anybody, `mutual` demands a certificate, and `old` does so by TLS 1.2. */
export async function goTlsServer(folder: string): Promise<GoListener<'plain' | 'mutual' | 'old'>> {
  return started('tls-serve', folder)
}

/** Calls of `Arith` over Go's TLS, with the certificate of that name, or none. */
export async function goTlsCalls(address: string, folder: string, name = ''): Promise<GoCalls> {
  return calls('tls-call', address, folder, name)
}

/** One call over Go's TLS, whose client ends its side behind the request. */
export async function goTlsHalf(address: string, folder: string): Promise<GoCalls> {
  return calls('tls-half', address, folder)
}

async function calls(...args: readonly string[]): Promise<GoCalls> {
  const program = await goProgram()
  return new Promise((resolve) => {
    const child = execFile(program, args, (_, _stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, complaint: stderr.trim() })
    })
  })
}

async function started<Name extends string>(...args: readonly string[]): Promise<GoListener<Name>> {
  const child = spawn(await goProgram(), args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const firstLine = once(createInterface(child.stdout), 'line')
  const line = await Promise.race([firstLine, exited.then(() => undefined)])
  if (line === undefined) throw new Error(`peer ${args.join(' ')} ended with exit code ${child.exitCode}`)
  return {
    addresses: JSON.parse(line[0]) as Record<Name, string>,
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}
