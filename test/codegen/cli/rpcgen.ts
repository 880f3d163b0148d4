import { execFile } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folderOf } from '../output/folder.js'

export const root: string = fileURLToPath(new URL('../../..', import.meta.url))

const ownBin = join(root, 'codegen/bin/rpcgen.js')

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command as a user would. */
export function rpcgen(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  bin: string = ownBin,
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

/** A user's project: a folder in which schema files find the packages that they import. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderOf(files)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** A project with this repository's own schemas. */
export function demoProject(): string {
  const folder = project()
  cpSync(join(root, 'schemas'), join(folder, 'schemas'), { recursive: true })
  return folder
}
