package main

type Any struct{ V interface{} }

type Item struct{ Name string }

type Rec struct {
	ID    int
	Items []Item
}

func held(value interface{}) *interface{} { return &value }

// K81 to K93.
func interfaceCases() []gobCase {
	type anyMap = map[string]interface{}
	many := []interface{}{nil, 5, "s", true, 1.5, uint8(200), []byte("hi"), []int{1, 2}, []string{"a", ""}}
	return []gobCase{
		one("K81 a nil interface", Any{}),
		one("K82 an int and a string in an interface", Any{5}, Any{"five"}),
		{name: "K83 a struct that is new to the stream, where the message is cut", register: []interface{}{Dot{}}, write: []interface{}{Any{Dot{1, 2}}}},
		{name: "K84 the same type again, where it is not", register: []interface{}{Dot{}}, write: []interface{}{Any{Dot{1, 2}}, Any{Dot{3, 4}}}},
		{name: "K85 a named int in an interface", register: []interface{}{MyInt(0)}, write: []interface{}{Any{MyInt(7)}}},
		{name: "K86 a type that is registered by pointer, of three messages", register: []interface{}{&Rec{}}, write: []interface{}{Any{&Rec{1, []Item{{"a"}}}}}},
		{
			name: "K87 an interface in a map in an interface", register: []interface{}{anyMap{}, Dot{}},
			write: []interface{}{Any{anyMap{"k": anyMap{"l": Dot{1, 2}}}}, anyMap{"k": anyMap{"l": Dot{3, 4}}}},
		},
		one("K88 a slice of interfaces of every basic kind", many),
		one("K89 a pointer to an interface, alone", held(5)),
		one("K90 a nil interface, alone", held(nil)),
		one("K91 a type that is not registered: the error comes behind its definition", Any{Dot{1, 2}}, Any{6}),
		{name: "K92 a nil pointer in an interface", register: []interface{}{&Rec{}}, write: []interface{}{Any{(*Rec)(nil)}, Any{7}}},
		one("K93 nil, and a nil pointer, alone", nil, (*Dot)(nil)),
	}
}
