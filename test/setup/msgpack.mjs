import { existsSync } from 'node:fs'
import { installDebian } from './debian.mjs'

const name = 'golang-github-hashicorp-net-rpc-msgpackrpc-dev'

const missingMsgpack =
  `The tests need the sources of HashiCorp's net-rpc-msgpackrpc.\n` +
  `Install Debian's package ${name}: apt-get install ${name}`

/** Installs the sources of the Go peer where there are none, and throws where that may not be. */
export function ensureMsgpack() {
  const isThere = existsSync('/usr/share/gocode/src/github.com/hashicorp/net-rpc-msgpackrpc')
  if (!isThere) installDebian(name, missingMsgpack)
}
