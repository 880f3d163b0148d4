package main

import (
	"math"
)

func one(name string, values ...interface{}) gobCase {
	return gobCase{name: name, write: values}
}

// K1 to K37: what stands for itself.
func scalarCases() []gobCase {
	return []gobCase{
		one("K1 int 0", 0),
		one("K2 int 3", 3),
		one("K3 int 63", 63),
		one("K4 int 64", 64),
		one("K5 int -1", -1),
		one("K6 int -64", -64),
		one("K7 int -65", -65),
		one("K8 int -129", -129),
		one("K9 the least int64", int64(math.MinInt64)),
		one("K10 the greatest int64", int64(math.MaxInt64)),
		one("K11 uint 0", uint(0)),
		one("K12 uint 127", uint(127)),
		one("K13 uint 128", uint(128)),
		one("K14 uint 255", uint(255)),
		one("K15 uint 256", uint(256)),
		one("K16 the greatest uint64", uint64(math.MaxUint64)),
		one("K17 true", true),
		one("K18 false", false),
		one("K19 float 0", 0.0),
		one("K20 float 1", 1.0),
		one("K21 float 17", 17.0),
		one("K22 float -0, which keeps its sign where it stands alone", math.Copysign(0, -1)),
		one("K23 float pi", math.Pi),
		one("K24 float 0.1", 0.1),
		one("K25 float32 0.1", float32(0.1)),
		one("K26 NaN", math.NaN()),
		one("K27 +Inf", math.Inf(1)),
		one("K28 -Inf", math.Inf(-1)),
		one("K29 the greatest float64", math.MaxFloat64),
		one("K30 the least float64", math.SmallestNonzeroFloat64),
		one("K31 complex 17+19i", 17+19i),
		one("K32 complex 0", complex128(0)),
		one("K33 an empty string", ""),
		one("K34 hello", "hello"),
		one("K35 a string that is no UTF-8", "h\xc3\xa9\xff"),
		one("K36 bytes", []byte("hi")),
		one("K37 no bytes, empty or nil", []byte{}, []byte(nil)),
	}
}
