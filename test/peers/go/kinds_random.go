package main

import (
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"net"
	"reflect"
	"strings"
	"time"
)

// deepest is how far values go inside each other; lists are the shorter the deeper they are.
const deepest = 4

// safe is the largest integer of which a double has all below it. Values of Go's
// int stay within, since that is what the other side holds them in.
const safe = 1<<53 - 1

// randomizer makes values at random, with those at the edges of their types far
// more often than chance would have them.
type randomizer struct{ *rand.Rand }

// randomOf makes a value of any type, as fill does.
func randomOf[T any](r randomizer) T {
	var value T
	r.fill(reflect.ValueOf(&value).Elem(), deepest)
	return value
}

func (r randomizer) fill(v reflect.Value, depth int) {
	if r.fillOwn(v) {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.Intn(2) == 1)
	case reflect.Int:
		v.SetInt(r.safe())
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(r.integer(v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(uint64(r.integer(v.Type().Bits())) & (math.MaxUint64 >> (64 - v.Type().Bits())))
	case reflect.Float32:
		v.SetFloat(float64(float32(r.float())))
	case reflect.Float64:
		v.SetFloat(r.float())
	case reflect.Complex64:
		v.SetComplex(complex128(complex(float32(r.float()), float32(r.float()))))
	case reflect.Complex128:
		v.SetComplex(complex(r.float(), r.float()))
	case reflect.String:
		v.SetString(r.text())
	case reflect.Slice:
		r.fillSlice(v, depth)
	case reflect.Array:
		for i := 0; i < v.Len(); i++ {
			r.fill(v.Index(i), depth-1)
		}
	case reflect.Map:
		r.fillMap(v, depth)
	case reflect.Ptr:
		if depth > 0 && r.Intn(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			r.fill(v.Elem(), depth)
		}
	case reflect.Struct:
		for _, index := range sentFields(v.Type()) {
			r.fill(v.Field(index), depth-1)
		}
	case reflect.Interface:
		if value := r.plain(depth); value != nil {
			v.Set(reflect.ValueOf(value))
		}
	default:
		panic(fmt.Sprintf("no %s is made at random", v.Type()))
	}
}

// fillOwn knows the types whose values are not what their kinds would have them be.
func (r randomizer) fillOwn(v reflect.Value) bool {
	switch own := v.Addr().Interface().(type) {
	case *time.Time:
		*own = r.time()
	case *big.Int:
		own.Set(r.bigInt())
	case *net.IP:
		*own = r.bytes([]int{0, net.IPv4len, net.IPv6len}[r.Intn(3)])
	case *Celsius:
		own.tenths = int(r.integer(16))
	case *Rune:
		own.r = byte(r.Intn(256))
	case *Shade:
		*own = []Shade{"", "light", "dark"}[r.Intn(3)]
	case *Level:
		*own = Level(r.Intn(3))
	case *Shape:
		*own = r.shape()
	default:
		return false
	}
	return true
}

func (r randomizer) fillSlice(v reflect.Value, depth int) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		v.SetBytes(r.bytes(r.length()))
		return
	}
	length := r.count(depth)
	if length == 0 && r.Intn(2) == 0 {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), length, length))
	for i := 0; i < length; i++ {
		r.fillPresent(v.Index(i), depth-1)
	}
}

