import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCommand } from '../../../codegen/cli/arguments.js'
import { withTypeIdsFrom } from '../../interop/type-ids.js'
import { goRequests } from '../../peers/go-command.js'
import { type GoServer, startGoServer } from '../../peers/go-server.js'
import { folderOf } from '../output/folder.js'
import { type Outcome, root, rpcgen } from './rpcgen.js'

/*
 * One connection of Go's own client and server, either direction of it:
 * Multiply(6, 7), Divide(-7, 2), Divide(1, 0) and Arith.Nope(5).
 */
const REQUESTS =
  '2fff81030101075265717565737401ff82000102010d536572766963654d6574686f64010c000103536571010600000013ff82010e41726974682e4d756c7469706c79001eff83030101044172677301ff84000102010141010400010142010400000007ff84010c010e0013ff82010c41726974682e44697669646501010007ff84010d01040013ff82010c41726974682e44697669646501020005ff8401020011ff82010a41726974682e4e6f70650103000304000a'
const RESPONSES =
  '3aff8503010108526573706f6e736501ff86000103010d536572766963654d6574686f64010c00010353657101060001054572726f72010c00000013ff86010e41726974682e4d756c7469706c79000304005413ff86010c41726974682e44697669646501010026ff870301010851756f7469656e7401ff88000102010351756f010400010352656d010400000007ff88010501010023ff86010c41726974682e4469766964650102010e646976696465206279207a65726f000aff89030102ff8a00000003ff8a0034ff86010a41726974682e4e6f7065010301217270633a2063616e27742066696e64206d6574686f642041726974682e4e6f70650003ff8a00'

const requestDump = `  0..48   2f                       message of 47 bytes
  1..48   ff 81 03 01 01 07 52 …     type 65 = struct Request { ServiceMethod string; Seq uint }
 48..68   13                       message of 19 bytes
 49..68   ff 82                      request 0 Arith.Multiply: Request
 52..67   0e 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Multiply"
 68..99   1e                       message of 30 bytes
 69..99   ff 83 03 01 01 04 41 …     type 66 = struct Args { A int; B int }
 99..107  07                       message of 7 bytes
100..107  ff 84                      params: Args
103..104  0c                           A int = 6
105..106  0e                           B int = 7
107..127  13                       message of 19 bytes
108..127  ff 82                      request 1 Arith.Divide: Request
111..124  0c 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Divide"
125..126  01                           Seq uint = 1
127..135  07                       message of 7 bytes
128..135  ff 84                      params: Args
131..132  0d                           A int = -7
133..134  04                           B int = 2
135..155  13                       message of 19 bytes
136..155  ff 82                      request 2 Arith.Divide: Request
139..152  0c 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Divide"
153..154  02                           Seq uint = 2
155..161  05                       message of 5 bytes
156..161  ff 84                      params: Args
159..160  02                           A int = 1
161..179  11                       message of 17 bytes
162..179  ff 82                      request 3 Arith.Nope: Request
165..176  0a 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Nope"
177..178  03                           Seq uint = 3
179..183  03                       message of 3 bytes
180..183  04 00 0a                   params: int = 5
`

