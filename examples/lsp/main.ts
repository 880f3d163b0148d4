/** Asks a language server about a small file: both sides call each other over one pair of pipes. */
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Client, Server } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { spawnTransport } from '@rpcgen/runtime/node'
import { LanguageServerClient, serveLanguageClient, type TextDocumentPosition } from '../../generated/lsp.js'

const folder = new URL('.', import.meta.url)
const command = fileURLToPath(new URL('../../node_modules/typescript-language-server/lib/cli.mjs', folder))
const tsserver = fileURLToPath(new URL('../../node_modules/typescript/lib/tsserver.js', folder))

const text = `/** Twice as much. */
export function double(n: number): number {
  return n * 2
}

double(21).toF
`
const uri = pathToFileURL(fileURLToPath(new URL('double.ts', folder))).href
const at = (line: number, character: number): TextDocumentPosition => ({
  textDocument: { uri },
  position: { line, character },
})

/** What the server asks and tells us; `asked` are the requests that it waits for an answer to. */
const ours = new Server()
const asked = new Set<string>()
let diagnosed = (_messages: readonly string[]): void => {}
const diagnostics = new Promise<readonly string[]>((resolve) => {
  diagnosed = resolve
})
serveLanguageClient(ours, {
  logMessage() {},
  publishDiagnostics({ diagnostics: found }) {
    if (found.length > 0) diagnosed(found.map(({ message }) => message))
  },
  configuration({ items }, { method }) {
    asked.add(method)
    return items.map(() => null)
  },
  registerCapability(_registrations, { method }) {
    asked.add(method)
  },
  createProgress(_token, { method }) {
    asked.add(method)
  },
})

const transport = await spawnTransport(process.execPath, [command, '--stdio'])
const client = new Client(transport, { codec: json({ framing: 'content-length' }), server: ours, timeout: 60_000 })
const server = new LanguageServerClient(client)

try {
  await server.initialize({
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: { hover: { contentFormat: ['markdown'] }, publishDiagnostics: {} },
      window: { workDoneProgress: true },
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
    },
    initializationOptions: { tsserver: { path: tsserver } },
  })
  await server.initialized({})
  await server.didOpen({ textDocument: { uri, languageId: 'typescript', version: 1, text } })

  const hover = await server.hover(at(5, 2))
  console.log('double is          ', hover?.contents.value.split('\n').filter((line) => line.includes('double'))[0])

  const completions = await server.completion(at(5, 14))
  const labels = completions?.items.map(({ label }) => label).filter((label) => label.startsWith('to'))
  console.log('what may follow    ', labels?.join(', '))

  console.log('what is wrong      ', (await diagnostics)[0])

  console.log('the server asked   ', [...asked].join(', '))

  await server.shutdown()
  await server.exit()
} finally {
  await client.close()
  await ours.close()
}
