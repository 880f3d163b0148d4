import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../codegen/ir/user-error.js'
import { readSchemas } from '../../../codegen/read/index.js'
import { folderOf } from './temp.js'

const files = {
  'schemas/b.ts': '',
  'schemas/B.ts': '',
  'schemas/a.mts': '',
  'schemas/shop/cart.js': '',
  'schemas/shop/deep/x.mjs': '',
  'schemas/types.d.ts': '',
  'schemas/types.d.mts': '',
  'schemas/notes.md': '',
  'schemas/.hidden/y.ts': '',
  'schemas/.z.ts': '',
  'schemas/node_modules/n.ts': '',
  'empty/notes.md': '',
}

describe('inputs name', () => {
  test.each<[string, string[], string[]]>([
    [
      'a folder',
      ['schemas'],
      [
        'B=schemas/B.ts',
        'a=schemas/a.mts',
        'b=schemas/b.ts',
        'shop/cart=schemas/shop/cart.js',
        'shop/deep/x=schemas/shop/deep/x.mjs',
      ],
    ],
    ['a folder with a slash', ['./schemas/shop/'], ['cart=schemas/shop/cart.js', 'deep/x=schemas/shop/deep/x.mjs']],
    ['files', ['schemas/b.ts', 'schemas/shop/cart.js'], ['b=schemas/b.ts', 'cart=schemas/shop/cart.js']],
    [
      'files in another order',
      ['schemas/shop/cart.js', 'schemas/b.ts'],
      ['b=schemas/b.ts', 'cart=schemas/shop/cart.js'],
    ],
    [
      'one file in two ways',
      ['schemas/shop/cart.js', 'schemas/shop', 'schemas/shop/../shop/cart.js'],
      ['cart=schemas/shop/cart.js', 'deep/x=schemas/shop/deep/x.mjs'],
    ],
    [
      'a file and the folder above',
      ['schemas/shop/cart.js', 'schemas/shop', 'schemas'],
      [
        'B=schemas/B.ts',
        'a=schemas/a.mts',
        'b=schemas/b.ts',
        'shop/cart=schemas/shop/cart.js',
        'shop/deep/x=schemas/shop/deep/x.mjs',
      ],
    ],
  ])('%s', async (_, inputs, want) => {
    const { program, sources } = await readSchemas(inputs, folderOf(files))
    expect(program.files.map(({ module, path }) => `${module}=${path}`)).toEqual(want)
    expect([...sources.keys()]).toEqual(want.map((one) => one.slice(one.indexOf('=') + 1)))
  })
})

test.each([
  ['missing', 'there is no file or folder missing'],
  ['schemas/notes.md', 'schemas/notes.md is no schema file'],
  ['schemas/types.d.ts', 'schemas/types.d.ts is no schema file'],
  ['empty', 'there is no schema file in empty'],
])('%s is refused', async (input, message) => {
  const reading = readSchemas([input], folderOf(files))
  await expect(reading).rejects.toThrow(message)
  await expect(reading).rejects.toBeInstanceOf(UserError)
})

test('a link to a folder above is no way into it', async () => {
  const folder = folderOf({ 'schemas/a.ts': '' })
  symlinkSync(folder, join(folder, 'schemas', 'up'))
  symlinkSync(join(folder, 'schemas', 'a.ts'), join(folder, 'schemas', 'link.ts'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'schemas', 'broken.ts'))
  const { program } = await readSchemas(['schemas'], folder)
  expect(program.files.map(({ module }) => module)).toHaveLength(1)
})
