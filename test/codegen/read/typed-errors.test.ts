import { describe, expect, test } from 'vitest'
import { checkProgram } from '../../../codegen/ir/check.js'
import { showDiagnostic, showProgram } from './show.js'
import { readFiles, readText } from './temp.js'

const service = (...methods: readonly string[]): string =>
  `export const S = service('Wire', { ${methods.map((method, index) => `m${index}: method(${method})`).join(', ')} })`

describe('the details of an error', () => {
  const details = 'Type.Object({ id: Type.String() })'
  test.each<[string, string, readonly string[]]>([
    [
      'are named after the service and the error',
      service(`{ errors: { NotFound: ${details} } }`),
      ['message a#SNotFound { id: string }', 'service S as Wire { m0(void): void throws NotFound a#SNotFound }'],
    ],
    [
      'are named with a capital',
      service(`{ errors: { notFound: ${details} } }`),
      ['message a#SNotFound { id: string }', 'service S as Wire { m0(void): void throws notFound a#SNotFound }'],
    ],
    [
      'give their name to what stands in them',
      service('{ errors: { Invalid: Type.Object({ at: Type.Array(Type.Object({})) }) } }'),
      [
        'message a#SInvalidAtItem {  }',
        'message a#SInvalid { at: a#SInvalidAtItem[] }',
        'service S as Wire { m0(void): void throws Invalid a#SInvalid }',
      ],
    ],
    [
      'may be an exported message',
      `export const Missing = ${details}\n${service('{ errors: { NotFound: Missing, Gone: Missing } }')}`,
      [
        'message a#Missing { id: string }',
        'service S as Wire { m0(void): void throws NotFound a#Missing throws Gone a#Missing }',
      ],
    ],
    [
      'may be a message with a name of its own',
      service(`{ errors: { NotFound: rpc.message('Missing', { id: Type.String() }) } }`),
      ['message a#Missing { id: string }', 'service S as Wire { m0(void): void throws NotFound a#Missing }'],
    ],
    [
      'may be one of a cycle',
      service(
        `{ errors: { Nested: Type.Cyclic({ Cause: Type.Object({ of: Type.Optional(Type.Ref('Cause')) }) }, 'Cause') } }`,
      ),
      ['message a#Cause { of?: a#Cause }', 'service S as Wire { m0(void): void throws Nested a#Cause }'],
    ],
    [
      'may be empty',
      service('{ errors: { Nothing: Type.Object({}) } }'),
      ['message a#SNothing {  }', 'service S as Wire { m0(void): void throws Nothing a#SNothing }'],
    ],
    [
      'may be shared by methods',
      `const NotFound = ${details}\n${service('{ errors: { NotFound } }', '{ errors: { NotFound } }')}`,
      [
        'message a#SNotFound { id: string }',
        'service S as Wire { m0(void): void throws NotFound a#SNotFound, m1(void): void throws NotFound a#SNotFound }',
      ],
    ],
    [
      'may be shared with all the others',
      `const common = { NotFound: ${details} }\n${service('{ errors: common }', '{ errors: { ...common, Gone: Type.Object({}) } }')}`,
      [
        'message a#SNotFound { id: string }',
        'message a#SGone {  }',
        'service S as Wire { m0(void): void throws NotFound a#SNotFound, m1(void): void throws NotFound a#SNotFound throws Gone a#SGone }',
      ],
    ],
    ['need not be there', service('{ errors: {} }'), ['service S as Wire { m0(void): void }']],
  ])('%s', async (_, source, want) => {
    const { program, diagnostics } = await readText(source)
    expect(diagnostics).toEqual([])
    expect(checkProgram(program, [])).toEqual([])
    expect(showProgram(program)).toEqual(want)
  })

  test('come from other files, and are found where their keys are', async () => {
    const { program, diagnostics } = await readFiles({
      'a.ts': `import { method, service } from 'rpcgen/schema'
import { Missing } from './b.js'
export const S = service('S', { m: method({ errors: { NotFound: Missing } }) })`,
      'b.ts': `import { Type } from 'typebox'\nexport const Missing = Type.Object({})`,
    })
    expect(diagnostics).toEqual([])
    expect(showProgram(program)).toEqual([
      'service S as S { m(void): void throws NotFound b#Missing }',
      'message b#Missing {  }',
    ])
    expect(program.files[0]?.services[0]?.methods[0]?.errors[0]?.span).toMatchObject({ line: 3, column: 55, length: 8 })
  })

  test('of one name differ from service to service', async () => {
    const { program, diagnostics } = await readText(`
export const A = service('A', { m: method({ errors: { Failed: Type.Object({ a: Type.String() }) } }) })
export const B = service('B', { m: method({ errors: { Failed: Type.Object({ b: Type.String() }) } }) })`)
    expect([...diagnostics, ...checkProgram(program, [])]).toEqual([])
    expect(showProgram(program)).toEqual([
      'message a#AFailed { a: string }',
      'message a#BFailed { b: string }',
      'service A as A { m(void): void throws Failed a#AFailed }',
      'service B as B { m(void): void throws Failed a#BFailed }',
    ])
  })

  test.each<[string, string, readonly string[]]>([
    [
      'a string',
      service('{ errors: { Bad: Type.String() as never } }'),
      ['2:59+3 error: the details of the error "Bad" are no object / Write Type.Object({ ... }); it may be empty.'],
    ],
    [
      'a union',
      service(
        `{ errors: { Bad: Type.Union([Type.Object({ k: Type.Literal('a') }), Type.Object({ k: Type.Literal('b') })]) } }`,
      ),
      ['2:59+3 error: the details of the error "Bad" are no object / Write Type.Object({ ... }); it may be empty.'],
    ],
    [
      'null or an object',
      service('{ errors: { Bad: Type.Union([Type.Object({}), Type.Null()]) } }'),
      ['2:59+3 error: the details of the error "Bad" are no object / Write Type.Object({ ... }); it may be empty.'],
    ],
    [
      'no schema',
      service('{ errors: { Bad: 5 as never } }'),
      ['2:59+3 error: the details of the error "Bad" are no object / Write Type.Object({ ... }); it may be empty.'],
    ],
    [
      'an intersection, which says itself what it lacks',
      service('{ errors: { Bad: Type.Intersect([Type.Object({}), Type.Object({})]) } }'),
      [
        '2:64+50 error: an intersection is not one message / Use Type.Evaluate(Type.Intersect([...])) or Type.Interface.',
      ],
    ],
    [
      'a ref to nothing',
      service(`{ errors: { Bad: Type.Ref('X') } }`),
      ['2:64+13 error: nothing is called "X" here / Type.Ref has a meaning inside Type.Cyclic.'],
    ],
    [
      'optional',
      service('{ errors: { Bad: Type.Optional(Type.Object({})) } }'),
      ['2:64+30 error: only a field can be optional / Write Type.Union([T, Type.Null()]).'],
    ],
    [
      'a field that cannot be',
      service('{ errors: { Bad: Type.Object({ a: Type.Null() }) } }'),
      ['2:81+11 error: null by itself says nothing / Write Type.Union([T, Type.Null()]).'],
    ],
    [
      'a constraint',
      service('{ errors: { Bad: Type.Object({ a: Type.String({ minLength: 1 }) }) } }'),
      [
        '2:95+9 warning: nothing enforces minLength: values that break it are sent and received / Check it where you use the value, or leave it out here.',
      ],
    ],
    [
      'a list of errors',
      service('{ errors: [Type.Object({})] as never }'),
      ['2:49+6 error: errors is no object of schemas / Write errors: { NotFound: Type.Object({ ... }) }.'],
    ],
    [
      'a lost error',
      service('{ errors: { __proto__: Type.Object({}) } }'),
      ['2:49+6 error: the error __proto__ is lost / Name it otherwise.'],
    ],
    [
      'others than elsewhere in the service',
      service('{ errors: { Bad: Type.Object({}) } }', '{ errors: { Bad: Type.Object({}) } }'),
      [
        '2:109+3 error: the error "Bad" has other details than at schemas/a.ts:2:59 / Give both the same schema, from one constant, or rename one of them.',
      ],
    ],
  ])('are refused: %s', async (_, source, want) => {
    const { diagnostics } = await readText(source)
    expect(diagnostics.map(showDiagnostic)).toEqual(want)
  })
})