const responseDump = `  0..59   3a                       message of 58 bytes
  1..59   ff 85 03 01 01 08 52 …     type 67 = struct Response { ServiceMethod string; Seq uint; Error string }
 59..79   13                       message of 19 bytes
 60..79   ff 86                      response 0 Arith.Multiply: Response
 63..78   0e 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Multiply"
 79..83   03                       message of 3 bytes
 80..83   04 00 54                   result: int = 42
 83..103  13                       message of 19 bytes
 84..103  ff 86                      response 1 Arith.Divide: Response
 87..100  0c 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Divide"
101..102  01                           Seq uint = 1
103..142  26                       message of 38 bytes
104..142  ff 87 03 01 01 08 51 …     type 68 = struct Quotient { Quo int; Rem int }
142..150  07                       message of 7 bytes
143..150  ff 88                      result: Quotient
146..147  05                           Quo int = -3
148..149  01                           Rem int = -1
150..186  23                       message of 35 bytes
151..186  ff 86                      response 2 Arith.Divide, error "divide by zero": Response
154..167  0c 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Divide"
168..169  02                           Seq uint = 2
170..185  0e 64 69 76 69 64 65 …       Error string = "divide by zero"
186..197  0a                       message of 10 bytes
187..197  ff 89 03 01 02 ff 8a …     type 69 = struct {}
197..201  03                       message of 3 bytes
198..201  ff 8a                      no result: type 69 {}
201..254  34                       message of 52 bytes
202..254  ff 86                      response 3 Arith.Nope, error "rpc: can't find method Arith.Nope": Response
205..216  0a 41 72 69 74 68 2e …       ServiceMethod string = "Arith.Nope"
217..218  03                           Seq uint = 3
219..253  21 72 70 63 3a 20 63 …       Error string = "rpc: can't find method Arith.Nope"
254..258  03                       message of 3 bytes
255..258  ff 8a                      no result: type 69 {}
`

/** Runs the built command with this on its standard input. */
function piped(input: string | Uint8Array, ...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const bin = join(root, 'codegen/bin/rpcgen.js')
    const child = execFile(process.execPath, [bin, 'inspect', ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
    child.stdin?.end(input)
  })
}

/** The dump of a stream in hexadecimal, without the columns of bytes. */
async function textOf(hex: string): Promise<string> {
  const { stdout } = await piped(hex, '--hex')
  return stdout.replace(/^ *\d+\.\.\d+ *(?:[0-9a-f]{2} )*…? */gm, '')
}

describe('a conversation that Go has recorded', () => {
  test.each([
    ['requests', REQUESTS, requestDump],
    ['responses', RESPONSES, responseDump],
  ])('is shown with its %s', async (_, hex, stdout) => {
    const cwd = folderOf({ 'capture.hex': hex })
    expect(await rpcgen(cwd, ['inspect', 'capture.hex', '--hex'])).toEqual({ code: 0, stdout, stderr: '' })
    expect(await piped(hex, '--hex')).toEqual({ code: 0, stdout, stderr: '' })
    expect(await piped(Buffer.from(hex, 'hex'), '-')).toEqual({ code: 0, stdout, stderr: '' })
  })

  test('may have white space in its hexadecimal, and capitals', async () => {
    const spaced = `\n\t${REQUESTS.toUpperCase().replace(/../g, '$& ')}\r\n`
    expect((await piped(spaced, '--hex')).stdout).toBe(requestDump)
  })

  test('may begin with the HTTP of DialHTTP', async () => {
    const hello = 'CONNECT /_goRPC_ HTTP/1.0\n\n'
    const { code, stdout } = await piped(Buffer.concat([Buffer.from(hello), Buffer.from(REQUESTS, 'hex')]))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ {2}0\.\.27 {3}43 4f 4e 4e 45 43 54 … {3}HTTP: CONNECT \/_goRPC_ HTTP\/1\.0\n 27\.\.75 /)
    const welcome = 'HTTP/1.0 200 Connected to Go RPC\n\n'
    const answer = await piped(Buffer.concat([Buffer.from(welcome), Buffer.from(RESPONSES, 'hex')]))
    expect(answer.stdout).toContain('response 3 Arith.Nope')
  })
})

