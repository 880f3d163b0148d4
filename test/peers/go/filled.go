package main

import "reflect"

// filled is a copy of a value in which each nil slice and map is an empty one.
// Neither wire keeps the two apart: gob leaves both out of a struct, and a
// TypeScript list is never nil.
func filled(value interface{}) interface{} {
	copied := reflect.New(reflect.TypeOf(value)).Elem()
	fill(copied, reflect.ValueOf(value))
	return copied.Interface()
}

func fill(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Ptr:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			fill(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
		for i := 0; i < from.Len(); i++ {
			fill(to.Index(i), from.Index(i))
		}
	case reflect.Map:
		to.Set(reflect.MakeMap(from.Type()))
		for _, key := range from.MapKeys() {
			value := reflect.New(from.Type().Elem()).Elem()
			fill(value, from.MapIndex(key))
			to.SetMapIndex(key, value)
		}
	case reflect.Struct:
		to.Set(from)
		for i := 0; i < from.NumField(); i++ {
			if from.Type().Field(i).IsExported() {
				fill(to.Field(i), from.Field(i))
			}
		}
	default:
		to.Set(from)
	}
}
