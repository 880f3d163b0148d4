package main

type Partly struct {
	A    int
	b    int
	C    chan int
	D    func()
	E    int
	Last string
}

type Private struct{ a, b int }

type (
	MyInt    int
	MyString string
	MyList   []MyInt
	MyMap    map[MyString]MyInt
	MyByte   byte
)

// K67 to K73.
func namedCases() []gobCase {
	return []gobCase{
		one("K67 fields that are not exported, channels and functions have no number", Partly{1, 2, make(chan int), func() {}, 3, "x"}),
		one("K68 a struct without an exported field", Private{1, 2}),
		one("K69 named types", MyInt(5), MyString("s"), MyList{1, 2}, MyMap{"a": 1}),
		one("K70 a slice of named bytes is bytes", []MyByte{1, 200}),
		one("K71 an array of bytes is one of unsigned integers", [3]byte{1, 0, 200}),
		one("K72 a slice of bytes with a nil one", [][]byte{[]byte("a"), nil, []byte("b")}),
		one("K73 a slice of structs with a zero one", []Dot{{1, 2}, {}, {0, 3}}),
	}
}
