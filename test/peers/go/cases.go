package main

import (
	"math"
	"time"
)

func ptr[T any](v T) *T { return &v }

var (
	moment  = time.Date(2026, 3, 1, 12, 30, 15, 250_000_000, time.UTC)
	early   = time.Date(1815, 12, 10, 23, 59, 59, 1_000_000, time.UTC)
	eastern = time.Date(2026, 3, 1, 12, 30, 15, 123_456_789, time.FixedZone("", 5*3600+30*60))
	western = time.Date(1969, 12, 31, 23, 59, 59, 999_999_999, time.FixedZone("", -8*3600))
)

var sparse = Sparse{
	Required: 1, Optional: ptr(-5), Nullable: ptr("here"), Flag: ptr(true), Point: &Point{X: 1.5, Y: -2},
	NullablePoint: &Point{X: 3}, List: &[]string{"a", ""}, Moment: &moment,
}

var everything = Everything{
	Bool: true, Int8: -128, Int16: -32768, Int32: math.MinInt32, Integer: -1<<53 + 1, Int64: math.MinInt64,
	Uint8: 255, Uint16: 65535, Uint32: math.MaxUint32, Uint64: math.MaxUint64, Float32: 0.1, Number: math.Pi,
	String: "żółw 🐢", Bytes: []byte{0, 1, 255}, Timestamp: moment, Exact: eastern, Duration: -1500 * time.Millisecond,
	List: []int{0, -1, 1<<53 - 1}, Fixed: [3]int{1, 0, -1}, Tuple: [2]float64{0.5, -0.5}, Map: map[int32]string{-1: "a", 0: ""},
	Record: map[string]int{"": 0, "one": 1}, Point: Point{X: 1, Y: 2}, Shade: "dark", Level: 2, Sparse: sparse,
}

var tree = Tree{
	Value:    1,
	Left:     &Tree{Value: 2},
	Branches: []Tree{{Value: 3, Branches: []Tree{{Value: 4}}}, {}},
	Named:    map[string]Tree{"leaf": {Value: 5}, "": {}},
}

var atlas = Product{
	ID: math.MaxUint64, Name: "Atlas", Price: Money{Currency: "EUR", Units: 9_007_199_254_740_993}, Availability: "in_stock",
	Tags: []string{"maps", "paper"}, Attributes: map[string]string{"pages": "312"}, Stock: map[int32]uint32{-7: 12, 3: 0},
	Rating: ptr(4.5), Replaces: ptr(uint64(1)), Thumbnail: []byte{0x89, 'P', 'N', 'G'}, AddedAt: moment,
}

var plain = Product{
	ID: 2, Name: "Plain atlas", Price: Money{Currency: "EUR", Units: 5}, AddedAt: early,
}

