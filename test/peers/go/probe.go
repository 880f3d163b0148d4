package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"sync"
	"time"
)

// Probe remembers what the other services received, so that the calling side
// can compare the value that Go saw with the one that it sent.
type Probe struct {
	mutex sync.Mutex
	last  map[string]string
}

func NewProbe() *Probe { return &Probe{last: map[string]string{}} }

// Last answers with the last value that a method received, as describe has it.
func (p *Probe) Last(method string, text *string) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	seen, ok := p.last[method]
	if !ok {
		return fmt.Errorf("%s was not called", method)
	}
	*text = seen
	return nil
}

func (p *Probe) see(method string, value interface{}) {
	text, err := json.Marshal(describe(reflect.ValueOf(value)))
	if err != nil {
		text = []byte(strconv.Quote(err.Error()))
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.last[method] = string(text)
}

// describe turns a value into a tree that JSON carries without loss: numbers are
// their decimal text, bytes are hexadecimal, a time is RFC 3339 with its own
// offset, structs and maps are objects, and a nil pointer alone is null.
func describe(v reflect.Value) interface{} {
	switch value := v.Interface().(type) {
	case time.Time:
		return value.Format(time.RFC3339Nano)
	case []byte:
		return hex.EncodeToString(value)
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return v.String()
	case reflect.Float32, reflect.Float64:
		return describeFloat(v.Float())
	case reflect.Ptr:
		if v.IsNil() {
			return nil
		}
		return describe(v.Elem())
	case reflect.Slice, reflect.Array:
		items := make([]interface{}, v.Len())
		for i := range items {
			items[i] = describe(v.Index(i))
		}
		return items
	case reflect.Map:
		entries := map[string]interface{}{}
		for _, key := range v.MapKeys() {
			entries[fmt.Sprint(key.Interface())] = describe(v.MapIndex(key))
		}
		return entries
	case reflect.Struct:
		fields := map[string]interface{}{}
		for i := 0; i < v.NumField(); i++ {
			fields[v.Type().Field(i).Name] = describe(v.Field(i))
		}
		return fields
	default:
		return fmt.Sprintf("%d", v.Interface())
	}
}

// describeFloat writes what String(number) of ECMAScript does, and the sign of zero.
func describeFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	text, _ := json.Marshal(f)
	return string(text)
}