describe('the details of an error', () => {
  const RESPONSE =
    '4fff8103010108526573706f6e736501ff82000105010d536572766963654d6574686f64010c00010353657101060001054572726f72010c000104436f6465010c00010744657461696c73010a00000057ff82010853686f702e42757901010107746f6f20666577010853686f727461676501332aff810301010853686f727461676501ff82000102010657616e74656401040001044c656674010400000007ff820106010400000aff83030102ff8400000003ff8400'

  test('are a stream of their own, shown behind the header that has them', async () => {
    const { code, stdout } = await piped(RESPONSE, '--hex')
    expect(code).toBe(0)
    expect(stdout).toContain(`
116..159  2a                             message of 42 bytes
117..159  ff 81 03 01 01 08 53 …           type 65 = struct Shortage { Wanted int; Left int }
159..167  07                             message of 7 bytes
160..167  ff 82                            details: Shortage
163..164  06                                 Wanted int = 3
165..166  04                                 Left int = 2
168..179  0a                       message of 10 bytes
`)
  })

  test('that make no sense are a fault, and the stream goes on behind them', async () => {
    const { code, stdout } = await piped(RESPONSE.replace('07ff8201060104', '06ff8201060104'), '--hex')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^167\.\.167 +fault: protocol: gob: a message of no bytes at byte 167$/m)
    expect(stdout).toContain('no result: type 66 {}')
  })
})

describe('a live Go peer', () => {
  let server: GoServer
  beforeAll(async () => {
    server = await startGoServer()
  })
  afterAll(() => server.stop())

  test('is understood in both directions', async () => {
    const requests = (await goRequests('gob', server.gob)).join('')
    const { port, hostname } = new URL(server.gob)
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.end(Buffer.from(requests, 'hex'))
    await once(socket, 'end')
    const said = await textOf(withTypeIdsFrom(65, requests))
    expect(said).toContain('request 1 Arith.Multiply: Request')
    expect(said).toContain('params: Args\nA int = -3\nB int = 300\n')
    // Go's server answers concurrently, so in any order.
    const answered = await textOf(Buffer.concat(chunks).toString('hex'))
    expect(answered).toMatch(/response \d Arith\.Multiply: Response/)
    expect(answered).toContain('result: int = 42\n')
    expect(answered).toContain('result: int = -900\n')
  })
})

