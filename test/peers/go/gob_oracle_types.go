package main

import (
	"fmt"
	"math/big"
	"net"
	"reflect"
	"strconv"
	"strings"
	"time"
)

func typeOf[T any]() reflect.Type { return reflect.TypeOf((*T)(nil)).Elem() }

// oracleTypes are the types that have names.
var oracleTypes = map[string]reflect.Type{
	"bool": typeOf[bool](), "int": typeOf[int](), "int8": typeOf[int8](), "int16": typeOf[int16](), "int32": typeOf[int32](),
	"int64": typeOf[int64](), "uint": typeOf[uint](), "uint8": typeOf[uint8](), "uint16": typeOf[uint16](),
	"uint32": typeOf[uint32](), "uint64": typeOf[uint64](), "uintptr": typeOf[uintptr](), "float32": typeOf[float32](),
	"float64": typeOf[float64](), "complex64": typeOf[complex64](), "complex128": typeOf[complex128](),
	"string": typeOf[string](), "byte": typeOf[byte](), "time.Duration": typeOf[time.Duration](), "time.Time": typeOf[time.Time](),
	"big.Int": typeOf[big.Int](), "net.IP": typeOf[net.IP](), "any": typeOf[interface{}](),
	"Any": typeOf[Any](), "Account": typeOf[Account](), "Availability": typeOf[Availability](), "Borrower": typeOf[Borrower](), "Celsius": typeOf[Celsius](),
	"Diary": typeOf[Diary](), "Dot": typeOf[Dot](), "Empty": typeOf[Empty](), "Everything": typeOf[Everything](),
	"Far": typeOf[Far](), "Flat": typeOf[Flat](), "Item": typeOf[Item](), "Knot": typeOf[Knot](), "Level": typeOf[Level](), "MyByte": typeOf[MyByte](), "MyInt": typeOf[MyInt](),
	"MyList": typeOf[MyList](), "MyMap": typeOf[MyMap](), "MyString": typeOf[MyString](), "Merged": typeOf[Merged](),
	"Named": typeOf[Named](), "Nest": typeOf[Nest](), "Nested": typeOf[Nested](), "Outer": typeOf[Outer](),
	"Own": typeOf[Own](), "Partly": typeOf[Partly](), "Product": typeOf[Product](), "Rec": typeOf[Rec](), "Refs": typeOf[Refs](),
	"Rune": typeOf[Rune](), "Shade": typeOf[Shade](), "Shuffled": typeOf[Shuffled](),
	"Sparse": typeOf[Sparse](), "Tree": typeOf[Tree](), "Vacant": typeOf[Vacant](), "Weather": typeOf[Weather](),
}

// typeOfText reads a type without spaces: a name of the table, []T, [3]T, *T,
// map[K]T, or struct{A:T;B:T}.
func typeOfText(text string) (reflect.Type, error) {
	p := typeParser{text}
	t, err := p.read()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("%q behind a type", p.rest)
	}
	return t, err
}

type typeParser struct{ rest string }

func (p *typeParser) eat(token string) bool {
	found := strings.HasPrefix(p.rest, token)
	if found {
		p.rest = p.rest[len(token):]
	}
	return found
}

func (p *typeParser) expect(token string) error {
	if p.eat(token) {
		return nil
	}
	return fmt.Errorf("%q where %q should be", p.rest, token)
}

// until takes what stands before any of these characters.
func (p *typeParser) until(ends string) string {
	end := strings.IndexAny(p.rest, ends)
	if end < 0 {
		end = len(p.rest)
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	return word
}

func (p *typeParser) read() (reflect.Type, error) {
	switch {
	case p.eat("[]"):
		element, err := p.read()
		if err != nil {
			return nil, err
		}
		return reflect.SliceOf(element), nil
	case p.eat("*"):
		element, err := p.read()
		if err != nil {
			return nil, err
		}
		return reflect.PtrTo(element), nil
	case p.eat("map["):
		return p.mapType()
	case p.eat("["):
		length, err := strconv.Atoi(p.until("]"))
		if err != nil {
			return nil, err
		}
		p.eat("]")
		element, err := p.read()
		if err != nil {
			return nil, err
		}
		return reflect.ArrayOf(length, element), nil
	case p.eat("struct{"):
		return p.structType()
	}
	name := p.until("[]{};:*")
	if t, ok := oracleTypes[name]; ok {
		return t, nil
	}
	return nil, fmt.Errorf("no type is called %q", name)
}

func (p *typeParser) mapType() (reflect.Type, error) {
	key, err := p.read()
	if err != nil {
		return nil, err
	}
	if err := p.expect("]"); err != nil {
		return nil, err
	}
	value, err := p.read()
	if err != nil {
		return nil, err
	}
	return reflect.MapOf(key, value), nil
}

func (p *typeParser) structType() (reflect.Type, error) {
	fields := []reflect.StructField{}
	for !p.eat("}") {
		if len(fields) > 0 {
			if err := p.expect(";"); err != nil {
				return nil, err
			}
		}
		name := p.until(":")
		if err := p.expect(":"); err != nil {
			return nil, err
		}
		t, err := p.read()
		if err != nil {
			return nil, err
		}
		fields = append(fields, reflect.StructField{Name: name, Type: t})
	}
	return reflect.StructOf(fields), nil
}
