/** Calls a TypeScript server, and then those whose URLs are the arguments. */
import { callServer } from './client.js'
import { startServer } from './server.js'

const listener = await startServer()
console.log(`\nA TypeScript server at ${listener.address}`)
await callServer(listener.address)
await listener.close()

for (const url of process.argv.slice(2)) {
  console.log(`\nAnother server at ${url}`)
  await callServer(url)
}
