import { execFile } from 'node:child_process'

/** As a shell outside of any npm script would have it: nested npm calls take nothing from ours. */
const environment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_ENV$|^VITEST/.test(name)),
)

/** Runs a program in a folder and answers with what it printed. Its failure is an error that holds all it said. */
export function execute(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env: environment, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${[command, ...args].join(' ')}\n${stdout}${stderr}`, { cause: error }))
    })
  })
}
