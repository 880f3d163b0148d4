import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execute } from './setup/execute.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const temporary = mkdtempSync(join(tmpdir(), 'rpcgen-package-'))
const clone = join(temporary, 'clone')
const outside = join(temporary, 'outside')
const { version } = JSON.parse(readFileSync(join(root, 'codegen/package.json'), 'utf8')) as { version: string }

/** Runs a script of the workspace's own node_modules. */
function tool(cwd: string, script: string, ...args: readonly string[]): Promise<string> {
  return execute(cwd, process.execPath, join(root, 'node_modules', script), ...args)
}

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true })
})

describe('a fresh clone', () => {
  beforeAll(async () => {
    cpSync(root, clone, {
      recursive: true,
      filter: (path) => !['node_modules', 'dist', '.git'].includes(basename(path)),
    })
    await execute(clone, 'npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund')
  })

  test('npx rpcgen is ours before the build and after it', async () => {
    expect(existsSync(join(clone, 'codegen/dist'))).toBe(false)
    expect(await execute(clone, 'npx', 'rpcgen', '--version')).toBe(`rpcgen ${version}\n`)
    await expect(execute(clone, 'npx', 'rpcgen', 'schemas/', '-o', 'out')).rejects.toThrow('npm run build')
    await execute(clone, 'npm', 'run', 'build')
    expect(await execute(clone, 'npx', 'rpcgen', '--version')).toBe(`rpcgen ${version}\n`)
  })

  test('generates what is committed', async () => {
    await execute(clone, 'npx', 'rpcgen', 'schemas/', '-o', 'generated/', '--check')
  })
})

describe('the packages', () => {
  const tarballs = {
    rpcgen: join(temporary, `rpcgen-${version}.tgz`),
    runtime: join(temporary, `rpcgen-runtime-${version}.tgz`),
  }

  beforeAll(async () => {
    await execute(clone, 'npm', 'pack', '--workspaces', '--pack-destination', temporary)
  })

  test.each(Object.entries(tarballs))('%s passes publint', async (_, tarball) => {
    expect(await tool(temporary, 'publint/src/cli.js', 'run', tarball, '--strict')).toContain('All good!')
  })

  test.each(Object.entries(tarballs))('%s has types that every modern resolver finds', async (_, tarball) => {
    // Its exit code is its verdict; a problem makes this reject.
    await tool(temporary, '@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'esm-only', '--quiet')
  })

  test.each(Object.entries(tarballs))('%s holds neither tests nor sources nor build state', async (_, tarball) => {
    const files = (await execute(temporary, 'tar', '-tf', tarball)).trim().split('\n')
    expect(files).toContain('package/package.json')
    expect(files.filter((file) => !/^package\/(package\.json|README\.md|LICENSE|bin\/|dist\/)/.test(file))).toEqual([])
    expect(files.filter((file) => /tsbuildinfo|\.test\.|(?<!\.d)\.ts$/.test(file))).toEqual([])
  })

  describe('in a project of its own', () => {
    beforeAll(async () => {
      for (const [path, text] of Object.entries(project)) {
        mkdirSync(dirname(join(outside, path)), { recursive: true })
        writeFileSync(join(outside, path), text)
      }
      await execute(
        outside,
        'npm',
        'install',
        '--prefer-offline',
        '--no-audit',
        '--no-fund',
        ...Object.values(tarballs),
      )
    })

    test('npx rpcgen generates stubs that compile under every strict flag', async () => {
      expect(await execute(outside, 'npx', 'rpcgen', '--version')).toBe(`rpcgen ${version}\n`)
      await execute(outside, 'npx', 'rpcgen', 'schemas/', '-o', 'generated/')
      await tool(outside, 'typescript/bin/tsc', '-p', '.')
    })

    test.each([
      { language: 'TypeScript', command: process.execPath, args: ['dist/server.js'] },
      { language: 'Go', command: 'go', args: ['run', 'server.go'] },
    ])('the client of the README calls its server in $language', async ({ language, command, args }) => {
      // A group of its own, since what "go run" starts does not end with it.
      const server = spawn(command, args, { cwd: outside, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
      const [url] = (await once(createInterface(server.stdout), 'line')) as [string]
      const printed = await execute(outside, process.execPath, 'dist/client.js', url)
      process.kill(-(server.pid as number))
      const details = language === 'TypeScript' ? 'the dividend was 1\n' : ''
      expect(printed).toBe(`42\nremote divide by zero\n${details}`)
    })

    test('the test of the docs sees its fault, and no leak', async () => {
      const printed = await execute(outside, process.execPath, 'dist/production-test.js')
      expect(printed).toContain('true seed 42: ')
      expect(printed).toContain('outgoing reset at byte 1000')
    })
  })
})

/** The code blocks of a text that name a file in their first line, by that name. */
function blocksOf(text: string): Readonly<Record<string, string>> {
  const blocks = text.matchAll(/^```\w+\n(\/\/ (\S+)\n[\s\S]*?)^```$/gm)
  return Object.fromEntries([...blocks].map(([, block = '', path = '']) => [path, block]))
}

const readme = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'))
const production = blocksOf(readFileSync(join(root, 'docs/production.md'), 'utf8'))
const types = blocksOf(readFileSync(join(root, 'docs/types.md'), 'utf8'))

/** What somebody has who has only read the README and the docs. */
const project: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#hooks/*': './dist/hooks/*' },
    dependencies: { typebox: '1.4.3', '@types/node': '20.19.0' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...(JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')) as { compilerOptions: object })
        .compilerOptions,
      types: ['node'],
      outDir: 'dist',
    },
    include: ['*.ts', 'generated', 'hooks'],
  }),
  ...readme,
  ...production,
  ...types,
  'server.go': (readme['server.go'] ?? '').replace('127.0.0.1:1234', '127.0.0.1:0'),
}
