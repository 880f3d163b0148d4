/** What the codec carries so far, and schemas are therefore made of. */
export const carried = { hooks: false, interfaces: false } as const
