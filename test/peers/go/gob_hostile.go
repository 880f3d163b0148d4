package main

import (
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// hostile is a stream that no encoder writes, and what Go makes of it.
type hostile struct {
	name   string
	stream []piece
	// into is a pointer to what is read, or nil to skip the value.
	into interface{}
	// unrun says why Go is better not asked.
	unrun string
}

// piece is a part of a stream: bytes in hexadecimal, so many times; or a chain of
// definitions, each of a type that holds the next, of which the last holds an int.
type piece struct {
	Hex   string `json:"hex,omitempty"`
	Times int    `json:"times,omitempty"`
	Chain string `json:"chain,omitempty"`
	First int    `json:"first,omitempty"`
}

type hostileVector struct {
	Name   string  `json:"name"`
	As     string  `json:"as"`
	Stream []piece `json:"stream"`
	// One of these. A value whose JSON is long is only said to be there.
	Value    interface{} `json:"value,omitempty"`
	Null     bool        `json:"null,omitempty"`
	Accepted bool        `json:"accepted,omitempty"`
	Error    string      `json:"error,omitempty"`
	Panic    string      `json:"panic,omitempty"`
	Unrun    string      `json:"unrun,omitempty"`
}

// longest is how long the JSON of a value may be that is committed.
const longest = 1000

// gobHostile prints what Go makes of each, one a line.
func gobHostile() error {
	for _, some := range [][]hostile{hostileMessages(), hostileTypes(), hostileValues(), hostileDepths()} {
		for _, each := range some {
			fmt.Println(jsonText(verdict(each)))
		}
	}
	return nil
}

func verdict(each hostile) (made hostileVector) {
	made = hostileVector{Name: each.name, As: "nil", Stream: each.stream}
	if each.into != nil {
		made.As = reflect.TypeOf(each.into).Elem().String()
	}
	if each.unrun != "" {
		made.Unrun = each.unrun
		return made
	}
	defer func() {
		if r := recover(); r != nil {
			made.Panic = fmt.Sprint(r)
		}
	}()
	decoder := gob.NewDecoder(bytes.NewReader(spread(each.stream)))
	if err := decoder.Decode(each.into); err != nil {
		made.Error = err.Error()
		if err == io.EOF {
			made.Error = "EOF"
		}
		return made
	}
	if each.into == nil {
		made.Accepted = true
		return made
	}
	value := canonical(reflect.ValueOf(each.into).Elem())
	if len(jsonText(value)) > longest {
		made.Accepted = true
	} else {
		made.Value, made.Null = value, value == nil
	}
	return made
}

func spread(pieces []piece) []byte {
	var stream bytes.Buffer
	for _, each := range pieces {
		switch {
		case each.Chain != "":
			for i := 0; i < each.Times; i++ {
				stream.Write(mustUnhex(link(each.Chain, each.First+i, i == each.Times-1)))
			}
		case each.Times == 0:
			stream.Write(mustUnhex(each.Hex))
		default:
			stream.Write(bytes.Repeat(mustUnhex(each.Hex), each.Times))
		}
	}
	return stream.Bytes()
}

// link is the definition of a type that holds the one behind it.
func link(kind string, id int, last bool) string {
	next := gobInt(id + 1)
	if last {
		next = gobInt(2)
	}
	if kind == "struct" {
		return gobMessage(gobInt(-id), "030102", gobInt(id), "00010101014101", next, "000000")
	}
	return gobMessage(gobInt(-id), "010102", gobInt(id), "0001", next, "01020000")
}

func rawStream(parts ...string) []piece { return []piece{{Hex: strings.Join(parts, "")}} }

func textHex(text string) string {
	return gobUint(uint64(len(text))) + hex.EncodeToString([]byte(text))
}

// defined is the definition of type 65 as a struct with these fields.
func defined(name string, fields ...string) string {
	return gobMessage("ff81", "030101", textHex(name), "01ff8200", "01", gobUint(uint64(len(fields))), strings.Join(fields, ""), "0000")
}

func field(name string, id int) string {
	return "01" + textHex(name) + "01" + gobInt(id) + "00"
}

// value is a message with a value of type 65.
func valueOf65(parts ...string) string { return gobMessage("ff82", strings.Join(parts, "")) }

var (
	dotDefinition   = defined("Dot", field("X", 2), field("Y", 2))
	intsDefinition  = gobMessage("ff81", "020102ff820001040000")
	mapDefinition   = gobMessage("ff81", "040102ff8200010c01040000")
	arrayDefinition = gobMessage("ff81", "010102ff8200010401060000")
	anyDefinition   = defined("Any", field("V", 8))
	timeDefinition  = gobMessage("ff81", "0501010454696d6501ff82000000")
)
