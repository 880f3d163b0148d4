package main

// Own is a struct that holds itself, which on the wire has no pointer between.
type Own struct{ A *Own }

// H39 to H42: what makes much of little.
func hostileDepths() []hostile {
	const deep = 100_000
	own := "16ff81030101014101ff8200010101014101ff82000000"
	slices := "10ff81020101015201ff820001ff820000"
	ownValue := []piece{{Hex: own + gobUint(2+deep+deep+1) + "ff82"}, {Hex: "01", Times: deep}, {Hex: "00", Times: deep + 1}}
	slicesValue := []piece{{Hex: slices + gobUint(3+deep+1) + "ff8200"}, {Hex: "01", Times: deep}, {Hex: "00"}}
	// The field Q of type 65 is the first of a chain.
	chain := func(kind string, times int) []piece {
		return []piece{
			{Hex: defined("P", field("Q", 66))}, {Chain: kind, First: 66, Times: times}, {Hex: valueOf65("0100")},
		}
	}
	return []hostile{
		{name: "H39 a struct that holds itself 100,000 times", stream: ownValue, into: new(Own)},
		{name: "H39 a struct that holds itself 100,000 times, skipped", stream: ownValue, into: new(Empty)},
		{name: "H40 a slice that holds itself 100,000 times", stream: slicesValue, into: new(Nested)},
		{name: "H40 a slice that holds itself 100,000 times, skipped", stream: slicesValue},
		{name: "H41 a chain of 10,002 arrays, skipped", stream: chain("array", 10_002), into: new(Empty)},
		{name: "H41 a chain of 100,000 structs, skipped", stream: chain("struct", 100_000), into: new(Empty), unrun: "takes seconds"},
		{
			name:   "H42 a map of 2^30 empty structs, skipped",
			stream: rawStream("0dff83030101014501ff8400000010ff81040102ff820001ff8401ff84000009ff8200fc4000000000"),
			unrun:  "takes half a minute",
		},
		{
			name: "H42 a map of 2^30 empty structs in a field, skipped", into: new(Empty),
			stream: rawStream(
				defined("P", field("Q", 66)),
				gobMessage("ff83", "040102ff840001ff8601ff86", "0000"), gobMessage("ff85", "030102ff86000000"),
				valueOf65("01", gobUint(1<<30)),
			),
			unrun: "takes half a minute",
		},
	}
}
