/** One file to write: a path relative to the output folder, with `/`, and its whole text. */
export interface OutputFile {
  readonly path: string
  readonly text: string
}
