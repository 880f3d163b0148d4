import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { execute } from '../../setup/execute.js'
import { folderOf } from '../output/folder.js'
import { root, rpcgen } from './rpcgen.js'

/** A project with two hooks: one is an import of its package.json, the other an export of a package. */
const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ type: 'module', imports: { '#hooks/*': './dist/hooks/*' } }),
  'tsconfig.json': JSON.stringify({
    extends: join(root, 'test/types/output.tsconfig.json'),
    compilerOptions: { noEmit: false, declaration: true, rootDir: '.', outDir: 'dist' },
    include: ['hooks', 'generated', 'main.ts'],
  }),
  'hooks/celsius.ts': `import type { Hook } from '@rpcgen/runtime'

export const Celsius: Hook<{ readonly degrees: number }> = {
  name: 'Celsius',
  form: 'gob',
  encode: ({ degrees }) => Uint8Array.of(degrees),
  decode: ([degrees = 0]) => ({ degrees }),
  zero: () => ({ degrees: -1 }),
  toJson: ({ degrees }) => \`\${degrees} C\`,
  fromJson: (text) => ({ degrees: Number.parseInt(String(text), 10) }),
}
`,
  'schemas/deep/weather.ts': `import { map, marshaled, method, service } from 'rpcgen/schema'
import { Type } from 'typebox'

const celsius = () => marshaled<{ readonly degrees: number }>('Celsius', '#hooks/celsius.js')

export const Report = Type.Object({
  now: celsius(),
  before: Type.Array(celsius()),
  record: Type.Union([celsius(), Type.Null()]),
  later: Type.Optional(celsius()),
  cities: map(Type.String(), celsius()),
  total: marshaled<bigint>('bigIntHook', '@rpcgen/runtime/stub'),
})

export const Weather = service('Weather', {
  report: method({ params: Report, result: Report }),
  warmer: method({ params: celsius(), result: celsius() }),
})
`,
  'main.ts': `import { Client, Server } from '@rpcgen/runtime'
import { json } from '@rpcgen/runtime/json'
import { memoryPair } from '@rpcgen/runtime/memory'
import { type Report, serveWeather, WeatherClient } from './generated/deep/weather.js'

const server = new Server()
serveWeather(server, { report: (report) => report, warmer: ({ degrees }) => ({ degrees: degrees + 1 }) })
const [here, there] = memoryPair()
void server.serve(there, { codec: json({ dialect: 'go' }) })
const client = new Client(here, { codec: json({ dialect: 'go' }) })
const weather = new WeatherClient(client)

const warmer: { readonly degrees: number } = await weather.warmer({ degrees: 1 })
console.log(warmer)
const report: Report = {
  now: { degrees: 21 },
  before: [{ degrees: 20 }],
  record: null,
  later: { degrees: 22 },
  cities: new Map([['Oslo', warmer]]),
  total: 5n,
}
console.log(await weather.report(report))
await client.close()
`,
}

test.each(['typescript-5.4', 'typescript', 'typescript-7.0'])(
  'generated code imports the hooks of a project, and runs with them, by %s',
  async (compiler) => {
    const folder = folderOf(files)
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    expect(await rpcgen(folder, ['schemas', '-o', 'generated', '--codec', 'gob,json'])).toMatchObject({
      code: 0,
      stderr: '',
    })
    await execute(folder, process.execPath, join(root, 'node_modules', compiler, 'bin/tsc'), '-p', '.')
    const printed = await execute(folder, process.execPath, 'dist/main.js')
    expect(printed).toBe(`{ degrees: 2 }
{
  now: { degrees: 21 },
  before: [ { degrees: 20 } ],
  record: null,
  later: { degrees: 22 },
  cities: Map(1) { 'Oslo' => { degrees: 2 } },
  total: 5n
}
`)
  },
)
