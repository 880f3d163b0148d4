import { describe, expect, test } from 'vitest'
import { codeFrame } from '../../../codegen/cli/code-frame.js'
import { diagnosticText, inOrder } from '../../../codegen/cli/report.js'
import type { Diagnostic } from '../../../codegen/ir/diagnostic.js'

describe('a code frame', () => {
  const table: [name: string, source: string, place: [line: number, column: number, length: number], want: string[]][] =
    [
      ['points at the place', 'one\ntwo three\n', [2, 5, 5], ['  |', '2 | two three', '  |     ^^^^^']],
      ['has a gutter as wide as the number', `${'\n'.repeat(9)}ten`, [10, 1, 1], ['   |', '10 | ten', '   | ^']],
      ['keeps tabs, so that carets stand right', '\ta\tb', [1, 4, 1], ['  |', '1 | \ta\tb', '  | \t \t^']],
      ['ends its carets with the line', 'abc', [1, 2, 99], ['  |', '1 | abc', '  |  ^^']],
      ['has one caret at the end of a line', 'abc', [1, 4, 1], ['  |', '1 | abc', '  |    ^']],
      ['knows lines that end in CR LF', 'a\r\nb\r\n', [2, 1, 1], ['  |', '2 | b', '  | ^']],
      ['shows controls as marks', 'a\x1b[2Jb', [1, 1, 1], ['  |', '1 | a\ufffd[2Jb', '  | ^']],
    ]
  test.each(table)('%s', (_, source, [line, column, length], want) => {
    expect(codeFrame(source, { file: 'a.ts', line, column, length })).toBe(`${want.join('\n')}\n`)
  })

  test('of a line that is not there is nothing', () => {
    expect(codeFrame('a', { file: 'a.ts', line: 2, column: 1, length: 1 })).toBe('')
  })
})

function finding(file: string, line: number, column: number): Diagnostic {
  return { severity: 'error', span: { file, line, column, length: 1 }, message: 'wrong', hint: 'Mend it.' }
}

test('a finding says where, what, and how to mend it', () => {
  const text = diagnosticText(finding('a.ts', 1, 2), new Map([['a.ts', 'xyz']]))
  expect(text).toBe('a.ts:1:2: error: wrong\n  |\n1 | xyz\n  |  ^\nhint: Mend it.\n')
})

test('a finding whose source is unknown has no frame', () => {
  expect(diagnosticText(finding('a.ts', 1, 2), new Map())).toBe('a.ts:1:2: error: wrong\nhint: Mend it.\n')
})

test('findings come by place, files as they came', () => {
  const given = [finding('b', 2, 1), finding('a', 1, 1), finding('b', 1, 9), finding('b', 1, 2)]
  expect(inOrder(given).map(({ span }) => `${span.file}${span.line}:${span.column}`)).toEqual([
    'b1:2',
    'b1:9',
    'b2:1',
    'a1:1',
  ])
})
