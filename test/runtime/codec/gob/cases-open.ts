/** What our codec does in another way than Go, and why. */
export const different: Readonly<Record<string, string>> = {
  'K26 written': "JavaScript has one NaN, whose last bit is not set as that of Go's math.NaN is",
  'K35 written': 'a string of JavaScript has no such bytes: a field that does is a rawString(), in raw-string.test.ts',
  'K53 written': "JavaScript has one NaN, whose last bit is not set as that of Go's math.NaN is",
  'K58 written': 'what is optional is sent when it is given, even if zero',
  'K68 written': 'there are no fields that are not exported: a struct without any is an empty one',
  'K98 read': 'every value is a fresh one: there is nothing to merge with',
  'K99 read': 'there are no embedded structs, whose fields could stand for those of the struct around them',
}

/** What we say where Go says this. */
export const otherTexts: Readonly<Record<string, string>> = {
  // Outside of a struct Go names the receiver's type.
  'value for "element of *[]int8" out of range': 'value for "Value" out of range',
  'value for "*int8" out of range': 'value for "Value" out of range',
  'value for "*uint16" out of range': 'value for "Value" out of range',
  // Go's uint has 64 bits, and is the type of ours that does.
  'gob: decoding into local type *uint, received remote type int':
    'gob: decoding into local type *uint64, received remote type int',
  // The package of its own type Go alone knows.
  'gob: type mismatch in decoder: want struct type main.Dot; got non-struct':
    'gob: type mismatch in decoder: want struct type Dot; got non-struct',
}
