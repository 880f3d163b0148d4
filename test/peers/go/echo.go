package main

import (
	"errors"
	"sync/atomic"
	"time"
)

// Echo serves schemas/echo.ts and tells the probe what it received.
type Echo struct {
	probe *Probe
	calls int64
}

func NewEcho(probe *Probe) *Echo { return &Echo{probe: probe} }

// give answers with what was received.
func give[T any](e *Echo, method string, received T, reply *T) error {
	e.probe.see("Echo."+method, received)
	*reply = received
	return nil
}

func (e *Echo) Bool(v bool, r *bool) error                       { return give(e, "Bool", v, r) }
func (e *Echo) Int8(v int8, r *int8) error                       { return give(e, "Int8", v, r) }
func (e *Echo) Int16(v int16, r *int16) error                    { return give(e, "Int16", v, r) }
func (e *Echo) Int32(v int32, r *int32) error                    { return give(e, "Int32", v, r) }
func (e *Echo) Integer(v int, r *int) error                      { return give(e, "Integer", v, r) }
func (e *Echo) Int64(v int64, r *int64) error                    { return give(e, "Int64", v, r) }
func (e *Echo) Uint8(v uint8, r *uint8) error                    { return give(e, "Uint8", v, r) }
func (e *Echo) Uint16(v uint16, r *uint16) error                 { return give(e, "Uint16", v, r) }
func (e *Echo) Uint32(v uint32, r *uint32) error                 { return give(e, "Uint32", v, r) }
func (e *Echo) Uint64(v uint64, r *uint64) error                 { return give(e, "Uint64", v, r) }
func (e *Echo) Float32(v float32, r *float32) error              { return give(e, "Float32", v, r) }
func (e *Echo) Number(v float64, r *float64) error               { return give(e, "Number", v, r) }
func (e *Echo) String(v string, r *string) error                 { return give(e, "String", v, r) }
func (e *Echo) Bytes(v []byte, r *[]byte) error                  { return give(e, "Bytes", v, r) }
func (e *Echo) Timestamp(v time.Time, r *time.Time) error        { return give(e, "Timestamp", v, r) }
func (e *Echo) Exact(v time.Time, r *time.Time) error            { return give(e, "Exact", v, r) }
func (e *Echo) Duration(v time.Duration, r *time.Duration) error { return give(e, "Duration", v, r) }
func (e *Echo) List(v []int, r *[]int) error                     { return give(e, "List", v, r) }
func (e *Echo) Strings(v []string, r *[]string) error            { return give(e, "Strings", v, r) }
func (e *Echo) Matrix(v [][]float64, r *[][]float64) error       { return give(e, "Matrix", v, r) }
func (e *Echo) Points(v []Point, r *[]Point) error               { return give(e, "Points", v, r) }
func (e *Echo) Fixed(v [3]int, r *[3]int) error                  { return give(e, "Fixed", v, r) }
func (e *Echo) Tuple(v [2]float64, r *[2]float64) error          { return give(e, "Tuple", v, r) }
func (e *Echo) Map(v map[int32]string, r *map[int32]string) error {
	return give(e, "Map", v, r)
}
func (e *Echo) BigMap(v map[int64]uint64, r *map[int64]uint64) error {
	return give(e, "BigMap", v, r)
}
func (e *Echo) Record(v map[string]int, r *map[string]int) error { return give(e, "Record", v, r) }
func (e *Echo) PointMap(v map[string]Point, r *map[string]Point) error {
	return give(e, "PointMap", v, r)
}
func (e *Echo) Shade(v Shade, r *Shade) error                { return give(e, "Shade", v, r) }
func (e *Echo) Level(v Level, r *Level) error                { return give(e, "Level", v, r) }
func (e *Echo) Point(v Point, r *Point) error                { return give(e, "Point", v, r) }
func (e *Echo) Empty(v Empty, r *Empty) error                { return give(e, "Empty", v, r) }
func (e *Echo) Sparse(v Sparse, r *Sparse) error             { return give(e, "Sparse", v, r) }
func (e *Echo) Tree(v Tree, r *Tree) error                   { return give(e, "Tree", v, r) }
func (e *Echo) Everything(v Everything, r *Everything) error { return give(e, "Everything", v, r) }

func (e *Echo) Fail(text string, _ *string) error { return errors.New(text) }

func (e *Echo) Sleep(milliseconds int, slept *int) error {
	time.Sleep(time.Duration(milliseconds) * time.Millisecond)
	*slept = milliseconds
	return nil
}

// Count answers how often it has been called, this call included.
func (e *Echo) Count(_ struct{}, calls *int) error {
	*calls = int(atomic.AddInt64(&e.calls, 1))
	return nil
}

func (e *Echo) Discard(text string, _ *struct{}) error {
	e.probe.see("Echo.Discard", text)
	return nil
}

func (e *Echo) Nothing(_ struct{}, _ *struct{}) error {
	e.probe.see("Echo.Nothing", struct{}{})
	return nil
}
