/** A value in an interface, with the name that Go has registered its type by. */
export class Typed {
  readonly type: string
  readonly value: unknown

  constructor(type: string, value: unknown) {
    this.type = type
    this.value = value
  }
}

export function typed(type: string, value: unknown): Typed {
  return new Typed(type, value)
}
