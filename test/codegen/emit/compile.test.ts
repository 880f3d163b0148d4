import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { emit } from '../../../codegen/emit/index.js'
import type { OutputFile } from '../../../codegen/emit/output-file.js'
import type { TypeNode, UnionNode } from '../../../codegen/ir/node.js'
import {
  enumeration,
  error,
  field,
  file,
  integer,
  list,
  message,
  method,
  program,
  ref,
  service,
  set,
  string,
  union,
} from './program.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Hooks as an author may write them: one whose type is inferred, and one that says it, with a form in JSON. */
const hooks: OutputFile = {
  path: 'hooks/heat.ts',
  text: `import type { Hook } from '@rpcgen/runtime/stub'

export const Celsius: {
  readonly name: string
  readonly form: 'gob'
  encode(value: number): Uint8Array
  decode(bytes: Uint8Array): number
  zero(): number
} = {
  name: 'Celsius',
  form: 'gob',
  encode: (value) => Uint8Array.of(value),
  decode: ([value = 0]) => value,
  zero: () => 0,
}

export const Point: Hook<{ readonly x: number }> = {
  name: 'Point',
  form: 'text',
  encode: () => new Uint8Array(0),
  decode: () => ({ x: 1 }),
  zero: () => ({ x: 0 }),
  toJson: ({ x }) => x,
  fromJson: () => ({ x: 1 }),
}
`,
}

const celsius: TypeNode = { kind: 'custom', hook: { name: 'Celsius', module: '#hooks/heat.js' } }
const complex: TypeNode = { kind: 'complex', bits: 128 }
const bigInt: TypeNode = { kind: 'custom', hook: 'bigInt' }
const rawString: TypeNode = { kind: 'custom', hook: 'rawString' }
const uuid: TypeNode = { kind: 'custom', hook: 'uuid' }

