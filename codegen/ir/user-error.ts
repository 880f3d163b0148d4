/** The run cannot start for a reason that no place in a schema file stands for, such as an input that is missing. */
export class UserError extends Error {
  override readonly name: string = 'UserError'
  /** A sentence that says what to do instead. */
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}
