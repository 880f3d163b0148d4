package main

import "math"

// Dot is the struct of most cases.
type Dot struct{ X, Y int }

// K38 to K55: slices, arrays and maps, of which none has two keys since Go writes
// them in any order.
func listCases() []gobCase {
	return []gobCase{
		one("K38 []int", []int{1, 2, -3}),
		one("K39 an empty slice and a nil one are the same", []int{}, []int(nil)),
		one("K40 []bool", []bool{true, false, true}),
		one("K41 []string with an empty one", []string{"a", "", "b"}),
		one("K42 []float64 with zeros of either sign", []float64{1, 0, math.Copysign(0, -1)}),
		one("K43 an array of zeros", [3]int{}),
		one("K44 an array of nothing", [0]int{}),
		one("K45 an array of arrays, whose id is the higher one and is sent first", [2][2]int{{1, 2}, {3, 4}}),
		one("K46 a map of one key", map[string]int{"a": 1}),
		one("K47 an empty map", map[string]int{}),
		one("K48 a nil map, alone", map[string]int(nil)),
		one("K49 a map with a zero key and a zero value", map[int]bool{0: false}),
		one("K50 a map by structs", map[Dot]int{{1, 2}: 3}),
		one("K51 a map of slices", map[string][]int{"a": {1, 2}}),
		one("K52 a map of pointers", map[string]*Dot{"a": {1, 2}}),
		one("K53 a map with NaN for a key", map[float64]string{math.NaN(): "nan"}),
		one("K54 a struct twice, defined once", Dot{22, 33}, Dot{}),
		one("K55 a struct of zeros", Dot{}),
	}
}
