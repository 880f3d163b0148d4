package main

import (
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"time"
)

// vector is a value as encoding/gob writes it when the stream knows its type
// already, from behind the type's id: what is left does not depend on what else
// the process has encoded.
type vector struct {
	Name string `json:"name"`
	Hex  string `json:"hex"`
}

var vectorValues = []struct {
	name  string
	value interface{}
}{
	{"bool true", true},
	{"bool false", false},
	{"integer 0", 0},
	{"integer 3", 3},
	{"integer 63", 63},
	{"integer 64", 64},
	{"integer -1", -1},
	{"integer -64", -64},
	{"integer -65", -65},
	{"integer -129", -129},
	{"integer safe max", 1<<53 - 1},
	{"integer safe min", -(1<<53 - 1)},
	{"int64 min", int64(math.MinInt64)},
	{"int64 max", int64(math.MaxInt64)},
	{"uint32 127", uint32(127)},
	{"uint32 128", uint32(128)},
	{"uint32 256", uint32(256)},
	{"uint64 max", uint64(math.MaxUint64)},
	{"number 0", 0.0},
	{"number 1", 1.0},
	{"number 17", 17.0},
	{"number -0", math.Copysign(0, -1)},
	{"number pi", math.Pi},
	{"number max", math.MaxFloat64},
	{"number least", math.SmallestNonzeroFloat64},
	{"number +Inf", math.Inf(1)},
	{"number -Inf", math.Inf(-1)},
	{"float32 0.1", float32(0.1)},
	{"string empty", ""},
	{"string hello", "hello"},
	{"string wide", "żółw 🐢"},
	{"bytes hi", []byte("hi")},
	{"bytes empty", []byte{}},
	{"duration", 1500 * time.Millisecond},
	{"list", []int{1, 2, -3}},
	{"list empty", []int{}},
	{"matrix", [][]float64{{1}, {}, {2, 3}}},
	{"fixed zero", [3]int{}},
	{"map", map[int32]string{1: "a"}},
	{"map empty", map[int32]string{}},
	{"record zero", map[string]int{"a": 0}},
	{"point zero", Point{}},
	{"point y", Point{Y: 17}},
	{"points", []Point{{}, {X: 1}}},
	{"empty", Empty{}},
	{"time zero", time.Time{}},
	{"time utc", time.Date(2026, 3, 1, 12, 30, 15, 250_000_000, time.UTC)},
	{"time before 1970", time.Date(1815, 12, 10, 23, 59, 59, 1_000_000, time.UTC)},
	{"time +90m", time.Date(2026, 3, 1, 12, 30, 15, 123_456_789, time.FixedZone("", 90*60))},
	{"time +1h1s", time.Date(2026, 3, 1, 12, 30, 15, 0, time.FixedZone("", 3601))},
	{"tree", Tree{Value: 1, Branches: []Tree{{Value: 2, Named: map[string]Tree{}}}, Named: map[string]Tree{}}},
	{"sparse absent", Sparse{}},
	{"sparse point", Sparse{Required: 3, Point: &Point{}}},
}

// vectors prints all of them as one list.
func vectors() error {
	list := []vector{}
	for _, each := range vectorValues {
		var stream bytes.Buffer
		encoder := gob.NewEncoder(&stream)
		if err := encoder.Encode(each.value); err != nil {
			return err
		}
		stream.Reset()
		if err := encoder.Encode(each.value); err != nil {
			return err
		}
		_, message := cutUint(stream.Bytes())
		_, value := cutUint(message)
		list = append(list, vector{each.name, hex.EncodeToString(value)})
	}
	encoder := json.NewEncoder(os.Stdout)
	return encoder.Encode(list)
}

// cutUint takes gob's unsigned integer from the front.
func cutUint(b []byte) (uint64, []byte) {
	if b[0] < 128 {
		return uint64(b[0]), b[1:]
	}
	n := int(256 - int(b[0]))
	value := uint64(0)
	for _, each := range b[1 : 1+n] {
		value = value<<8 | uint64(each)
	}
	return value, b[1+n:]
}
