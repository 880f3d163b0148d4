/** A verdict of ours on a hostile stream that is another than Go's. */
export interface OtherVerdict {
  readonly ours: 'refused' | 'accepted'
  readonly reason: string
}

const unread: OtherVerdict = { ours: 'accepted', reason: 'a body that nobody reads is dropped whole, unseen' }
const interfaces: OtherVerdict = { ours: 'accepted', reason: "Go's own way to pass over an interface loses its place" }
const deep: OtherVerdict = { ours: 'refused', reason: 'nothing may lie inside more than 100 other values' }

export const otherVerdict: Readonly<Record<string, OtherVerdict>> = {
  'H11 an unknown type skipped': unread,
  'H15 a definition of a slice and of a map, as a slice': {
    ours: 'refused',
    reason: 'a definition of several kinds is of the last of them, whatever the receiver wants',
  },
  'H20 a field of an undefined type, skipped and not even sent': {
    ours: 'accepted',
    reason: 'the type of a field that is not sent is not needed',
  },
  'H31 a map of 2^63': { ours: 'refused', reason: 'a count is not negative because it is large' },
  'H36 an interface with another byte count, skipped': interfaces,
  'H38 a nil interface in a slice, skipped': unread,
  'H38 a nil interface in a slice in a field, skipped': interfaces,
  'H39 a struct that holds itself 100,000 times': deep,
  'H39 a struct that holds itself 100,000 times, skipped': deep,
  'H40 a slice that holds itself 100,000 times': deep,
  'H42 a map of 2^30 empty structs, skipped': unread,
  'H43 an array of -1, skipped': unread,
  'H43 an array of 2^34 empty structs, skipped': unread,
}

/** Streams on which our verdict is not what it should be yet, and what is missing. */
export const notYet: Readonly<Record<string, string>> = {}
