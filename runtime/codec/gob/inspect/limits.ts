/** What one stream may cost whoever looks at it. */
export interface InspectLimits {
  /** Bytes of one message, and of all the messages that one value is cut into. */
  readonly message: number
  /** Values inside one value, itself included: each takes far more memory than the byte that it may come from. */
  readonly values: number
  /** Structs, lists, maps and interfaces inside each other. */
  readonly nesting: number
  /** Types that one stream defines. */
  readonly types: number
}

export const defaultInspectLimits: InspectLimits = {
  message: 64 * 1024 * 1024,
  values: 4_000_000,
  nesting: 1_000,
  types: 10_000,
}