describe('a value', () => {
  const table: readonly [name: string, hex: string, want: string][] = [
    [
      // Any{map[string]interface{}} is known; Pair{Tagged{{"k": Rec{Point{1, 2}, 3}}}, "end"} brings three types in its middle.
      'that new types cut apart comes after them',
      '17ff8103010103416e7901ff8200010101015601100000002aff82010b6d61696e2e546167676564ff830301010654616767656401ff8400010101014d01ff8600000027ff85040101176d61705b737472696e675d696e74657266616365207b7d01ff8600010c0110000005ff840100001eff87030101045061697201ff880001020101410110000101420110000000ffabff88010b6d61696e2e546167676564ff84290101016b086d61696e2e526563ff890301010352656301ff8a00010101054974656d7301ff8c0000001cff8b0201010e5b5d696e74657266616365207b7d01ff8c000110000042ff8a2c01020a6d61696e2e506f696e74ff8d03010105506f696e7401ff8e000102010158010400010159010400000011ff8e05010201040003696e740402000600000106737472696e670c050003656e6400',
      `type 71 = struct Point { X int; Y int }
value: Pair
A interface main.Tagged: Tagged
M map[string]interface {} of 1
["k"] interface main.Rec: Rec
Items []interface {} of 2
[0] interface main.Point: Point
X int = 1
Y int = 2
[1] interface int: int = 3
B interface string: string = "end"
`,
    ],
    [
      'of every kind',
      '0cff81020102ff8200011000005bff82000a0003696e740402000a06737472696e670c0300017304626f6f6c0202000107666c6f61743634080400fef83f0575696e7438060300ffc8075b5d75696e74380a0400026869055b5d696e74ff83020102ff8400010400001cff840400020204085b5d737472696e67ff85020102ff8600010c00001cff860500020001610a636f6d706c65783132380e0700fe3140fe3340',
      `value: []interface {} of 10
[0] interface = nil
[1] interface int: int = 5
[2] interface string: string = "s"
[3] interface bool: bool = true
[4] interface float64: float = 1.5
[5] interface uint8: uint = 200
[6] interface []uint8: []byte = 68 69 (2 bytes)
[7] interface []int: []int of 2
[0] int = 1
[1] int = 2
[8] interface []string: []string of 2
[0] string = ""
[1] string = "a"
[9] interface complex128: complex = 17+19i
`,
    ],
    [
      'of a map of arrays',
      '0fff83040102ff8400010c01ff8200000eff81010102ff82000108010400000bff840001016b0200fef0bf',
      'value: map[string][2]float of 1\n["k"] [2]float of 2\n[0] float = 0\n[1] float = -1\n',
    ],
    [
      'of a type that marshals itself',
      '0aff81050102ff8400000007ff820003030102',
      'type 65 = bytes by GobEncoder\nmessage of 7 bytes\nvalue: type 65 = 03 01 02 (3 bytes)\n',
    ],
    [
      'of a time in a zone',
      '10ff810501010454696d6501ff8200000013ff82000f010000000ee136133f075bcd15005a',
      'value: Time = 2026-03-01T12:30:15.123456789+01:30\n',
    ],
    [
      'that is a string of control characters or no UTF-8',
      '0b0c00081b5b324aff0a0900',
      'value: string = "\\u001b[2J�\\n\\t\\u0000", which is no UTF-8: 1b 5b 32 4a ff 0a 09 00 (8 bytes)\n',
    ],
    [
      'of a type with a name that is none',
      '17ff8103010103411b4201ff82000101010178010400000005ff82010e00',
      'type 65 = struct "A\\u001bB" { x int }\nmessage of 5 bytes\nvalue: "A\\u001bB"\nx int = 7\n',
    ],
    ['with more behind it', '0504000600ff', 'value: int = 3\n2 bytes behind the value, which Go passes over\n'],
  ]
  test.each(table)('%s', async (_, hex, want) => {
    expect(await textOf(hex)).toContain(want)
  })

  test('as deep as may be stays on the screen', async () => {
    const levels = 999
    const payload = `ff82${'01'.repeat(levels)}${'00'.repeat(levels + 1)}`
    const length = (payload.length / 2).toString(16).padStart(4, '0')
    const { code, stdout } = await piped(`16ff81030101014101ff8200010101014101ff82000000fe${length}${payload}`, '--hex')
    expect(code).toBe(0)
    expect(stdout.split('\n').length).toBeGreaterThan(levels)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(120)
  })
})

describe('a stream with faults', () => {
  // Point{1, 2}, a field past the last after X = 1, Point{3, 4}, and a length that is none.
  const stream =
    '1fff8103010105506f696e7401ff82000102010158010400010159010400000007ff82010201040007ff82010206040007ff82010601080080aabb'

  test('is shown up to each, and on behind it where that can be found', async () => {
    expect(await piped(stream, '--hex')).toEqual({
      code: 1,
      stdout: ` 0..32  1f                       message of 31 bytes
 1..32  ff 81 03 01 01 05 50 …     type 65 = struct Point { X int; Y int }
32..40  07                       message of 7 bytes
33..40  ff 82                      value: Point
36..37  02                           X int = 1
38..39  04                           Y int = 2
40..48  07                       message of 7 bytes
41..46  ff 82                      value: Point
44..45  02                           X int = 1
46..46                           fault: decode: gob: bad data: field numbers out of bounds at byte 46
48..56  07                       message of 7 bytes
49..56  ff 82                      value: Point
52..53  06                           X int = 3
54..55  08                           Y int = 4
56..56                           fault: protocol: gob: encoded unsigned integer out of range at byte 56
56..59  80 aa bb                   not read: where a message begins is lost
`,
      stderr:
        'error: the stream has 2 faults\nhint: Look for "fault" in the dump: what was read before each stands above it.\n',
    })
  })

  test('that was cut off is shown up to the cut', async () => {
    const { code, stdout, stderr } = await piped(REQUESTS.slice(0, 2 * 104), '--hex')
    expect(code).toBe(1)
    expect(stdout).toMatch(
      / params: Args\n103\.\.104 .* A int = 6\n104\.\.104 +fault: protocol: gob: unexpected EOF at byte 104\n$/,
    )
    expect(stderr).toMatch(/^error: the stream has a fault\nhint: /)
  })

  test('keeps the labels of the calls behind a bad body', async () => {
    // The params of the first request have a field past the last.
    const bad = REQUESTS.replace('07ff84010c010e00', '07ff84010c050e00')
    expect(bad).not.toBe(REQUESTS)
    const text = await textOf(bad)
    expect(text).toMatch(/params: Args\nA int = 6\n.*fault: .*\n/)
    expect(text).toContain('request 1 Arith.Divide: Request')
  })
})