func (r randomizer) fillMap(v reflect.Value, depth int) {
	length := r.count(depth)
	if length == 0 && r.Intn(2) == 0 {
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i < length; i++ {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		r.fill(key, depth-1)
		if key.Kind() == reflect.String {
			key.SetString(sortable.Replace(key.String()))
		}
		r.fillPresent(value, depth-1)
		v.SetMapIndex(key, value)
	}
}

// fillPresent knows that gob has no nil pointers in slices and maps.
func (r randomizer) fillPresent(v reflect.Value, depth int) {
	if v.Kind() == reflect.Ptr {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	r.fill(v, depth)
}

// sortable leaves out of a map's keys what JSON is not written alike with
// everywhere: canonical maps are in the order of their keys' texts.
var sortable = strings.NewReplacer("\b", "", "\f", "", "\u2028", "", "\u2029", "")

// count is how many items a list or a map at this depth has.
func (r randomizer) count(depth int) int {
	if depth <= 0 {
		return 0
	}
	return r.Intn(depth + 2)
}

// length is how many characters or bytes: more than a count of one byte tells, now and then.
func (r randomizer) length() int {
	if r.Intn(20) == 0 {
		return r.Intn(300)
	}
	return r.Intn(12)
}

// integer is an edge of its range, or has any number of significant bits.
func (r randomizer) integer(bits int) int64 {
	highest := int64(math.MaxInt64) >> (64 - bits)
	switch r.Intn(6) {
	case 0:
		return []int64{0, 1, -1, highest, -highest - 1}[r.Intn(5)]
	case 1:
		// About where the encoded number gets a byte more.
		value := int64(r.Intn(3)-1) + 1<<r.Intn(bits-1)
		return []int64{value, -value}[r.Intn(2)]
	default:
		value := int64(r.Uint64()) >> (64 - bits)
		return value >> r.Intn(bits)
	}
}

func (r randomizer) safe() int64 {
	if value := r.integer(54); value >= -safe {
		return value
	}
	return -safe
}

func (r randomizer) float() float64 {
	switch r.Intn(4) {
	case 0:
		return []float64{
			0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, math.MaxFloat32,
			math.SmallestNonzeroFloat64, math.SmallestNonzeroFloat32, 0.1,
		}[r.Intn(10)]
	case 1:
		return float64(r.Intn(2000) - 1000)
	default:
		return math.Float64frombits(r.Uint64())
	}
}

// text is UTF-8, of characters of each length.
func (r randomizer) text() string {
	var text strings.Builder
	for length := r.length(); text.Len() < length; {
		switch r.Intn(4) {
		case 0:
			text.WriteRune(rune(r.Intn(0x800)))
		case 1:
			text.WriteRune(rune(r.Intn(0x110000)))
		default:
			text.WriteRune(rune(r.Intn(0x80)))
		}
	}
	return text.String()
}

func (r randomizer) bytes(length int) []byte {
	bytes := make([]byte, length)
	_, _ = r.Read(bytes)
	return bytes
}

// time is in UTC, or in a zone, of which some have odd seconds: only zones in the
// east, since Go writes the odd seconds of one in the west below zero, and reads
// them as more than zero (time/time.go, UnmarshalBinary).
func (r randomizer) time() time.Time {
	if r.Intn(10) == 0 {
		return time.Time{}
	}
	seconds := r.integer(53)
	if r.Intn(2) == 0 {
		seconds = r.Int63n(1 << 32)
	}
	at := time.Unix(seconds, r.Int63n(1_000_000_000)).UTC()
	if r.Intn(3) == 0 {
		return at
	}
	offset := (r.Intn(36*60) - 18*60) * 60
	if offset > 0 && r.Intn(2) == 0 {
		offset += r.Intn(60)
	}
	// What Go has no form for: minus one minute stands for UTC.
	if offset == -60 {
		return at
	}
	return at.In(time.FixedZone("", offset))
}

// millisecond is a moment of those that a Date of JavaScript is.
func (r randomizer) millisecond() time.Time {
	switch r.Intn(10) {
	case 0:
		return time.Time{}
	case 1:
		return time.UnixMilli([]int64{0, 8_640_000_000_000_000, -8_640_000_000_000_000, -1}[r.Intn(4)]).UTC()
	}
	return time.UnixMilli(r.Int63n(1<<43) - 1<<42).UTC()
}

func (r randomizer) bigInt() *big.Int {
	value := new(big.Int).SetBytes(r.bytes(r.Intn(40)))
	if r.Intn(2) == 0 {
		value.Neg(value)
	}
	return value
}
