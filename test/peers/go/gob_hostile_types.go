package main

// H14 to H25: definitions, and the fields of structs.
func hostileTypes() []hostile {
	dot := func() interface{} { return new(Dot) }
	none := func() interface{} { return new(Empty) }
	// Type 66, which defines nothing, as the field Q of type 65.
	nothing := defined("P", field("Q", 66)) + "03ff8300"
	fields := func(x string) string { return defined("P", x, field("Y", 2)) }
	undefinedField := fields(field("Z", 70))
	return []hostile{
		{name: "H14 a definition of nothing, of a struct", stream: rawStream("03ff8100", valueOf65("00")), into: dot()},
		{name: "H14 a definition of nothing, skipped", stream: rawStream(nothing, valueOf65("010100")), into: none()},
		{name: "H15 a definition of a slice and of a map, as a slice", stream: rawStream("1dff81020101017301ff8200010400020101016d01ff8200010c0104000005ff82000102"), into: new([]int)},
		{name: "H15 a definition of a slice and of a map, as a map", stream: rawStream("1dff81020101017301ff8200010400020101016d01ff8200010c0104000007ff820001016102"), into: new(map[string]int)},
		{name: "H16 a definition of an eighth kind", stream: rawStream("0dff81080101017801ff8200000004ff820000"), into: dot()},
		{name: "H17 a field without a name", stream: rawStream("12ff81030101015001ff82000101020400000005ff82010200"), into: dot()},
		{name: "H18 two fields of one name", stream: rawStream(defined("P", field("X", 2), field("X", 2)), valueOf65("0102010400")), into: dot()},
		{name: "H19 a field in lower case", stream: rawStream(defined("P", field("x", 2), field("Y", 2)), valueOf65("010a010c00")), into: dot()},
		{name: "H20 a field of an undefined type", stream: rawStream(fields(field("X", 70)), valueOf65("020200")), into: dot()},
		{name: "H20 a field of type 0", stream: rawStream(fields("01015800"), valueOf65("020200")), into: dot()},
		{name: "H20 a field of type -1", stream: rawStream(fields(field("X", -1)), valueOf65("020200")), into: dot()},
		{name: "H20 a field of an undefined type, skipped and not even sent", stream: rawStream(undefinedField, valueOf65("020200")), into: dot()},
		{name: "H20 a field of an undefined type, skipped", stream: rawStream(undefinedField, valueOf65("01020200")), into: dot()},
		{name: "H21 a field past the last", stream: rawStream(dotDefinition, valueOf65("050200")), into: dot()},
		{name: "H21 a field past the last, skipped", stream: rawStream(dotDefinition, valueOf65("050200")), into: none()},
		{name: "H22 a field 2^63 further", stream: rawStream(dotDefinition, valueOf65(gobUint(1<<63), "0200")), into: dot()},
		{name: "H23 a field 2^63-1 further than the second", stream: rawStream("1fff8103010105506f696e7401ff8200010201015801040001015901040000000fff820202f87fffffffffffffff0200"), into: dot()},
		{name: "H23 a field 2^63-1 further than the second, skipped", stream: rawStream("1fff8103010105506f696e7401ff8200010201015801040001015901040000000fff820202f87fffffffffffffff0200"), into: none()},
		{name: "H24 a value alone that is the second field", stream: rawStream("03040102"), into: new(int)},
		{name: "H25 a struct without its end", stream: rawStream(dotDefinition, valueOf65("012c")), into: dot()},
		{name: "H25 a struct cut in a field", stream: rawStream(dotDefinition, valueOf65("012c01")), into: dot()},
	}
}
