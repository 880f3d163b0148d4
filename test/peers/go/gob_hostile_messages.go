package main

import "strings"

// H1 to H13: lengths, messages and ids.
func hostileMessages() []hostile {
	dot := func() interface{} { return new(Dot) }
	return []hostile{
		{name: "H1 nothing", stream: []piece{}, into: dot()},
		{name: "H2 a length without its message", stream: rawStream("03"), into: new(int)},
		{name: "H2 a message without its end", stream: rawStream("030400"), into: new(int)},
		{name: "H2 a length without its end", stream: rawStream("fe01"), into: new(int)},
		{name: "H3 a definition and no value", stream: rawStream(dotDefinition), into: dot()},
		{name: "H4 an unsigned integer of 128 bytes", stream: rawStream("80"), into: dot()},
		{name: "H4 an unsigned integer of nine bytes", stream: rawStream("f7ffffffffffffffffff"), into: dot()},
		{name: "H5 a message of 2^33 bytes", stream: rawStream(gobUint(1 << 33)), into: dot()},
		{name: "H5 a message of 2^63 bytes", stream: rawStream(gobUint(1 << 63)), into: dot()},
		{name: "H6 a message of 2^20 bytes that does not come", stream: rawStream(gobUint(1 << 20)), into: dot()},
		{name: "H6 a message of 2^30 bytes that does not come", stream: rawStream(gobUint(1 << 30)), into: dot(), unrun: "allocates 1 GiB"},
		{name: "H7 a message of no bytes", stream: rawStream("00"), into: dot()},
		{name: "H7 a message of no bytes before a value", stream: rawStream("00", dotDefinition, valueOf65("012c014200")), into: dot()},
		{name: "H8 bytes behind a value", stream: rawStream(dotDefinition, valueOf65("012c014200", "0909")), into: dot()},
		{name: "H9 two values in a message", stream: rawStream(dotDefinition, valueOf65("012c014200", "ff82012e00")), into: dot()},
		{name: "H10 a definition with bytes behind it", stream: rawStream("1bff8103010105506f696e7401ff820001010101580104000000090905ff82012c00"), into: dot()},
		{name: "H11 type 0 into an int", stream: rawStream("03000002"), into: new(int)},
		{name: "H11 an unknown type into an int", stream: rawStream(valueOf65("0002")), into: new(int)},
		{name: "H11 an unknown type into a struct", stream: rawStream(valueOf65("012c00")), into: dot()},
		{name: "H11 an unknown type skipped", stream: rawStream(valueOf65("012c00"))},
		{name: "H12 a type defined twice", stream: rawStream(dotDefinition, dotDefinition, valueOf65("012c00")), into: dot()},
		{name: "H13 a definition of type 5", stream: rawStream(redefined("09"), "030a0000"), into: new([]byte)},
		{name: "H13 a definition of type 63", stream: rawStream(redefined("7d"), dotDefinition, valueOf65("012c00")), into: dot()},
	}
}

// redefined is the definition of Dot under another id, as it stands on the wire.
func redefined(id string) string {
	return gobMessage(id, strings.TrimPrefix(dotDefinition, dotDefinition[:6]))
}
