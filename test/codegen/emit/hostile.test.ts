import { ts } from 'ts-morph'
import { expect, test } from 'vitest'
import { emit } from '../../../codegen/emit/index.js'
import type { Program } from '../../../codegen/ir/node.js'
import { enumeration, error, field, file, integer, message, method, program, ref, service, union } from './program.js'

/** Texts that end a comment, a string, a template or a line, where a careless emitter lets them. */
const texts = [
  '*/ evil() /*',
  "'; evil(); '",
  '"; evil(); "',
  '`; evil(); `',
  '\u0024{evil()}',
  '{{evil}} {{{evil}}}',
  'a\\',
  "\\'; evil(); //",
  'a\nevil()',
  'a\revil()',
  'a\u2028evil()\u2029evil()',
  '*\u202e/ evil() /*',
  '</script><script>evil()</script>',
  ']; evil(); [',
  '__proto__',
  '\ud800',
]

function hostile(text: string): Program {
  const fields = [
    field(text, integer, { doc: text, wire: { all: text, [text]: text } }),
    field('hooked', { kind: 'custom', hook: { name: 'Celsius', module: text } }),
  ]
  const member = message('a#Member', fields, text, { gob: text })
  const tagged = { ...union('a#Either', text, { [text]: 'a#Member' }), doc: text }
  const words = enumeration('a#Words', { [text]: text }, text)
  const put = method(text, {
    params: ref('a#Member'),
    result: ref('a#Words'),
    doc: text,
    errors: [error(text, 'a#Member', text)],
    wire: { [text]: text },
  })
  const served = service('Arith', [put], { wireName: text, doc: text, wire: { gob: text } })
  return program({ ...file('a', [member, tagged, words], [served]), path: `schemas/${text}.ts` })
}

/** The kinds of everything that is not a name, a key or a literal: the code, without the data in it. */
function skeleton(text: string): readonly string[] {
  const data = new Set([
    ts.SyntaxKind.Identifier,
    ts.SyntaxKind.StringLiteral,
    ts.SyntaxKind.ComputedPropertyName,
    ts.SyntaxKind.PropertyAccessExpression,
    ts.SyntaxKind.ElementAccessExpression,
    ts.SyntaxKind.ShorthandPropertyAssignment,
    ts.SyntaxKind.PropertyAssignment,
  ])
  const kinds: string[] = []
  const visit = (node: ts.Node): void => {
    if (!data.has(node.kind)) kinds.push(ts.SyntaxKind[node.kind] ?? '')
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, false))
  return kinds
}

test.each(texts)('%j stays data', (given) => {
  const [benign] = emit(hostile('benign'))
  const [written] = emit(hostile(given))
  expect(skeleton(written?.text ?? '')).toEqual(skeleton(benign?.text ?? ''))
  const code = written?.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(\\.|[^'\\])*'/g, '') ?? ''
  expect(code).not.toMatch(/\bevil\b/)
})

test('a file name stays data in the index', () => {
  const one = (module: string): Program['files'][number] => ({
    ...file(module, [message(`${module}#Same`, [])]),
    path: '',
  })
  const module = "a\nevil()\u2028evil() '; evil(); '"
  const index = emit(program(one(module), one('b'), file('c', [message('c#Own', [])]))).find(
    ({ path }) => path === 'index.ts',
  )
  expect(skeleton(index?.text ?? '').slice(0, 3)).toEqual(['SourceFile', 'ExportDeclaration', 'NamedExports'])
  expect(index?.text.replace(/\/\/.*/g, '')).not.toContain('evil')
})

test('a text comes out of its literal as it went in', () => {
  for (const given of texts) {
    const [written] = emit(hostile(given))
    const literals: string[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node)) literals.push(node.text)
      node.forEachChild(visit)
    }
    visit(ts.createSourceFile('a.ts', written?.text ?? '', ts.ScriptTarget.ES2022, false))
    // Twice for the service's name, at least once for the method, the field, the tag and the discriminator.
    expect(literals.filter((literal) => literal === given).length).toBeGreaterThanOrEqual(6)
  }
})
