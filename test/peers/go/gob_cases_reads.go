package main

import (
	"encoding/hex"
	"math"
)

type Shuffled struct {
	Extra string
	Y     int
	More  []Inner
	X     int
	Deep  map[string]Inner
}

type DotX struct {
	X     int
	Other string
}

type Apart struct{ P, Q int }

type Small struct{ N int8 }

type Large struct{ N int64 }

type SmallFloat struct{ F float32 }

type LargeFloat struct{ F float64 }

type Flat struct {
	A int
	B string
	C int
}

type Merged struct {
	Map  map[string]int
	List []int
	Dot  Dot
	Ref  *Dot
}

// mismatches are the pairs that gob never takes for one another.
func mismatches() []gobRead {
	return []gobRead{
		{from: []interface{}{5}, into: new(uint)},
		{from: []interface{}{uint(5)}, into: new(int)},
		{from: []interface{}{5}, into: new(float64)},
		{from: []interface{}{5.0}, into: new(int)},
		{from: []interface{}{"s"}, into: new([]byte)},
		{from: []interface{}{[]byte("s")}, into: new(string)},
		{from: []interface{}{[]int{5}}, into: new([1]int)},
		{from: []interface{}{struct{ N uint }{5}}, into: new(Large)},
		{from: []interface{}{true}, into: new(Dot)},
		{from: []interface{}{Dot{1, 2}}, into: new(string)},
	}
}

// K94 to K102, but for K101, which is about how a stream arrives.
func readCases() []gobCase {
	long := []interface{}{Large{127}, Large{-128}, Large{128}, Large{-129}, Large{1}}
	merged := Merged{Map: map[string]int{"kept": 1, "both": 2}, List: []int{9, 9, 9}, Dot: Dot{5, 6}, Ref: &Dot{7, 8}}
	return []gobCase{
		{
			name:  "K94 fields in another order, too many and too few",
			write: []interface{}{Shuffled{"e", 2, []Inner{{1, "b"}}, 1, map[string]Inner{"k": {3, "d"}}}, Dot{1, 2}},
			read: []gobRead{
				{from: []interface{}{Shuffled{"e", 2, []Inner{{1, "b"}}, 1, map[string]Inner{"k": {3, "d"}}}}, into: new(Dot)},
				{from: []interface{}{Dot{1, 2}}, into: new(Shuffled)},
				{from: []interface{}{Dot{1, 2}}, into: new(DotX)},
				{from: []interface{}{Dot{1, 2}}, into: new(Empty)},
				{from: []interface{}{Dot{1, 2}}, into: new(Apart)},
			},
		},
		{
			name: "K95 numbers too large for the receiver", write: []interface{}{},
			read: []gobRead{
				{from: long, into: new(Small)},
				{from: []interface{}{[]int{1, 300}}, into: new([]int8)},
				{from: []interface{}{300, 100}, into: new(int8)},
				{from: []interface{}{uint(70_000), uint(7)}, into: new(uint16)},
				{from: []interface{}{LargeFloat{1e300}, LargeFloat{math.Inf(-1)}, LargeFloat{0.1}, LargeFloat{1e-300}}, into: new(SmallFloat)},
			},
		},
		{name: "K96 signs and kinds that do not match", write: []interface{}{}, read: mismatches()},
		{
			name: "K97 arrays of another length", write: []interface{}{},
			read: []gobRead{
				{from: []interface{}{[3]int{1, 2, 3}}, into: new([2]int)},
				{from: []interface{}{struct{ Pair [3]int }{[3]int{1, 2, 3}}}, into: new(Nest)},
			},
		},
		{
			name: "K98 what is there already is merged with", write: []interface{}{},
			read: []gobRead{
				{from: []interface{}{Merged{map[string]int{"both": 3}, []int{1}, Dot{1, 0}, &Dot{0, 4}}}, into: &merged, merge: true},
				{from: []interface{}{map[string]int{"new": 1}}, into: &map[string]int{"kept": 2}, merge: true},
			},
		},
		{
			name: "K99 flat fields into those of an embedded struct", write: []interface{}{},
			read: []gobRead{
				{from: []interface{}{Flat{1, "b", 2}}, into: new(Outer)},
				{from: []interface{}{Outer{Inner{1, "b"}, 2}}, into: new(Flat)},
			},
		},
		one("K100 two types by turns", Dot{1, 2}, Item{"a"}, Dot{3, 4}, Item{"b"}),
		{
			name: "K102 other first ids", write: []interface{}{},
			read: []gobRead{
				{parts: []string{dotStream(64)}, into: new(Dot)},
				{parts: []string{dotStream(65)}, into: new(Dot)},
				{parts: []string{dotStream(math.MaxInt32)}, into: new(Dot)},
			},
		},
	}
}

// dotStream is Dot{22, 33} as a program writes it whose type has this id.
func dotStream(id int) string {
	definition := gobMessage(gobInt(-id), "03010103446f7401", gobInt(id), "000102010158010400010159010400", "0000")
	return definition + gobMessage(gobInt(id), "012c014200")
}

// gobMessage is these bytes, in hexadecimal, behind their length.
func gobMessage(parts ...string) string {
	text := ""
	for _, part := range parts {
		text += part
	}
	return gobUint(uint64(len(text)/2)) + text
}

func gobUint(value uint64) string {
	if value < 128 {
		return hex.EncodeToString([]byte{byte(value)})
	}
	digits := []byte{}
	for ; value > 0; value >>= 8 {
		digits = append([]byte{byte(value)}, digits...)
	}
	return hex.EncodeToString(append([]byte{byte(256 - len(digits))}, digits...))
}

func gobInt(value int) string {
	if value < 0 {
		return gobUint(uint64(^value)<<1 | 1)
	}
	return gobUint(uint64(value) << 1)
}
