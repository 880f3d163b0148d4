import { describe, expect, test } from 'vitest'
import { type Command, type GenerateCommand, parseCommand } from '../../../codegen/cli/arguments.js'

const base: GenerateCommand = {
  kind: 'generate',
  inputs: ['schemas'],
  output: 'out',
  codecs: [],
  importExtension: 'js',
  check: false,
}

describe('a command line that is right', () => {
  const table: [line: string, want: Command][] = [
    ['schemas -o out', base],
    ['-o out schemas', base],
    ['schemas --output out', base],
    ['schemas --output=out', base],
    ['schemas -oout', base],
    ['a.ts b.ts -o out', { ...base, inputs: ['a.ts', 'b.ts'] }],
    ['-o out -- -odd.ts', { ...base, inputs: ['-odd.ts'] }],
    ['schemas --output=-out', { ...base, output: '-out' }],
    ['schemas -o out --codec json,gob', { ...base, codecs: ['gob', 'json'] }],
    ['schemas -o out --import-extension none', { ...base, importExtension: 'none' }],
    ['schemas -o out --check', { ...base, check: true }],
    ['--help', { kind: 'help' }],
    ['schemas -h', { kind: 'help' }],
  ]
  test.each(table)('%s', (line, want) => {
    expect(parseCommand(line.split(' '))).toEqual(want)
  })
})

describe('a command line that is wrong', () => {
  const table: [line: string, message: string, hint: string][] = [
    ['', 'no schema folder or file is named', 'See rpcgen --help.'],
    ['-o out', 'no schema folder or file is named', 'See rpcgen --help.'],
    ['schemas', 'the output folder is not named', 'Name it: -o generated/'],
    ['schemas -o', '-o needs a value', 'See rpcgen --help.'],
    ['schemas --output=', '--output needs a value', 'See rpcgen --help.'],
    ['schemas -o --check', '-o needs a value', 'See rpcgen --help.'],
    ['schemas -o out --chekc', 'unknown option --chekc', 'Did you mean --check?'],
    ['schemas -o out --codecs gob', 'unknown option --codecs', 'Did you mean --codec?'],
    ['schemas -o out --frobnicate', 'unknown option --frobnicate', 'See rpcgen --help.'],
    ['schemas -o out --toString', 'unknown option --toString', 'See rpcgen --help.'],
    ['schemas -o out -x', 'unknown option -x', 'See rpcgen --help.'],
    ['schemas -o out --check=yes', '--check takes no value', 'See rpcgen --help.'],
    ['schemas -o out -o other', '-o is given twice', 'See rpcgen --help.'],
    ['schemas -o=out', '-o takes its value without "="', 'Write -o out'],
    ['schemas -o=', '-o takes its value without "="', 'Write -o generated/'],
    [
      'schemas -o out --codec gobb',
      'unknown codec "gobb"',
      'Did you mean gob? Known: gob, json, jsonrpc, msgpack, msgpackrpc, thrift.',
    ],
    ['schemas -o out --codec grpc', 'unknown codec "grpc"', 'Known: gob, json, jsonrpc, msgpack, msgpackrpc, thrift.'],
    ['schemas -o out --codec gob,', 'unknown codec ""', 'Known: gob, json, jsonrpc, msgpack, msgpackrpc, thrift.'],
    [
      'schemas -o out --import-extension mjs',
      'unknown import extension "mjs"',
      'Did you mean js? Known: js, ts, none.',
    ],
  ]
  test.each(table)('%s', (line, message, hint) => {
    expect(parseCommand(line.split(' ').filter((word) => word !== ''))).toEqual({ kind: 'mistake', message, hint })
  })
})
