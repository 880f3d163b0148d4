/** `ours-server.js CODEC one|all`: `all` is a process in which every codec is in use. */
import { listen } from '@rpcgen/runtime/node'
import { multiplying } from './multiplying.js'
import { type CodecName, codecNamed } from './wires/codecs.js'
import { warmAll } from './wires/warm.js'

const [codec = 'gob', company] = process.argv.slice(2)
if (company === 'all') await warmAll()
const { address } = await listen(multiplying(), 'tcp://127.0.0.1:0', { codec: await codecNamed(codec as CodecName) })
console.log(JSON.stringify({ address: address.slice('tcp://'.length) }))
process.stdin.resume().on('end', () => process.exit())
