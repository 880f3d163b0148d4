import { method, service, uint32 } from 'rpcgen/schema'
import { Type } from 'typebox'

/** A place in a document; lines and characters, in UTF-16 units, count from 0. */
export const Position = Type.Object({ line: uint32(), character: uint32() })

export const Range = Type.Object({ start: Position, end: Position })

export const TextDocumentItem = Type.Object({
  uri: Type.String(),
  languageId: Type.String(),
  version: Type.Integer(),
  text: Type.String(),
})

export const TextDocumentIdentifier = Type.Object({ uri: Type.String() })

/** A place in a document that is open. */
export const TextDocumentPosition = Type.Object({ textDocument: TextDocumentIdentifier, position: Position })

export const Initialize = Type.Object({
  /** The process whose end is the server's, too. */
  processId: Type.Union([Type.Integer(), Type.Null()]),
  rootUri: Type.Union([Type.String(), Type.Null()]),
  capabilities: Type.Unknown(),
  initializationOptions: Type.Optional(Type.Unknown()),
})

export const Initialized = Type.Object({ capabilities: Type.Unknown() })

export const MarkupContent = Type.Object({
  /** `plaintext` or `markdown`. */
  kind: Type.String(),
  value: Type.String(),
})

export const Hover = Type.Object({ contents: MarkupContent, range: Type.Optional(Range) })

export const CompletionItem = Type.Object({
  label: Type.String(),
  kind: Type.Optional(Type.Integer()),
  detail: Type.Optional(Type.String()),
})

export const CompletionList = Type.Object({ isIncomplete: Type.Boolean(), items: Type.Array(CompletionItem) })

export const Diagnostic = Type.Object({
  range: Range,
  severity: Type.Optional(Type.Integer()),
  message: Type.String(),
})

/** A server of the Language Server Protocol 3.17, in small part. */
export const LanguageServer = service(
  'LanguageServer',
  {
    initialize: method({ params: Initialize, result: Initialized }),
    initialized: method({ params: Type.Object({}), oneway: true }),
    didOpen: method({
      params: Type.Object({ textDocument: TextDocumentItem }),
      oneway: true,
      wire: { jsonrpc: 'textDocument/didOpen' },
    }),
    hover: method({
      params: TextDocumentPosition,
      result: Type.Union([Hover, Type.Null()]),
      wire: { jsonrpc: 'textDocument/hover' },
    }),
    completion: method({
      params: TextDocumentPosition,
      result: Type.Union([CompletionList, Type.Null()]),
      wire: { jsonrpc: 'textDocument/completion' },
    }),
    shutdown: method({}),
    exit: method({ oneway: true }),
  },
  { wire: { jsonrpc: '' } },
)

/** What a language server asks and tells its client. */
export const LanguageClient = service('LanguageClient', {
  logMessage: method({
    params: Type.Object({ type: Type.Integer(), message: Type.String() }),
    oneway: true,
    wire: { jsonrpc: 'window/logMessage' },
  }),
  publishDiagnostics: method({
    params: Type.Object({ uri: Type.String(), diagnostics: Type.Array(Diagnostic) }),
    oneway: true,
    wire: { jsonrpc: 'textDocument/publishDiagnostics' },
  }),
  configuration: method({
    params: Type.Object({ items: Type.Array(Type.Object({ section: Type.Optional(Type.String()) })) }),
    result: Type.Array(Type.Unknown()),
    wire: { jsonrpc: 'workspace/configuration' },
  }),
  registerCapability: method({
    params: Type.Object({ registrations: Type.Unknown() }),
    wire: { jsonrpc: 'client/registerCapability' },
  }),
  createProgress: method({
    params: Type.Object({ token: Type.Unknown() }),
    wire: { jsonrpc: 'window/workDoneProgress/create' },
  }),
})
