package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"reflect"
)

// The types of Go's own encoder_test.go, type_test.go and examples, under the names
// that they have there; the oracle calls those that a test declares for itself
// encoder.Type0 and so on.

type ET0 struct {
	A int
	B string
}

type ET1 struct {
	A    int
	Et2  *ET2
	Next *ET1
}

type ET2 struct{ X string }

type ET3 struct {
	A             int
	Et2           *ET2
	DifferentNext *ET1
}

type ET4 struct {
	A    int
	Et2  float64
	Next int
}

type interfaceIndirectTestI interface{ F() bool }

type interfaceIndirectTestT struct{}

func (*interfaceIndirectTestT) F() bool { return true }

type Struct0 struct{ I interface{} }

type NewType0 struct{ S string }

type Bug0Outer struct{ Bug0Field interface{} }

type Bug0Inner struct{ A int }

type Bug1Elem struct {
	Name string
	Id   int
}

type Bug1StructMap map[string]Bug1Elem

type Bug2 struct {
	A   int
	C   chan int
	CP  *chan int
	F   func()
	FPP **func()
}

type Bug3 struct {
	Num      int
	Children []*Bug3
}

type Z struct{}

type N1 struct{}

type N2 struct{}

type Bar struct{ X string }

type Foo struct {
	A int
	B int32
	C string
	D []byte
	E *float64
	F ****float64
	G *Bar
	H *Bar
	I *Foo
}

// ExampleVector is the Vector of Example_encodeDecode, which marshals itself as text.
type ExampleVector struct{ x, y, z int }

func (v ExampleVector) MarshalBinary() ([]byte, error) {
	var text bytes.Buffer
	fmt.Fprintln(&text, v.x, v.y, v.z)
	return text.Bytes(), nil
}

func (v *ExampleVector) UnmarshalBinary(data []byte) error {
	_, err := fmt.Fscanln(bytes.NewReader(data), &v.x, &v.y, &v.z)
	return err
}

// ExamplePoint is the Point of Example_interface.
type ExamplePoint struct{ X, Y int }

// init makes the types known to the oracle, and registers those that interfaces hold
// by the names that Go's own tests register them by.
func init() {
	for _, t := range []reflect.Type{
		typeOf[ET0](), typeOf[ET1](), typeOf[ET2](), typeOf[ET3](), typeOf[ET4](), typeOf[interfaceIndirectTestI](),
		typeOf[interfaceIndirectTestT](), typeOf[Struct0](), typeOf[NewType0](), typeOf[Bug0Outer](), typeOf[Bug0Inner](),
		typeOf[Bug1Elem](), typeOf[Bug1StructMap](), typeOf[Bug2](), typeOf[Bug3](), typeOf[Z](), typeOf[N1](), typeOf[N2](),
		typeOf[Bar](), typeOf[Foo](), typeOf[ExampleVector](), typeOf[ExamplePoint](),
	} {
		oracleTypes[t.Name()] = t
	}
	for _, t := range goTestLocals() {
		oracleTypes["encoder."+t.Name()] = t
	}
	for name, value := range map[string]interface{}{
		"*gob.interfaceIndirectTestT": &interfaceIndirectTestT{}, "*gob.NewType0": &NewType0{}, "*gob.Bug0Outer": &Bug0Outer{},
		"*gob.Bug0Inner": &Bug0Inner{}, "encoding/gob.Z": Z{}, "*gob.N1": &N1{}, "encoding/gob.N2": N2{},
		"encoding/gob_test.Point": ExamplePoint{},
	} {
		gob.RegisterName(name, value)
	}
}

// goTestLocals are the types that serve one test each.
func goTestLocals() []reflect.Type {
	type Type0 struct{ A int }
	type Type1 struct{ A uint }
	type Type2 struct{ A ****float64 }
	type Type3 struct{ A []string }
	type Type5 struct {
		A [3]string
		B [3]byte
	}
	type Type6 struct{ A [2]string }
	type Type7 struct {
		B []bool
		I []int
		S []string
		F []float64
	}
	type recursiveMap map[string]recursiveMap
	type recursiveSlice []recursiveSlice
	type Struct struct{ A string }
	type NonStruct string
	type Test struct {
		A string
		B int
	}
	type T struct {
		X []int
		Y string
	}
	type T2 struct{ A int }
	type P struct {
		X, Y, Z int
		Name    string
	}
	type Q struct {
		X, Y *int32
		Name string
	}
	return []reflect.Type{
		typeOf[Type0](), typeOf[Type1](), typeOf[Type2](), typeOf[Type3](), typeOf[Type5](), typeOf[Type6](), typeOf[Type7](),
		typeOf[recursiveMap](), typeOf[recursiveSlice](), typeOf[Struct](), typeOf[NonStruct](), typeOf[Test](), typeOf[T](),
		typeOf[T2](), typeOf[P](), typeOf[Q](),
	}
}
