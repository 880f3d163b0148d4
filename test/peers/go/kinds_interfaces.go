package main

import (
	"encoding/gob"
	"math"
	"math/big"
	"time"
)

// Shape is an interface that the other side has a union for.
type Shape interface{ Area() float64 }

type Circle struct{ Radius float64 }

type Square struct {
	Side  float64
	Label string
}

func (c Circle) Area() float64 { return math.Pi * c.Radius * c.Radius }

func (s Square) Area() float64 { return s.Side * s.Side }

// Drawing has interfaces where they may be nil, and where they may not.
type Drawing struct {
	Frame  Shape
	Extra  Shape
	Shapes []Shape
	Note   interface{}
}

// registerKinds names the types that interfaces hold.
func registerKinds() {
	for _, value := range []interface{}{
		Circle{}, Square{}, Dot{}, &Rec{}, []interface{}{}, map[string]interface{}{}, time.Time{}, &big.Int{},
	} {
		gob.Register(value)
	}
}

// plain is the drawing with its note asPlain.
func (d Drawing) plain() Drawing {
	d.Note = asPlain(d.Note)
	return d
}

func (r randomizer) shape() Shape {
	if r.Intn(2) == 0 {
		return randomOf[Circle](r)
	}
	return randomOf[Square](r)
}

func (r randomizer) drawing() Drawing {
	value := Drawing{Frame: r.shape(), Note: r.basic(), Shapes: randomOf[[]Shape](r)}
	if r.Intn(2) == 0 {
		value.Extra = r.shape()
	}
	return value
}

// plain is a basic value, or a list or a map of such.
func (r randomizer) plain(depth int) interface{} {
	if depth == 0 || r.Intn(3) > 0 {
		return r.basic()
	}
	if r.Intn(2) == 0 {
		list := make([]interface{}, r.count(depth))
		for i := range list {
			list[i] = r.plain(depth - 1)
		}
		return list
	}
	entries := map[string]interface{}{}
	for i := r.count(depth); i > 0; i-- {
		entries[sortable.Replace(r.text())] = r.plain(depth - 1)
	}
	return entries
}

// basic is nil, or a value of one of the types that need no type of their own on
// the other side.
func (r randomizer) basic() interface{} {
	switch r.Intn(24) {
	case 0:
		return nil
	case 1:
		return randomOf[bool](r)
	case 2:
		return randomOf[int](r)
	case 3:
		return randomOf[int8](r)
	case 4:
		return randomOf[int16](r)
	case 5:
		return randomOf[int32](r)
	case 6:
		return r.integer(64)
	case 7:
		return randomOf[uint](r)
	case 8:
		return randomOf[uint8](r)
	case 9:
		return randomOf[uint16](r)
	case 10:
		return randomOf[uint32](r)
	case 11:
		return randomOf[uint64](r)
	case 12:
		return randomOf[uintptr](r)
	case 13:
		return randomOf[float32](r)
	case 14:
		return r.float()
	case 15:
		return r.text()
	case 16:
		return r.bytes(r.length())
	case 17:
		return r.millisecond()
	case 18:
		return randomOf[complex64](r)
	case 19:
		return randomOf[complex128](r)
	case 20:
		return randomOf[[]bool](r)
	case 21:
		return randomOf[[]int](r)
	case 22:
		return randomOf[[]float64](r)
	default:
		return r.bigInt()
	}
}

// asPlain is what a value of an interface is to a side that has one type of
// integer and one of float, and tells the two apart by the value: the int or the
// float64, or where neither is exact the int64 or the uint64. It has one type of
// list, and a complex number is an object like any other.
func asPlain(value interface{}) interface{} {
	switch v := value.(type) {
	case int8:
		return int(v)
	case int16:
		return int(v)
	case int32:
		return int(v)
	case int64:
		return plainInt(v)
	case uint:
		return plainUint(uint64(v))
	case uint8:
		return int(v)
	case uint16:
		return int(v)
	case uint32:
		return int(v)
	case uint64:
		return plainUint(v)
	case uintptr:
		return plainUint(uint64(v))
	case float32:
		return plainFloat(float64(v))
	case float64:
		return plainFloat(v)
	case complex64:
		return plainComplex(complex128(v))
	case complex128:
		return plainComplex(v)
	case *big.Int:
		return plainBig(v)
	case []bool:
		return plainList(v)
	case []int:
		return plainList(v)
	case []float64:
		return plainList(v)
	case []interface{}:
		return plainList(v)
	case map[string]interface{}:
		entries := map[string]interface{}{}
		for key, item := range v {
			entries[key] = asPlain(item)
		}
		return entries
	}
	return value
}

// plainOf is asPlain for the types that it keeps.
func plainOf[T any](value T) T {
	plain, _ := asPlain(value).(T)
	return plain
}

func plainInt(value int64) interface{} {
	if value >= -safe && value <= safe {
		return int(value)
	}
	return value
}

func plainUint(value uint64) interface{} {
	if value <= math.MaxInt64 {
		return plainInt(int64(value))
	}
	return value
}

// plainBig does not become an int even where it could: it is never read as a number.
func plainBig(value *big.Int) interface{} {
	switch {
	case value.IsInt64():
		return value.Int64()
	case value.IsUint64():
		return value.Uint64()
	}
	return value
}

// plainFloat keeps minus zero, which no int is.
func plainFloat(value float64) interface{} {
	if value == math.Trunc(value) && math.Abs(value) <= safe && (value != 0 || !math.Signbit(value)) {
		return int(value)
	}
	return value
}

func plainComplex(value complex128) interface{} {
	return map[string]interface{}{"real": plainFloat(real(value)), "imag": plainFloat(imag(value))}
}

func plainList[T any](items []T) interface{} {
	list := make([]interface{}, len(items))
	for i, item := range items {
		list[i] = asPlain(item)
	}
	return list
}