/** The errors of files that stand nowhere but in memory, under every flag that this repository itself compiles with. */
function errorsOf(files: readonly OutputFile[]): readonly string[] {
  const folder = join(root, 'generated')
  const texts = new Map([...files, hooks].map(({ path, text }) => [join(folder, path), text]))
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => readFileSync(path, 'utf8'))
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const all: ts.CompilerOptions = {
    ...options,
    composite: false,
    noEmit: true,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    allowImportingTsExtensions: true,
    paths: { '@rpcgen/runtime/stub': [join(root, 'runtime/stub.ts')], '#hooks/*': [join(folder, 'hooks/*')] },
  }
  const host = ts.createCompilerHost(all)
  const { fileExists, readFile, directoryExists } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.directoryExists = (path) =>
    [...texts.keys()].some((name) => dirname(name) === path) || directoryExists?.(path) === true
  const made = ts.createProgram([...texts.keys()], all, host)
  return ts
    .getPreEmitDiagnostics(made)
    .filter((diagnostic) => diagnostic.file === undefined || texts.has(diagnostic.file.fileName))
    .map(({ file: at, start, messageText }) => {
      const line = at === undefined ? 0 : at.getLineAndCharacterOfPosition(start ?? 0).line + 1
      return `${at?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    })
}

const exact: TypeNode = { kind: 'timestamp', exact: true }
const nullable = (inner: TypeNode): TypeNode => ({ kind: 'nullable', inner })

/** The union with ids, which its members have in each of the two forms that they can be referred to in. */
function numbered(node: UnionNode): UnionNode {
  return { ...node, members: node.members.map((member, index) => ({ ...member, id: index + 1 })) }
}

/** Each kind in each place that it can stand in: field, item, key, value, body, and across modules. */
function everyPlace(): ReturnType<typeof program> {
  const kinds: readonly TypeNode[] = [
    { kind: 'boolean' },
    integer,
    { kind: 'uint', bits: 32 },
    { kind: 'int64' },
    { kind: 'uint64' },
    { kind: 'float', bits: 32 },
    string,
    { kind: 'bytes' },
    { kind: 'timestamp', exact: false },
    exact,
    { kind: 'duration' },
    { kind: 'unknown' },
    complex,
    bigInt,
    rawString,
    uuid,
    celsius,
    { kind: 'custom', hook: { name: 'Point', module: '#hooks/heat.js' } },
    ref('b#Point'),
    ref('b#Shade'),
    ref('b#Level'),
    ref('a#Node'),
    ref('a#Either'),
  ]
  const places = kinds.flatMap((kind): readonly TypeNode[] => [
    kind,
    list(kind),
    list(kind, 2),
    list(list(nullable(kind))),
    set(kind),
    set(nullable(list(kind))),
    list(set(kind)),
    nullable(kind),
    nullable(list(kind)),
    { kind: 'tuple', elements: [kind, nullable(kind), list(kind)] },
    { kind: 'map', key: string, value: kind },
    { kind: 'map', key: ref('b#Shade'), value: nullable(kind) },
    { kind: 'map', key: complex, value: kind },
    { kind: 'map', key: rawString, value: kind },
    { kind: 'record', value: kind },
    { kind: 'record', value: nullable(kind) },
  ])
  const fields = places.map((type, index) => field(`f${index}`, type, { id: index + 1 }))
  const optional = places.map((type, index) => field(`o${index}`, type, { optional: true }))
  const methods = places.map((type, index) => method(`m${index}`, { params: type, result: type }))
  const errors = ['a#All', 'b#Point', 'b#Empty', 'a#Node'].map((id, index) =>
    error(['Near', 'Far', 'Empty', 'name'][index] as string, id, '', { id: index + 1 }),
  )
  const kind = enumeration('a#NodeKind', { node: 'node' })
  const node = message('a#Node', [field('kind', ref('a#NodeKind')), field('next', ref('a#Node'), { optional: true })])
  return program(
    file(
      'deep/a',
      [
        message('a#All', [...fields, ...optional]),
        kind,
        node,
        numbered(union('a#Either', 'kind', { node: 'a#Node', far: 'b#Far' })),
      ],
      [
        service(
          'Every',
          [...methods, method('nothing', { timeout: Number.POSITIVE_INFINITY, idempotent: true, errors })],
          {
            wire: { all: 'E' },
          },
        ),
      ],
    ),
    file('b', [
      message(
        'b#Point',
        [field('x', integer), field('at', exact), field('pair', list(ref('b#Shade'), 2)), field('heat', celsius)],
        '',
        { gob: 'main.Point' },
      ),
      enumeration('b#Shade', { empty: '', 'a-b': 'dark' }),
      enumeration('b#Level', { low: 1 }),
      enumeration('b#FarKind', { far: 'far' }),
      message('b#Far', [field('kind', ref('b#FarKind'))]),
      message('b#Empty', []),
    ]),
  )
}

/** Names that generated code uses itself, as the schema's own. */
function borrowedNames(): ReturnType<typeof program> {
  const names = [
    'Message',
    'Encoder',
    'Slot',
    'Caller',
    'CallContext',
    'ErrorType',
    'message',
    'method',
    'service',
    'errorType',
    'structType',
    'integer',
    'VALUE',
    'Complex',
    'HookValue',
    'customType',
    'bigIntHook',
    'setType',
    'setSizeOf',
    'uuidHook',
    'BigIntType',
    'zeroComplex',
    'e',
    'v',
  ]
  const messages = names.map((name) =>
    message(`a#${name}`, [
      field(name, integer),
      field('list', list(string)),
      field('big', bigInt),
      field('heat', celsius),
      field('z', complex),
      field('set', set(uuid)),
    ]),
  )
  const words = [
    'd',
    'switch',
    'await',
    'undefined',
    'arguments',
    'XType',
    'readPoint',
    'zeroPoint',
    'constructor',
    'class',
  ]
  const fields = [...words.map((word) => field(word, integer)), field('point', ref('b#Point')), field('e', ref('b#e'))]
  const methods = ['get', 'static', 'async', 'call', 'new', 'delete'].map((name) =>
    method(name, {
      params: ref('a#X'),
      errors: [...names, 'new', 'delete', 'is', 'create', 'then'].map((word) => error(word, 'a#ErrorType')),
    }),
  )
  return program(
    file('a', [...messages, message('a#X', fields)], [service('Own', methods)]),
    file('b', [message('b#Point', [field('x', integer)]), message('b#e', [])]),
  )
}

test.each([
  ['every kind in every place', everyPlace()],
  ['names that generated code uses itself', borrowedNames()],
])('%s compiles under every strict flag', (_, given) => {
  expect(errorsOf(emit(given))).toEqual([])
})

test('modules that import each other with .ts compile too', () => {
  expect(errorsOf(emit(borrowedNames(), { importExtension: 'ts' }))).toEqual([])
})

test('the check itself finds an error', () => {
  expect(errorsOf([{ path: 'x.ts', text: 'export const x: number = "one"\n' }])).toHaveLength(1)
})
