package main

// Nest has a field of each kind that is always sent, and of each that is not.
type Nest struct {
	Name  string
	Dot   Dot
	Pair  [2]int
	List  []int
	Map   map[string]int
	Deep  struct{ Flag bool }
	Float float64
}

// Refs are pointers, which gob looks through.
type Refs struct {
	Int    *int
	String *string
	Dot    *Dot
	Bytes  *[]byte
}

// Far are pointers to pointers.
type Far struct {
	A **int
	B ***Dot
}

// Knot is a list and a tree.
type Knot struct {
	Value int
	Next  *Knot
	Kids  []*Knot
}

type Nested []Nested

type Named map[string]Named

type Inner struct {
	A int
	B string
}

type Outer struct {
	Inner
	C int
}

type Borrower struct {
	*Inner
	C int
}

type Vacant struct {
	Empty Empty
	N     int
}

// K56 to K66.
func structCases() []gobCase {
	zero, text, dot := 0, "s", &Dot{1, 2}
	seven := 7
	pseven, pdot := &seven, &dot
	return []gobCase{
		{
			name:  "K56 nested zeros: structs, arrays and maps that are not nil are sent",
			write: []interface{}{Nest{Map: map[string]int{}}},
			read:  []gobRead{{from: []interface{}{Nest{}}, into: new(Nest)}},
		},
		one("K57 nested and full", Nest{"n", Dot{1, 2}, [2]int{3, 4}, []int{5}, map[string]int{"six": 6}, struct{ Flag bool }{true}, 0.5}),
		one("K58 pointers to zeros vanish", Refs{&zero, &text, &Dot{}, &[]byte{}}, Refs{}),
		one("K59 chains of pointers", Far{&pseven, &pdot}, &pseven),
		one("K60 a list and a tree of pointers", Knot{1, &Knot{Value: 2}, []*Knot{{Value: 3}, {}}}),
		one("K61 a slice of its own type", Nested{{}, {{}}}),
		one("K62 a map of its own type", Named{"a": {"b": {}}}),
		one("K63 an embedded struct is a field by its type's name", Outer{Inner{1, "b"}, 2}),
		one("K64 an embedded nil pointer", Borrower{nil, 2}, Borrower{&Inner{1, "b"}, 2}),
		one("K65 an empty struct, alone and as a field", Empty{}, Vacant{N: 1}),
		one("K66 a struct without a name", struct{ X, Y int }{1, 2}),
	}
}
