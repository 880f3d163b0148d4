import { readFile } from 'node:fs/promises'
import { UserError } from '../ir/user-error.js'

/** All of a file, or of standard input when none is named. */
export async function readInput(file: string | undefined): Promise<Uint8Array> {
  if (file === undefined) {
    const chunks: Uint8Array[] = []
    for await (const chunk of process.stdin) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  try {
    return await readFile(file)
  } catch (error) {
    throw new UserError(
      `cannot read ${file}: ${reason(error)}`,
      'Name a file that holds the bytes, or - for standard input.',
    )
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EISDIR':
      return 'it is a folder'
    case 'EACCES':
      return 'it is not for you to read'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
