package main

import "time"

// The messages of schemas/arith.ts.

type Args struct{ A, B int }

type Quotient struct{ Quo, Rem int }

// The messages of schemas/catalog.ts. An optional or nullable field is a pointer.

type Availability string

type Money struct {
	Currency string
	Units    int64
}

type Product struct {
	ID           uint64
	Name         string
	Price        Money
	Availability Availability
	Tags         []string
	Attributes   map[string]string
	Stock        map[int32]uint32
	Rating       *float64
	Replaces     *uint64
	Thumbnail    []byte
	AddedAt      time.Time
}

type Category struct {
	Name     string
	Children []Category
}

type Query struct {
	Text         *string
	MaxPrice     *Money
	Availability *Availability
	Limit        int32
}

type ProductKey struct{ ID uint64 }

// The messages of schemas/echo.ts.

type Shade string

type Level int

type Point struct{ X, Y float64 }

type Empty struct{}

type Sparse struct {
	Required      int
	Optional      *int
	Nullable      *string
	Flag          *bool
	Point         *Point
	NullablePoint *Point
	List          *[]string
	Moment        *time.Time
}

type Tree struct {
	Value    int
	Left     *Tree
	Branches []Tree
	Named    map[string]Tree
}

type Everything struct {
	Bool      bool
	Int8      int8
	Int16     int16
	Int32     int32
	Integer   int
	Int64     int64
	Uint8     uint8
	Uint16    uint16
	Uint32    uint32
	Uint64    uint64
	Float32   float32
	Number    float64
	String    string
	Bytes     []byte
	Timestamp time.Time
	Exact     time.Time
	Duration  time.Duration
	List      []int
	Fixed     [3]int
	Tuple     [2]float64
	Map       map[int32]string
	Record    map[string]int
	Point     Point
	Shade     Shade
	Level     Level
	Sparse    Sparse
}
