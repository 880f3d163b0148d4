import { describe, expect, test } from 'vitest'
import { access, call, comment, enclosed, oneLine, prop, str } from '../../../codegen/emit/text.js'
import { byCodePoint } from '../../../codegen/ir/by-code-point.js'

describe('str', () => {
  const table: [name: string, given: string, want: string][] = [
    ['plain text', 'abc', "'abc'"],
    ['quotes', `it's "so" \`far\``, `'it\\'s "so" \`far\`'`],
    ['a trailing backslash', 'a\\', "'a\\\\'"],
    ['a backslash before a quote', `\\'\\"`, `'\\\\\\'\\\\"'`],
    ['a placeholder', '\u0024{process}', "'\u0024{process}'"],
    ['a line break', 'a\r\nb', "'a\\r\\nb'"],
    ['line separators', '\u2028\u2029', "'\\u{2028}\\u{2029}'"],
    ['direction marks', 'a\u202eb', "'a\\u{202e}b'"],
    ['an end of a script', '</script>', "'<\\/script>'"],
    ['half a character', '\ud800', "'\\ud800'"],
    ['other writing', 'żółw 🐢', "'żółw 🐢'"],
  ]
  test.each(table)('%s', (_, given, want) => {
    expect(str(given)).toBe(want)
  })
})

describe('prop and access', () => {
  const table: [given: string, prop: string, access: string][] = [
    ['a', 'a', 'v.a'],
    ['default', 'default', 'v.default'],
    ['größe', 'größe', 'v.größe'],
    ['a-b', "'a-b'", "v['a-b']"],
    ['1', "'1'", "v['1']"],
    ['', "''", "v['']"],
    ['x\\', "'x\\\\'", "v['x\\\\']"],
    ['__proto__', "['__proto__']", 'v.__proto__'],
    ['constructor', "['constructor']", 'v.constructor'],
    ['new', "['new']", 'v.new'],
  ]
  test.each(table)('%s', (given, asProp, asAccess) => {
    expect([prop(given), access('v', given)]).toEqual([asProp, asAccess])
  })
})

describe('comment', () => {
  const table: [name: string, given: string, indent: number, want: string][] = [
    ['nothing', ' \n ', 2, ''],
    ['one line', 'One.', 0, '/** One. */\n'],
    ['one line, indented', 'One.', 2, '  /** One. */\n'],
    ['several lines', 'One.\n\n  Two.  ', 2, '  /**\n   * One.\n   *\n   *   Two.\n   */\n'],
    ['an end of the comment', 'a */ b', 0, '/** a *\\/ b */\n'],
    ['an end that stripping would make', 'a *\u202e/ *\0/ b', 0, '/** a *\\/ *\\/ b */\n'],
    ['a line of a slash', 'a\n/ b', 0, '/**\n * a\n * / b\n */\n'],
    ['other line breaks', 'a\u2028b\rc\r\nd', 0, '/**\n * a\n * b\n * c\n * d\n */\n'],
    ['a trailing backslash', 'a\\', 0, '/** a\\ */\n'],
    ['half a character', 'a\udfff', 0, '/** a */\n'],
  ]
  test.each(table)('%s', (_, given, indent, want) => {
    expect(comment(given, indent)).toBe(want)
  })
})

test('oneLine keeps a path on its line', () => {
  expect(oneLine('a\nimport "x"\u2028.ts')).toBe('a\\u{a}import "x"\\u{2028}.ts')
})

test('enclosed and call break what is too long', () => {
  const long = 'x'.repeat(120)
  expect(enclosed('{}', [])).toBe('{}')
  expect(enclosed('{}', ['a', 'b'])).toBe('{ a, b }')
  expect(enclosed('[]', ['a', 'b'])).toBe('[a, b]')
  expect(enclosed('{}', ['a', long], 2)).toBe(`{\n    a,\n    ${long},\n  }`)
  expect(call('const a = ', 'f', ['b', 'c'])).toBe('const a = f(b, c)')
  expect(call('const a = ', 'f', ['b', long])).toBe(`const a = f(\n  b,\n  ${long},\n)`)
})

test('byCodePoint sorts as no locale would', () => {
  expect(['å', 'z', 'a', 'Z', '🐢', '\uffff', 'ab'].sort(byCodePoint)).toEqual([
    'Z',
    'a',
    'ab',
    'z',
    'å',
    '\uffff',
    '🐢',
  ])
})
