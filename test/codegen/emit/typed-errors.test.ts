import { describe, expect, test } from 'vitest'
import { emit } from '../../../codegen/emit/index.js'
import type { MethodNode } from '../../../codegen/ir/node.js'
import { error, field, file, integer, message, method, program, service } from './program.js'

function text(...methods: readonly MethodNode[]): string {
  const declarations = [message('a#ArithBad', [field('a', integer)]), message('a#Shared', [])]
  return emit(program(file('a', declarations, [service('Arith', methods)])))[0]?.text ?? ''
}

test('each error of a service is made once, whichever methods have it', () => {
  const written = text(
    method('add', { errors: [error('Bad', 'a#ArithBad')], timeout: 5 }),
    method('sub', { errors: [error('Bad', 'a#ArithBad', 'Is bad.'), error('Late', 'a#Shared')], idempotent: true }),
    method('ping'),
  )
  expect(written).toContain(`
const arithService = service('Arith')

/** The errors that methods of {@link Arith} declare: each makes the error for a handler to throw, and knows it again for a caller. */
export const ArithErrors: {
  /** Is bad. */
  readonly Bad: ErrorType<'Bad', ArithBad>
  readonly Late: ErrorType<'Late', Shared>
} = {
  Bad: errorType('Bad', ArithBad),
  Late: errorType('Late', Shared),
}

/** The methods of {@link Arith} as data, for \`client.go\` and for tools. */
export const ArithMethods: {
  readonly add: Method<void, void>
  readonly sub: Method<void, void>
  readonly ping: Method<void, void>
} = {
  add: method(arithService, 'add', { errors: [ArithErrors.Bad], timeout: 5 }),
  sub: method(arithService, 'sub', { errors: [ArithErrors.Bad, ArithErrors.Late], idempotent: true }),
  ping: method(arithService, 'ping', {}),
}
`)
})

test('a service without errors has no object of them', () => {
  const written = text(method('ping'))
  expect(written).not.toMatch(/ArithErrors|ErrorType|errorType/)
  expect(written).toContain("const arithService = service('Arith')\n\n/** The methods of")
})

test('a method has the ids of its errors once each has one', () => {
  const bad = error('Bad', 'a#ArithBad', '', { id: 7 })
  const late = error('Late', 'a#Shared', '', { id: 2 })
  const written = text(
    method('add', { errors: [bad, late], idempotent: true }),
    method('sub', { errors: [{ ...late, id: 1 }] }),
    method('mul', { errors: [bad, { ...late, id: undefined }] }),
  )
  expect(written).toContain(`
  add: method(arithService, 'add', {
    errors: [ArithErrors.Bad, ArithErrors.Late],
    errorIds: [7, 2],
    idempotent: true,
  }),
  sub: method(arithService, 'sub', { errors: [ArithErrors.Late], errorIds: [1] }),
  mul: method(arithService, 'mul', { errors: [ArithErrors.Bad, ArithErrors.Late] }),
`)
})

test('many errors of a method stand on lines of their own', () => {
  const names = ['OneThatIsLong', 'AnotherThatIsLong', 'TheThirdThatIsLong']
  expect(text(method('add', { errors: names.map((name) => error(name, 'a#Shared')) }))).toContain(`
  add: method(arithService, 'add', {
    errors: [
      ArithErrors.OneThatIsLong,
      ArithErrors.AnotherThatIsLong,
      ArithErrors.TheThirdThatIsLong,
    ],
  }),
`)
})

test('words that declare something else are names of errors like others', () => {
  const written = text(method('add', { errors: [error('new', 'a#Shared'), error('delete', 'a#Shared')] }))
  expect(written).toContain(`
  readonly ['new']: ErrorType<'new', Shared>
  readonly delete: ErrorType<'delete', Shared>
} = {
  ['new']: errorType('new', Shared),
  delete: errorType('delete', Shared),
}
`)
  expect(written).toContain('errors: [ArithErrors.new, ArithErrors.delete]')
})

test('details of another file are imported, and names of the schema keep theirs', () => {
  const served = service('Arith', [method('add', { errors: [error('Bad', 'b#errorType')] })])
  const [first] = emit(
    program(
      file('a', [message('a#ErrorType', []), message('a#CallContext', [])], [served]),
      file('b', [message('b#errorType', [])]),
    ),
  )
  expect(first?.text).toContain("import { errorType } from './b.js'\n")
  expect(first?.text).toContain("readonly Bad: ErrorType$<'Bad', errorType>\n")
  expect(first?.text).toContain("Bad: errorType$('Bad', errorType),\n")
  expect(first?.text).toContain('add(context: CallContext$): void | Promise<void>\n')
})

test('the index has them', () => {
  const served = service('Arith', [method('add', { errors: [error('Bad', 'a#Bad')] })])
  const files = emit(program(file('a', [message('a#Bad', [])], [served])))
  expect(files.find(({ path }) => path === 'index.ts')?.text).toContain(
    "export { ArithClient, ArithErrors, ArithMethods, Bad, serveArith } from './a.js'\n",
  )
})

describe('the comment of a method names its errors', () => {
  test.each<[string, string, string]>([
    ['that has none', '', '  /** @throws {@link ArithErrors.Bad} */\n'],
    ['of blanks', ' \n ', '  /** @throws {@link ArithErrors.Bad} */\n'],
    ['of one line', 'Adds.', '  /**\n   * Adds.\n   *\n   * @throws {@link ArithErrors.Bad}\n   */\n'],
    [
      'of several',
      'Adds.\n\nSlowly.',
      '  /**\n   * Adds.\n   *\n   * Slowly.\n   *\n   * @throws {@link ArithErrors.Bad}\n   */\n',
    ],
    [
      'with tags',
      'Adds.\n\n@deprecated it is slow',
      '  /**\n   * Adds.\n   *\n   * @deprecated it is slow\n   * @throws {@link ArithErrors.Bad}\n   */\n',
    ],
    [
      'with a link, which is no tag',
      'As {@link sub}.',
      '  /**\n   * As {@link sub}.\n   *\n   * @throws {@link ArithErrors.Bad}\n   */\n',
    ],
  ])('%s', (_, doc, want) => {
    const written = text(method('add', { doc, errors: [error('Bad', 'a#ArithBad')] }))
    // In the interface, the client and the handlers.
    expect(written.split(`${want}  add(`)).toHaveLength(4)
  })

  test('all of them, a line each', () => {
    const errors = [error('Bad', 'a#ArithBad'), error('Late', 'a#Shared')]
    expect(text(method('add', { errors }))).toContain(
      '  /**\n   * @throws {@link ArithErrors.Bad}\n   * @throws {@link ArithErrors.Late}\n   */\n',
    )
  })
})
