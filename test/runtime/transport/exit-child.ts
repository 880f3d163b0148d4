/** Uses each transport once and closes it: `exit-child FOLDER`, with the certificates of `peer certs` in the folder. Nothing may keep the process then. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Server } from '@rpcgen/runtime'
import { gob } from '@rpcgen/runtime/gob'
import { dial, listen, spawnTransport } from '@rpcgen/runtime/node'
import { ArithClient, serveArith } from '../../../generated/arith.js'

const [folder = '', command = '', ...args] = process.argv.slice(2)
const file = (name: string): string => readFileSync(join(folder, `${name}.pem`), 'utf8')
const codec = gob()

const products: number[] = []

async function use(client: Client): Promise<void> {
  products.push(await new ArithClient(client).multiply({ a: 6, b: 7 }))
  await client.close()
}

const urls = [
  'tcp://127.0.0.1:0',
  'tls://127.0.0.1:0',
  `unix:${join(folder, 'plain')}`,
  'http-connect://127.0.0.1:0',
  `http-connect+unix:${join(folder, 'connect')}`,
]
for (const url of urls) {
  const server = new Server()
  serveArith(server, { multiply: ({ a, b }) => a * b, divide: () => ({ quo: 0, rem: 0 }) })
  const secure = url.startsWith('tls:')
  const listener = await listen(server, url, {
    codec,
    tls: secure ? { cert: file('server'), key: file('server-key') } : undefined,
  })
  await use(await dial(listener.address, { codec, tls: secure ? { ca: file('ca') } : undefined }))
  await server.close()
  await listener.close()
}
await use(new Client(await spawnTransport(command, args), { codec }))
console.log(products.join(' '))
