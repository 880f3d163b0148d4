package main

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"reflect"
)

// The types of Go's own tests, codec_test.go and gobencdec_test.go of
// encoding/gob, that have to have a name here: they hold themselves, have
// methods, or go into interfaces. The others are written out where they are used.

// goTestTypes are names that the oracle knows beside those of oracleTypes.
var goTestTypes = map[string]reflect.Type{
	"RT": typeOf[RT](), "U": typeOf[U](),
	"Squarer": typeOf[Squarer](), "Int": typeOf[Int](), "Float": typeOf[Float](), "Vector": typeOf[Vector](), "Spot": typeOf[Spot](),
	"String": typeOf[String](), "OnTheFly": typeOf[OnTheFly](), "error": typeOf[error](),
	"ByteStruct": typeOf[ByteStruct](), "StringStruct": typeOf[StringStruct](), "ArrayStruct": typeOf[ArrayStruct](),
	"Gobber": typeOf[Gobber](), "BinaryGobber": typeOf[BinaryGobber](), "TextGobber": typeOf[TextGobber](),
	"ValueGobber": typeOf[ValueGobber](), "BinaryValueGobber": typeOf[BinaryValueGobber](), "TextValueGobber": typeOf[TextValueGobber](),
	"GobTest1": typeOf[GobTest1](), "FooBar": typeOf[FooBar](), "ZeroArray": typeOf[ZeroArray](), "ZeroHolder": typeOf[ZeroHolder](),
}

func init() {
	for name, t := range goTestTypes {
		oracleTypes[name] = t
	}
}

// registerGoTestTypes lets interfaces hold those of the types that they hold in Go's tests.
func registerGoTestTypes() {
	for _, value := range []interface{}{
		Int(0), Float(0), Vector{}, Spot{}, String(""), OnTheFly{}, ByteStruct{}, StringStruct{}, ArrayStruct{}, GobTest1{},
	} {
		gob.Register(value)
	}
}

type RT struct {
	A    string
	Next *RT
}

// U has a field that gob does not see.
type U struct {
	A int
	B string
	c float64
	D uint
}

// Squarer is what the interfaces of InterfaceItem ask for.
type Squarer interface{ Square() int }

type (
	Int    int
	Float  float64
	Vector []int
	// Spot is called Point in Go's tests.
	Spot struct{ X, Y int }
)

func (i Int) Square() int   { return int(i) * int(i) }
func (f Float) Square() int { return int(f) * int(f) }
func (s Spot) Square() int  { return s.X*s.X + s.Y*s.Y }

func (v Vector) Square() (sum int) {
	for _, x := range v {
		sum += x * x
	}
	return sum
}

type String string

type OnTheFly struct{ A int }

// ByteStruct goes as three bytes that count up from its own.
type ByteStruct struct{ a byte }

func (s *ByteStruct) GobEncode() ([]byte, error) { return []byte{s.a, s.a + 1, s.a + 2}, nil }

func (s *ByteStruct) GobDecode(data []byte) error {
	if err := countsUp(data); err != nil {
		return err
	}
	s.a = data[0]
	return nil
}

// StringStruct goes as its text, and takes none but one whose bytes count up.
type StringStruct struct{ s string }

func (s *StringStruct) GobEncode() ([]byte, error) { return []byte(s.s), nil }

func (s *StringStruct) GobDecode(data []byte) error {
	if err := countsUp(data); err != nil {
		return err
	}
	s.s = string(data)
	return nil
}

func countsUp(data []byte) error {
	if len(data) == 0 {
		return errors.New("no bytes")
	}
	for i, b := range data {
		if b != data[0]+byte(i) {
			return errors.New("bytes that do not count up")
		}
	}
	return nil
}

// ArrayStruct is large.
type ArrayStruct struct{ a [8192]byte }

func (s *ArrayStruct) GobEncode() ([]byte, error) { return s.a[:], nil }

func (s *ArrayStruct) GobDecode(data []byte) error {
	if copied := copy(s.a[:], data); copied != len(data) || copied != len(s.a) {
		return fmt.Errorf("%d bytes", len(data))
	}
	return nil
}

// Those whose methods are the pointer's.
type (
	Gobber       int
	BinaryGobber int
	TextGobber   int
)

func (g *Gobber) GobEncode() ([]byte, error)           { return numberText(int(*g)) }
func (g *Gobber) GobDecode(data []byte) error          { return scanNumber(data, (*int)(g)) }
func (g *BinaryGobber) MarshalBinary() ([]byte, error) { return numberText(int(*g)) }
func (g *BinaryGobber) UnmarshalBinary(data []byte) error {
	return scanNumber(data, (*int)(g))
}
func (g *TextGobber) MarshalText() ([]byte, error)    { return numberText(int(*g)) }
func (g *TextGobber) UnmarshalText(data []byte) error { return scanNumber(data, (*int)(g)) }

func numberText(n int) ([]byte, error) { return []byte(fmt.Sprint("VALUE=", n)), nil }

func scanNumber(data []byte, n *int) error {
	_, err := fmt.Sscanf(string(data), "VALUE=%d", n)
	return err
}

// Those that are written by value and read by pointer.
type (
	ValueGobber       string
	BinaryValueGobber string
	TextValueGobber   string
)

func (v ValueGobber) GobEncode() ([]byte, error)           { return valueText(string(v)) }
func (v *ValueGobber) GobDecode(data []byte) error         { return scanValue(data, (*string)(v)) }
func (v BinaryValueGobber) MarshalBinary() ([]byte, error) { return valueText(string(v)) }
func (v *BinaryValueGobber) UnmarshalBinary(data []byte) error {
	return scanValue(data, (*string)(v))
}
func (v TextValueGobber) MarshalText() ([]byte, error)     { return valueText(string(v)) }
func (v *TextValueGobber) UnmarshalText(data []byte) error { return scanValue(data, (*string)(v)) }

func valueText(text string) ([]byte, error) { return []byte("VALUE=" + text), nil }

func scanValue(data []byte, text *string) error {
	rest := bytes.TrimPrefix(data, []byte("VALUE="))
	if len(rest) == len(data) {
		return fmt.Errorf("%q is no value", data)
	}
	*text = string(rest)
	return nil
}

type GobTest1 struct {
	X int
	G *StringStruct
}

// FooBar, gobDecoderBug0 in Go's tests, is read without a look at the bytes.
type FooBar struct{ foo, bar string }

func (f *FooBar) GobEncode() ([]byte, error) { return []byte(f.foo + "-" + f.bar), nil }

func (f *FooBar) GobDecode([]byte) error {
	*f = FooBar{"foo", "bar"}
	return nil
}

// ZeroArray, isZeroBugArray in Go's tests, is an array with methods.
type ZeroArray [2]uint8

func (a ZeroArray) GobEncode() ([]byte, error) { return a[:], nil }

func (a *ZeroArray) GobDecode(data []byte) error {
	if copied := copy(a[:], data); copied != len(data) || copied != len(a) {
		return fmt.Errorf("%d bytes", len(data))
	}
	return nil
}

// ZeroHolder, isZeroBugInterface in Go's tests, has no bytes whatever it holds.
type ZeroHolder struct{ I interface{} }

func (ZeroHolder) GobEncode() ([]byte, error)   { return []byte{}, nil }
func (*ZeroHolder) GobDecode(data []byte) error { return nil }
