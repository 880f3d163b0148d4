package main

import (
	"encoding"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// ofCanonical sets v to the value whose canonical form this is, as encoding/json reads it.
func ofCanonical(v reflect.Value, form interface{}) error {
	switch {
	case v.Kind() == reflect.Ptr:
		if form == nil {
			return nil
		}
		v.Set(reflect.New(v.Type().Elem()))
		return ofCanonical(v.Elem(), form)
	case v.Type() == timeType:
		return fillTime(v, form)
	}
	if unmarshal := unmarshaller(v); unmarshal != nil {
		bytes, err := hex.DecodeString(fmt.Sprint(form))
		if err != nil {
			return err
		}
		return unmarshal(bytes)
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(form == true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		value, err := strconv.ParseInt(fmt.Sprint(form), 10, v.Type().Bits())
		v.SetInt(value)
		return err
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		value, err := strconv.ParseUint(fmt.Sprint(form), 10, v.Type().Bits())
		v.SetUint(value)
		return err
	case reflect.Float32, reflect.Float64:
		value, err := parseFloat(form)
		v.SetFloat(value)
		return err
	case reflect.Complex64, reflect.Complex128:
		return fillComplex(v, form)
	case reflect.String:
		return fillString(v, form)
	case reflect.Slice, reflect.Array:
		return fillItems(v, form)
	case reflect.Map:
		return fillEntries(v, form)
	case reflect.Struct:
		return fillFields(v, form)
	case reflect.Interface:
		return fillInterface(v, form)
	default:
		return fmt.Errorf("a %s cannot be made", v.Kind())
	}
	return nil
}

// unmarshaller is the hook of the type itself, if it has one.
func unmarshaller(v reflect.Value) func([]byte) error {
	switch hook := v.Addr().Interface().(type) {
	case gob.GobDecoder:
		return hook.GobDecode
	case encoding.BinaryUnmarshaler:
		return hook.UnmarshalBinary
	}
	return nil
}

func fillTime(v reflect.Value, form interface{}) error {
	parts, ok := form.([]interface{})
	if !ok || len(parts) != 3 {
		return fmt.Errorf("%v is no time", form)
	}
	seconds, err := strconv.ParseInt(fmt.Sprint(parts[0]), 10, 64)
	if err != nil {
		return err
	}
	nanos, offset := parts[1].(float64), parts[2].(float64)
	t := time.Unix(seconds, int64(nanos)).UTC()
	if offset != 0 {
		t = t.In(time.FixedZone("", int(offset)))
	}
	v.Set(reflect.ValueOf(t))
	return nil
}

func parseFloat(form interface{}) (float64, error) {
	if form == "NaN" {
		// The one that JavaScript writes; that of Go's math package has its last bit set as well.
		return math.Float64frombits(0x7ff8 << 48), nil
	}
	bits, err := strconv.ParseUint(fmt.Sprint(form), 16, 64)
	return math.Float64frombits(bits), err
}

func fillComplex(v reflect.Value, form interface{}) error {
	parts, ok := form.([]interface{})
	if !ok || len(parts) != 2 {
		return fmt.Errorf("%v is no complex number", form)
	}
	real, err := parseFloat(parts[0])
	if err != nil {
		return err
	}
	imaginary, err := parseFloat(parts[1])
	v.SetComplex(complex(real, imaginary))
	return err
}

func fillString(v reflect.Value, form interface{}) error {
	if raw, ok := form.(map[string]interface{}); ok {
		bytes, err := hex.DecodeString(fmt.Sprint(raw["bytes"]))
		v.SetString(string(bytes))
		return err
	}
	text, ok := form.(string)
	if !ok {
		return fmt.Errorf("%v is no string", form)
	}
	v.SetString(text)
	return nil
}

func fillItems(v reflect.Value, form interface{}) error {
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		bytes, err := hex.DecodeString(fmt.Sprint(form))
		v.SetBytes(bytes)
		return err
	}
	list, ok := form.([]interface{})
	if !ok || v.Kind() == reflect.Array && v.Len() != len(list) {
		return fmt.Errorf("%v is no %s", form, v.Type())
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
	}
	for i, item := range list {
		if err := ofCanonical(v.Index(i), item); err != nil {
			return err
		}
	}
	return nil
}

func fillEntries(v reflect.Value, form interface{}) error {
	list, ok := form.([]interface{})
	if !ok {
		return fmt.Errorf("%v is no %s", form, v.Type())
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, each := range list {
		pair, ok := each.([]interface{})
		if !ok || len(pair) != 2 {
			return fmt.Errorf("%v is no entry", each)
		}
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		if err := ofCanonical(key, pair[0]); err != nil {
			return err
		}
		if err := ofCanonical(value, pair[1]); err != nil {
			return err
		}
		v.SetMapIndex(key, value)
	}
	return nil
}

func fillFields(v reflect.Value, form interface{}) error {
	fields, ok := form.(map[string]interface{})
	if !ok {
		return fmt.Errorf("%v is no %s", form, v.Type())
	}
	for _, index := range sentFields(v.Type()) {
		item, given := fields[v.Type().Field(index).Name]
		if !given {
			continue
		}
		if err := ofCanonical(v.Field(index), item); err != nil {
			return err
		}
	}
	return nil
}

// fillInterface reads {"type", "value"}, with the type as Go or as the oracle's table calls it.
func fillInterface(v reflect.Value, form interface{}) error {
	if form == nil {
		return nil
	}
	held, ok := form.(map[string]interface{})
	if !ok {
		return fmt.Errorf("%v is no interface value", form)
	}
	name := strings.ReplaceAll(fmt.Sprint(held["type"]), "interface {}", "any")
	t, err := typeOfText(strings.ReplaceAll(name, "main.", ""))
	if err != nil {
		return err
	}
	made := reflect.New(t).Elem()
	if err := ofCanonical(made, held["value"]); err != nil {
		return err
	}
	v.Set(made)
	return nil
}