// calls are made in this order on either wire.
var calls = []call{
	{"Arith.Multiply", Args{A: 6, B: 7}, 42},
	{"Arith.Multiply", Args{}, 0},
	{"Arith.Multiply", Args{A: -1, B: 1<<53 - 1}, -1<<53 + 1},
	{"Arith.Divide", Args{A: -7, B: 2}, Quotient{Quo: -3, Rem: -1}},
	{"Arith.Divide", Args{A: -1, B: 2}, Quotient{Quo: 0, Rem: -1}},
	{"Arith.Divide", Args{A: -4, B: 2}, Quotient{Quo: -2, Rem: 0}},
	{"Arith.Divide", Args{A: 0, B: 2}, Quotient{}},

	{"Catalog.Put", atlas, atlas},
	{"Catalog.Get", ProductKey{ID: math.MaxUint64}, atlas},
	{"Catalog.Search", Query{Text: ptr("Atlas"), Limit: 10}, []Product{atlas}},
	{"Catalog.Search", Query{MaxPrice: &Money{Currency: "EUR", Units: 1 << 60}, Availability: ptr(Availability("in_stock")), Limit: 1}, []Product{atlas}},
	{"Catalog.Put", plain, plain},
	{"Catalog.Search", Query{Limit: 10}, []Product{plain, atlas}},
	{"Catalog.Search", Query{}, []Product{}},
	{"Catalog.Categories", struct{}{}, shelves},

	{"Echo.Bool", true, true},
	{"Echo.Bool", false, false},
	{"Echo.Int8", int8(-128), int8(-128)},
	{"Echo.Int16", int16(-32768), int16(-32768)},
	{"Echo.Int32", int32(math.MinInt32), int32(math.MinInt32)},
	{"Echo.Integer", 0, 0},
	{"Echo.Integer", 1<<53 - 1, 1<<53 - 1},
	{"Echo.Int64", int64(math.MinInt64), int64(math.MinInt64)},
	{"Echo.Int64", int64(math.MaxInt64), int64(math.MaxInt64)},
	{"Echo.Uint8", uint8(255), uint8(255)},
	{"Echo.Uint16", uint16(65535), uint16(65535)},
	{"Echo.Uint32", uint32(math.MaxUint32), uint32(math.MaxUint32)},
	{"Echo.Uint64", uint64(math.MaxUint64), uint64(math.MaxUint64)},
	{"Echo.Float32", float32(0.1), float32(0.1)},
	{"Echo.Number", math.Pi, math.Pi},
	{"Echo.Number", math.SmallestNonzeroFloat64, math.SmallestNonzeroFloat64},
	{"Echo.String", "", ""},
	{"Echo.String", "a \"quote\", <b>, żółw 🐢 and \u2028", "a \"quote\", <b>, żółw 🐢 and \u2028"},
	{"Echo.Bytes", []byte{0, 127, 128, 255}, []byte{0, 127, 128, 255}},
	{"Echo.Timestamp", moment, moment},
	{"Echo.Timestamp", early, early},
	{"Echo.Exact", eastern, eastern},
	{"Echo.Exact", western, western},
	{"Echo.Duration", 90 * time.Minute, 90 * time.Minute},
	{"Echo.List", []int{1, 0, -1}, []int{1, 0, -1}},
	{"Echo.Bytes", []byte{}, []byte{}},
	{"Echo.List", []int{}, []int{}},
	{"Echo.Strings", []string{"", "b"}, []string{"", "b"}},
	{"Echo.Matrix", [][]float64{{1, 0}, {0.5}}, [][]float64{{1, 0}, {0.5}}},
	{"Echo.Points", []Point{{X: 1}, {}}, []Point{{X: 1}, {}}},
	{"Echo.Fixed", [3]int{1, 0, -1}, [3]int{1, 0, -1}},
	{"Echo.Tuple", [2]float64{0, -2.5}, [2]float64{0, -2.5}},
	{"Echo.Map", map[int32]string{-1: "a", 0: ""}, map[int32]string{-1: "a", 0: ""}},
	{"Echo.BigMap", map[int64]uint64{math.MinInt64: math.MaxUint64, 0: 0}, map[int64]uint64{math.MinInt64: math.MaxUint64, 0: 0}},
	{"Echo.Record", map[string]int{"": 0, "one": 1}, map[string]int{"": 0, "one": 1}},
	{"Echo.Record", map[string]int{}, map[string]int{}},
	{"Echo.PointMap", map[string]Point{"o": {}, "p": {X: 1, Y: 2}}, map[string]Point{"o": {}, "p": {X: 1, Y: 2}}},
	{"Echo.Shade", Shade("light"), Shade("light")},
	{"Echo.Shade", Shade(""), Shade("")},
	{"Echo.Level", Level(2), Level(2)},
	{"Echo.Point", Point{X: 0.1, Y: 1e300}, Point{X: 0.1, Y: 1e300}},
	{"Echo.Empty", Empty{}, Empty{}},
	{"Echo.Sparse", sparse, sparse},
	{"Echo.Sparse", Sparse{Required: 1}, Sparse{Required: 1}},
	{"Echo.Tree", tree, tree},
	{"Echo.Everything", everything, everything},
	{"Echo.Everything", Everything{}, Everything{}},
	{"Echo.Sleep", 5, 5},
	{"Echo.Count", struct{}{}, 1},
	{"Echo.Count", struct{}{}, 2},
	{"Echo.Discard", "gone", struct{}{}},
	{"Echo.Nothing", struct{}{}, struct{}{}},
}

// callsOn holds what one wire alone can carry.
var callsOn = map[string][]call{
	"gob": {
		{"Echo.Number", math.Inf(1), math.Inf(1)},
		{"Echo.Number", math.Inf(-1), math.Inf(-1)},
	},
}

// refusals are the errors that read the same on either wire.
var refusals = []refusal{
	{"Arith.Divide", Args{A: 1}, "divide by zero"},
	{"Catalog.Get", ProductKey{ID: 404}, "no such product"},
	{"Echo.Fail", "verbatim: \"żółw\"\n", "verbatim: \"żółw\"\n"},
	{"Arith.Nope", Args{}, "rpc: can't find method Arith.Nope"},
	{"Nope.Multiply", Args{}, "rpc: can't find service Nope.Multiply"},
	{"Multiply", Args{}, "rpc: service/method request ill-formed: Multiply"},
}

// refusalsOn are params that do not fit, refused in the words of Go's own decoders.
var refusalsOn = map[string][]refusal{
	"gob": {
		{"Arith.Multiply", struct{ C int }{C: 1}, "gob: type mismatch: no fields matched compiling decoder for Args"},
	},
	"json": {
		{"Arith.Multiply", struct{ A string }{A: "one"}, "json: cannot unmarshal string into Go struct field Args.A of type int"},
	},
}
