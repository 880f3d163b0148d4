package main

import (
	"math/big"
	"net"
	"time"
)

// Celsius has hooks for gob alone.
type Celsius struct{ tenths int }

func (c Celsius) GobEncode() ([]byte, error) {
	return []byte{byte(c.tenths >> 8), byte(c.tenths)}, nil
}

func (c *Celsius) GobDecode(b []byte) error {
	c.tenths = int(int8(b[0]))<<8 | int(b[1])
	return nil
}

// Rune has hooks for any binary format.
type Rune struct{ r byte }

func (r Rune) MarshalBinary() ([]byte, error) { return []byte{r.r}, nil }

func (r *Rune) UnmarshalBinary(b []byte) error {
	r.r = b[0]
	return nil
}

type Weather struct {
	Low   Celsius
	High  Celsius
	Mean  *Celsius
	Guess *Celsius
	Mark  Rune
}

type Account struct {
	Owner   string
	Balance *big.Int
	Debt    *big.Int
}

type Diary struct {
	Day   int
	Start time.Time
	End   *time.Time
}

// K74 to K80.
func hookCases() []gobCase {
	at := time.Date(2026, 3, 1, 12, 30, 15, 123_456_789, time.UTC)
	in := func(seconds int) time.Time { return at.In(time.FixedZone("", seconds)) }
	return []gobCase{
		one("K74 times: zero, in UTC, 90 minutes east, an hour and a second east, and a minute west, which Go refuses",
			time.Time{}, at, in(90*60), in(3601), in(-60), in(-5*3600)),
		one("K75 a time in a struct", Diary{Day: 1}, Diary{2, at, &at}),
		one("K76 a slice of times", []time.Time{at, {}}),
		one("K77 a duration is an int", 1500*time.Millisecond),
		one("K78 types with hooks, by value and by pointer", Weather{}, Weather{Celsius{-105}, Celsius{}, &Celsius{213}, nil, Rune{'!'}}),
		one("K79 big.Int, whose definition has two ids", Account{"me", big.NewInt(-1_000_000_000_000), nil}, big.NewInt(255)),
		one("K80 net.IP is bytes", net.IPv4(127, 0, 0, 1).To4()),
	}
}
