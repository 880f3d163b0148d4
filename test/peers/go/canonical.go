package main

import (
	"encoding"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var timeType = reflect.TypeOf(time.Time{})

// canonical is the value as JSON in which equal values are equal texts and nothing
// is lost: integers as decimal strings; a float as the sixteen digits of its bits,
// or "NaN"; a complex number as two of them; a string as itself, or as its bytes
// when it is no UTF-8; bytes, and whatever marshals itself, in hexadecimal; a time
// as seconds from 1970, nanoseconds and seconds east of UTC; a map as a list of
// keys and values in the order of the keys' texts; a struct by its exported
// fields; an interface value with the name of its type. A nil slice or map is an
// empty one, and a nil pointer or interface is null.
func canonical(v reflect.Value) interface{} {
	switch {
	case !v.IsValid():
		return nil
	case v.Kind() == reflect.Ptr:
		if v.IsNil() {
			return nil
		}
		return canonical(v.Elem())
	case v.Type() == timeType:
		t := v.Interface().(time.Time)
		_, offset := t.Zone()
		return []interface{}{strconv.FormatInt(t.Unix(), 10), t.Nanosecond(), offset}
	}
	if bytes, ok := marshalled(v); ok {
		return hex.EncodeToString(bytes)
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return floatText(v.Float())
	case reflect.Complex64, reflect.Complex128:
		return []interface{}{floatText(real(v.Complex())), floatText(imag(v.Complex()))}
	case reflect.String:
		return stringText(v.String())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return hex.EncodeToString(v.Bytes())
		}
		return items(v)
	case reflect.Array:
		return items(v)
	case reflect.Map:
		return entries(v)
	case reflect.Struct:
		fields := map[string]interface{}{}
		for _, index := range sentFields(v.Type()) {
			fields[v.Type().Field(index).Name] = canonical(v.Field(index))
		}
		return fields
	case reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return map[string]interface{}{"type": v.Elem().Type().String(), "value": canonical(v.Elem())}
	}
	return fmt.Sprintf("a %s", v.Kind())
}

// sentFields are the fields of a struct that gob takes: exported, and no channels or functions.
func sentFields(t reflect.Type) []int {
	indexes := []int{}
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		kind := field.Type.Kind()
		if field.IsExported() && kind != reflect.Chan && kind != reflect.Func {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// marshalled is what a type with a hook of its own makes of the value.
func marshalled(v reflect.Value) ([]byte, bool) {
	copied := reflect.New(v.Type())
	copied.Elem().Set(v)
	var bytes []byte
	var err error
	switch hook := copied.Interface().(type) {
	case gob.GobEncoder:
		bytes, err = hook.GobEncode()
	case encoding.BinaryMarshaler:
		bytes, err = hook.MarshalBinary()
	default:
		return nil, false
	}
	return bytes, err == nil
}

func floatText(f float64) string {
	if math.IsNaN(f) {
		return "NaN"
	}
	return fmt.Sprintf("%016x", math.Float64bits(f))
}

func stringText(s string) interface{} {
	if utf8.ValidString(s) {
		return s
	}
	return map[string]interface{}{"bytes": hex.EncodeToString([]byte(s))}
}

func items(v reflect.Value) []interface{} {
	list := []interface{}{}
	for i := 0; i < v.Len(); i++ {
		list = append(list, canonical(v.Index(i)))
	}
	return list
}

func entries(v reflect.Value) []interface{} {
	type entry struct {
		text string
		pair []interface{}
	}
	sorted := []entry{}
	for each := v.MapRange(); each.Next(); {
		key := canonical(each.Key())
		sorted = append(sorted, entry{jsonText(key), []interface{}{key, canonical(each.Value())}})
	}
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].text < sorted[j].text })
	list := []interface{}{}
	for _, each := range sorted {
		list = append(list, each.pair)
	}
	return list
}

// jsonText is the value as one line of JSON, with its characters as they are.
func jsonText(value interface{}) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(text.String(), "\n")
}