test('an empty stream is said to be', async () => {
  expect(await piped('')).toEqual({ code: 0, stdout: 'an empty stream\n', stderr: '' })
})

test('the dump may be cut short by whoever reads it', async () => {
  const long = REQUESTS.slice(0, 2 * 99) + '07ff84010c010e00'.repeat(20_000)
  const child = execFile(process.execPath, [join(root, 'codegen/bin/rpcgen.js'), 'inspect', '--hex'], () => {})
  let complaint = ''
  child.stderr?.on('data', (chunk: string) => {
    complaint += chunk
  })
  child.stdin?.end(long)
  child.stdout?.once('data', () => child.stdout?.destroy())
  const [code] = (await once(child, 'exit')) as [number]
  expect([code, complaint]).toEqual([0, ''])
})

describe('input that is none', () => {
  test.each([
    ['a file that is not there', ['missing.bin'], 'error: cannot read missing.bin: there is no such file\nhint: '],
    ['a folder', ['folder'], 'error: cannot read folder: it is a folder\nhint: '],
    [
      'text that is no hexadecimal',
      ['text.hex', '--hex'],
      'error: line 2 has "g", which is no hexadecimal digit\nhint: ',
    ],
    ['half a byte', ['half.hex', '--hex'], 'error: the last byte has one digit\nhint: '],
  ])('%s', async (_, args, want) => {
    const cwd = folderOf({ 'folder/x': '', 'text.hex': '03 04\n00 0g\n', 'half.hex': '03 04 0' })
    const { code, stdout, stderr } = await rpcgen(cwd, ['inspect', ...args])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr.slice(0, want.length)).toBe(want)
  })
})

describe('the command line', () => {
  test('names a file or standard input', () => {
    expect(parseCommand(['inspect'])).toEqual({ kind: 'inspect', file: undefined, hex: false })
    expect(parseCommand(['inspect', '-'])).toEqual({ kind: 'inspect', file: undefined, hex: false })
    expect(parseCommand(['inspect', 'a.bin'])).toEqual({ kind: 'inspect', file: 'a.bin', hex: false })
    expect(parseCommand(['--hex', 'inspect', 'a.hex'])).toEqual({ kind: 'inspect', file: 'a.hex', hex: true })
    expect(parseCommand(['inspect', '--help'])).toEqual({ kind: 'help' })
    expect(parseCommand(['./inspect', '-o', 'out'])).toMatchObject({ kind: 'generate', inputs: ['./inspect'] })
  })

  test.each([
    [['inspect', 'a', '--hexx'], 'unknown option --hexx'],
    [['inspect', 'a', 'b'], 'more than one file is named'],
    [['inspect', 'a', '-o', 'out'], 'rpcgen inspect takes no --output'],
    [['schemas', '-o', 'out', '--hex'], '--hex is an option of rpcgen inspect'],
  ])('%j is a mistake', async (args, message) => {
    const { code, stdout, stderr } = await rpcgen(root, args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: .*\nhint: .*\n$/)
    expect(stderr).toContain(message)
  })

  test('is explained', async () => {
    const { stdout } = await rpcgen(root, ['--help'])
    for (const word of ['rpcgen inspect [<file>]', '--hex']) expect(stdout).toContain(word)
  })
})
