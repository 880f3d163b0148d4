package main

import "time"

// H26 to H38 and H43 to H48: what stands in values.
func hostileValues() []hostile {
	none := func() interface{} { return new(Empty) }
	ints := func(parts ...string) []piece { return rawStream(intsDefinition, valueOf65("00", join(parts))) }
	entries := func(parts ...string) []piece { return rawStream(mapDefinition, valueOf65("00", join(parts))) }
	held := func(parts ...string) []piece { return rawStream(anyDefinition, valueOf65("01", join(parts))) }
	bigArray := gobMessage("ff81", "010102ff820001ff8401", gobInt(1<<34), "0000") + gobMessage("ff83", "030102ff84000000")
	return []hostile{
		{name: "H26 a string longer than its message", stream: rawStream(gobMessage("0c00", "7f61")), into: new(string)},
		{name: "H26 bytes longer than their message", stream: rawStream(gobMessage("0a00", "7f61")), into: new([]byte)},
		{name: "H26 a string of 2^62 bytes", stream: rawStream(gobMessage("0c00", gobUint(1<<62), "61")), into: new(string)},
		{name: "H26 a string longer than its message, skipped", stream: rawStream(defined("P", field("S", 6)), valueOf65("017f6100")), into: none()},
		{name: "H27 a slice of 127 that has two", stream: ints("7f0204"), into: new([]int)},
		{name: "H28 a slice of 2^20 that has one", stream: ints(gobUint(1<<20), "02"), into: new([]int)},
		{name: "H28 a slice of 2^26 that has one", stream: ints(gobUint(1<<26), "02"), into: new([]int), unrun: "allocates 512 MB"},
		{name: "H29 a slice of 2^31", stream: ints(gobUint(1<<31), "02"), into: new([]int)},
		{name: "H30 a map of five that has one", stream: entries("05016102"), into: new(map[string]int)},
		{name: "H30 a map of 2^20 that has one", stream: entries(gobUint(1<<20), "016102"), into: new(map[string]int)},
		{name: "H31 a map of 2^63", stream: entries(gobUint(1<<63), "016102"), into: new(map[string]int)},
		{name: "H32 a map with a key twice", stream: entries("02016102016104"), into: new(map[string]int)},
		{name: "H33 an array with fewer than its type has", stream: rawStream(arrayDefinition, valueOf65("00020204")), into: new([3]int)},
		{name: "H33 an array with more than its type has", stream: rawStream(arrayDefinition, valueOf65("000402040608")), into: new([3]int)},
		{name: "H34 an interface whose name has 2^63-1 bytes", stream: held(gobUint(1<<63-1), "6162"), into: new(Any)},
		{name: "H34 an interface whose name is longer than the input", stream: held("7f6162"), into: new(Any)},
		{
			name: "H34 an interface whose name has 1025 bytes", into: new(Any),
			stream: []piece{{Hex: anyDefinition + gobUint(1025+11) + "ff8201" + gobUint(1025)}, {Hex: "61", Times: 1025}, {Hex: "0402000200"}},
		},
		{name: "H35 an interface of a type that is not registered", stream: held(textHex("main.Nope"), "0402000200"), into: new(Any)},
		{name: "H35 an interface of a type that is not registered, skipped", stream: held(textHex("main.Nope"), "0402000200"), into: none()},
		{name: "H36 an interface with another byte count", stream: held(textHex("int"), "0405000a00"), into: new(Any)},
		{name: "H36 an interface with another byte count, skipped", stream: held(textHex("int"), "0405000a00"), into: none()},
		{name: "H37 an interface with another type", stream: held(textHex("int"), "0c0300016100"), into: new(Any)},
		{name: "H38 a nil interface in a slice", stream: rawStream("0cff81020102ff8200011000000dff8200020003696e7404020002"), into: new([]interface{})},
		{name: "H38 a nil interface in a slice, skipped", stream: rawStream("0cff81020102ff8200011000000dff8200020003696e7404020002")},
		{
			name: "H38 a nil interface in a slice in a field, skipped", into: new(DotX),
			stream: rawStream(defined("P", field("L", 66), field("X", 2)), gobMessage("ff83", "020102ff8400011000", "00"), valueOf65("01020003696e7404020002010e00")),
		},
		{name: "H43 an array of -1, skipped", stream: rawStream("0eff81010102ff820001040101000004ff820000")},
		{name: "H43 an array of 2^34 empty structs, skipped", stream: rawStream(bigArray, valueOf65("00", gobUint(1<<34)))},
		{name: "H44 1e300 into a float32", stream: rawStream("0b0800f8", "9c7500883ce4377e"), into: new(float32)},
		{name: "H44 infinity into a float32", stream: rawStream("050800fef07f"), into: new(float32)},
		{name: "H44 1e-300 into a float32", stream: rawStream("0b0800f8", "59f3f8c21f6ea501"), into: new(float32)},
		{name: "H45 half a complex number", stream: rawStream(gobMessage("0e00fe3140")), into: new(complex128)},
		{name: "H46 a bool of 2", stream: rawStream("03020002"), into: new(bool)},
		{name: "H47 a BinaryMarshaler into a GobDecoder", stream: rawStream(hook("06"), valueOf65("00", "020001")), into: new(Celsius)},
		{name: "H47 a TextMarshaler into a GobDecoder", stream: rawStream(hook("07"), valueOf65("00", "020001")), into: new(Celsius)},
		{name: "H47 a TextMarshaler, skipped", stream: rawStream(hook("07"), valueOf65("00", "020001"))},
		{name: "H48 a time of one byte", stream: rawStream(timeDefinition, valueOf65("00", "0101")), into: new(time.Time)},
		{name: "H48 a time of no bytes", stream: rawStream(timeDefinition, valueOf65("00", "00")), into: new(time.Time)},
		{name: "H48 a time of version 3", stream: rawStream(timeDefinition, valueOf65("00", "0f03000000000000000000000000ffff")), into: new(time.Time)},
		{name: "H48 a time of version 1 that is a byte too long", stream: rawStream(timeDefinition, valueOf65("00", "1001000000000000000000000000ffff00")), into: new(time.Time)},
	}
}

// hook is the definition of a type that marshals itself in the way of this field of wireType.
func hook(way string) string {
	return gobMessage("ff81", way, "0101", textHex("Celsius"), "01ff8200", "0000")
}

func join(parts []string) string {
	text := ""
	for _, part := range parts {
		text += part
	}
	return text
}
