import { UserError } from '../ir/user-error.js'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in the way of a folder',
  EEXIST: 'a file is in the way of a folder',
  EISDIR: 'a folder is in the way of a file',
}

const OUTPUT_HINT = 'Nothing was changed. Make the folder writable, or name another behind -o.'

/** What the operating system refused, as something that the user can mend. */
export function fileError(what: string, error: unknown, hint: string = OUTPUT_HINT): UserError {
  if (error instanceof UserError) return error
  const { code, message } = error as NodeJS.ErrnoException
  return new UserError(`${what}: ${reasons[code ?? ''] ?? message}`, hint)
}
