#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'

// Other programs are called rpcgen too, so this one says who it is even where it was never built.
const args = process.argv.slice(2)
const cli = new URL('../dist/cli.js', import.meta.url)

if (args.includes('--version')) {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  console.log(`${name} ${version}`)
} else if (existsSync(cli)) {
  module.enableCompileCache?.()
  const { main } = await import(cli.href)
  process.exitCode = await main(args)
} else {
  console.error('rpcgen is not built here.\nhint: Run this in its repository first: npm ci && npm run build')
  process.exitCode = 1
}
