const interfaces = 'the codec carries no interface values yet'
const complex = 'there are no complex numbers yet'
const hooks = 'there are no types with hooks yet'
const recursive = 'a list or a map that holds itself, with no struct between, overflows the stack'

/** What our codec does not do yet, by case. */
export const notYet: Readonly<Record<string, string>> = {
  'K31 written': complex,
  'K31 read': complex,
  'K32 written': complex,
  'K32 read': complex,
  'K35 written': 'a string that is no UTF-8 has no form of its own',
  'K35 read': 'a string that is no UTF-8 has no form of its own',
  'K50 written': 'Go names no struct that it meets as the key or the value of a map first',
  'K52 written': 'Go names no struct that it meets as the key or the value of a map first',
  'K61 written': recursive,
  'K61 read': recursive,
  'K62 written': recursive,
  'K62 read': recursive,
  'K78 written': hooks,
  'K78 read': hooks,
  'K79 written': hooks,
  'K79 read': hooks,
  ...Object.fromEntries(
    ['K81', 'K82', 'K83', 'K84', 'K85', 'K86', 'K87', 'K88', 'K89', 'K90', 'K91', 'K92'].flatMap((id) => [
      [`${id} written`, interfaces],
      [`${id} read`, interfaces],
    ]),
  ),
}

/** What our codec does in another way than Go, and why. */
export const different: Readonly<Record<string, string>> = {
  'K26 written': "JavaScript has one NaN, whose last bit is not set as that of Go's math.NaN is",
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
  // Go prints the received type whole, and the package of its own.
  'gob: decoding into local type *string, received remote type bytes':
    'gob: decoding into local type *string, received remote type []byte',
  'gob: decoding into local type *[1]int, received remote type []int':
    'gob: decoding into local type *[1]int, received remote type slice',
  'gob: decoding into local type *[2]int, received remote type [3]int':
    'gob: decoding into local type *[2]int, received remote type array',
  'gob: type mismatch in decoder: want struct type main.Dot; got non-struct':
    'gob: type mismatch in decoder: want struct type Dot; got non-struct',
  'gob: decoding into local type *string, received remote type Dot = struct { X int; Y int; }':
    'gob: decoding into local type *string, received remote type Dot',
}
