import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Arrow, brokenArrows, strays } from './layout/arrows.js'
import { valueCycles } from './layout/cycles.js'
import { readSources, type Source } from './layout/source.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The only files of the runtime that may know Node: those that its portable project leaves to another. */
const nodeFiles = (
  JSON.parse(readFileSync(`${root}/runtime/tsconfig.node.json`, 'utf8')) as { files: string[] }
).files.map((file) => `runtime/${file}`)

const arrows: readonly Arrow[] = [
  { from: 'schemas/**', only: ['schemas/**', 'rpcgen/schema', 'typebox'] },
  { from: 'generated/**', only: ['generated/**', '@rpcgen/runtime/stub'] },

  { from: 'codegen/ir/**', only: ['codegen/ir/**'] },
  { from: 'codegen/schema/**', only: ['codegen/schema/**', 'typebox'] },
  {
    from: 'codegen/read/**',
    only: ['codegen/read/**', 'codegen/ir/**', 'codegen/schema/**', 'typebox', 'jiti', 'ts-morph', 'node:**'],
  },
  { from: 'codegen/emit/**', only: ['codegen/emit/**', 'codegen/ir/**', 'handlebars', 'ts-morph', 'node:**'] },
  {
    from: 'codegen/inspect/**',
    only: ['codegen/inspect/**', 'codegen/ir/*', '@rpcgen/runtime/gob/inspect', 'node:**'],
  },
  { from: 'codegen/lock/**', only: ['codegen/lock/**', 'codegen/ir/**', 'node:**'] },
  {
    from: 'codegen/**',
    except: [
      'codegen/ir/**',
      'codegen/schema/**',
      'codegen/read/**',
      'codegen/lock/**',
      'codegen/emit/**',
      'codegen/inspect/**',
    ],
    only: ['codegen/**', 'diff', 'node:**'],
  },

  // Contracts and engine. The two roles have a folder each, which they alone open; the door for Node alone names transports,
  // and that of generated code the hooks.
  {
    from: 'runtime/*',
    except: [
      'runtime/client.ts',
      'runtime/reconnecting-client.ts',
      'runtime/server.ts',
      'runtime/index.ts',
      'runtime/node.ts',
      'runtime/stub.ts',
    ],
    only: ['runtime/*'],
  },
  { from: 'runtime/client.ts', only: ['runtime/*', 'runtime/client/*'] },
  { from: 'runtime/reconnecting-client.ts', only: ['runtime/*', 'runtime/client/*'] },
  { from: 'runtime/server.ts', only: ['runtime/*', 'runtime/server/*'] },
  { from: 'runtime/index.ts', only: ['runtime/*', 'runtime/client/*', 'runtime/server/*'] },
  {
    from: 'runtime/node.ts',
    only: ['runtime/*', 'runtime/client/*', 'runtime/server/*', 'runtime/transport/*', 'node:**'],
  },
  { from: 'runtime/client/*', only: ['runtime/client/*', 'runtime/*'] },
  { from: 'runtime/server/*', only: ['runtime/server/*', 'runtime/*'] },
  { from: 'runtime/tree/*', only: ['runtime/tree/*', 'runtime/*'] },
  { from: 'runtime/hook/*', only: ['runtime/hook/*', 'runtime/*'] },
  { from: 'runtime/stub.ts', only: ['runtime/*', 'runtime/hook/*'] },
  { from: 'runtime/codec/<name>/**', only: ['runtime/codec/<name>/**', 'runtime/hook/*', 'runtime/*'] },
  { from: 'runtime/transport/*', except: nodeFiles, only: ['runtime/transport/*', 'runtime/*'] },
  { from: 'runtime/transport/*', only: ['runtime/transport/*', 'runtime/*', 'node:**'] },
]

const sources = readSources(root, ['schemas', 'generated', 'codegen', 'runtime'])

function below(...folders: readonly string[]): readonly Source[] {
  return sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)))
}

describe('the layout of the sources', () => {
  test.each(arrows)('$from imports only $only', (arrow) => {
    expect(brokenArrows(sources, [arrow])).toEqual([])
  })

  test('every file stands under an arrow', () => {
    expect(strays(sources, arrows)).toEqual([])
  })

  test.each(['runtime', 'codegen', 'generated'])('no values go round in circles in %s', (folder) => {
    expect(valueCycles(below(folder))).toEqual([])
  })

  test('nothing in the runtime or in generated code makes code out of text', () => {
    expect(below('runtime', 'generated').filter(({ evaluates }) => evaluates)).toEqual([])
  })

  test('a file that people write has 300 lines at most', () => {
    const long = below('schemas', 'codegen', 'runtime').filter(({ lines }) => lines > 300)
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  })
})
