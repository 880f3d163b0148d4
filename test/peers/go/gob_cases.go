package main

import (
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
)

// gobCase is one of the cases that a gob codec must get right. What is written goes
// to one encoder, and is read back as the type that it had. What is read besides is
// read from that, or from a stream of its own.
type gobCase struct {
	name string
	// register names the types that interface values hold.
	register []interface{}
	write    []interface{}
	read     []gobRead
}

// gobRead is a stream and what to read its values into.
type gobRead struct {
	// from is written to an encoder, each value a part of the stream; parts are bytes
	// in hexadecimal. With neither, the stream is what the case writes.
	from  []interface{}
	parts []string
	// into is a pointer. Every value is read into a new one of its type, or, to merge
	// them, into what it points to.
	into  interface{}
	merge bool
}

type gobPart struct {
	Type  string      `json:"type"`
	Value interface{} `json:"value"`
	Hex   string      `json:"hex"`
	Error string      `json:"error,omitempty"`
	Panic string      `json:"panic,omitempty"`
	// Back is what Go reads when that is not what it wrote.
	Back interface{} `json:"back,omitempty"`
}

type gobResult struct {
	Value interface{} `json:"value,omitempty"`
	Null  bool        `json:"null,omitempty"`
	Error string      `json:"error,omitempty"`
}

type gobReading struct {
	As     string      `json:"as"`
	Start  interface{} `json:"start,omitempty"`
	Parts  []string    `json:"parts"`
	Result []gobResult `json:"results"`
}

type gobVector struct {
	Name  string       `json:"name"`
	Wrote []gobPart    `json:"wrote"`
	Read  []gobReading `json:"read,omitempty"`
}

func allGobCases() []gobCase {
	all := []gobCase{}
	for _, some := range [][]gobCase{scalarCases(), listCases(), structCases(), namedCases(), hookCases(), interfaceCases(), readCases()} {
		all = append(all, some...)
	}
	return all
}

// gobCases prints the vector of every case, one a line, each made by a process of
// its own: type ids and the names in definitions depend on what a process has
// encoded before.
func gobCases() error {
	for _, each := range allGobCases() {
		command := exec.Command(os.Args[0], "cases", each.name)
		command.Stderr = os.Stderr
		line, err := command.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", each.name, err)
		}
		if _, err := os.Stdout.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// gobCaseNamed prints the vector of one case.
func gobCaseNamed(name string) error {
	for _, each := range allGobCases() {
		if each.name == name {
			fmt.Println(jsonText(vectorOf(each)))
			return nil
		}
	}
	return fmt.Errorf("no case is called %q", name)
}

func vectorOf(each gobCase) gobVector {
	for _, value := range each.register {
		gob.Register(value)
	}
	made := gobVector{Name: each.name, Wrote: writeParts(each.write)}
	readBack(made.Wrote, each.write)
	for _, read := range each.read {
		made.Read = append(made.Read, readingOf(read, made.Wrote))
	}
	return made
}

func writeParts(values []interface{}) []gobPart {
	var stream bytes.Buffer
	encoder := gob.NewEncoder(&stream)
	parts := []gobPart{}
	for _, value := range values {
		part := gobPart{Type: typeName(value), Value: canonical(reflect.ValueOf(value))}
		part.Error, part.Panic = encodeCaught(encoder, value)
		part.Hex = hex.EncodeToString(stream.Bytes())
		stream.Reset()
		parts = append(parts, part)
	}
	return parts
}

func encodeCaught(encoder *gob.Encoder, value interface{}) (failed string, panicked string) {
	defer func() {
		if r := recover(); r != nil {
			panicked = fmt.Sprint(r)
		}
	}()
	if err := encoder.Encode(value); err != nil {
		failed = err.Error()
	}
	return failed, panicked
}

// readBack reads what was written and notes what has become another value.
func readBack(parts []gobPart, values []interface{}) {
	var stream bytes.Buffer
	decoder := gob.NewDecoder(&stream)
	for i := range parts {
		part := &parts[i]
		stream.Write(mustUnhex(part.Hex))
		if part.Error != "" || part.Panic != "" {
			continue
		}
		into := reflect.New(reflect.TypeOf(values[i]))
		if err := decoder.DecodeValue(into); err != nil {
			panic(fmt.Errorf("reading back part %d: %w", i, err))
		}
		if back := canonical(into.Elem()); jsonText(back) != jsonText(part.Value) {
			part.Back = back
		}
	}
}

func readingOf(read gobRead, wrote []gobPart) gobReading {
	parts := read.parts
	if read.from != nil {
		wrote = writeParts(read.from)
	}
	if parts == nil {
		for _, part := range wrote {
			parts = append(parts, part.Hex)
		}
	}
	into := reflect.ValueOf(read.into)
	reading := gobReading{As: into.Type().Elem().String(), Parts: parts}
	if read.merge {
		reading.Start = canonical(into)
	}
	var stream bytes.Buffer
	decoder := gob.NewDecoder(&stream)
	for _, part := range parts {
		stream.Write(mustUnhex(part))
		target := into
		if !read.merge {
			target = reflect.New(into.Type().Elem())
		}
		reading.Result = append(reading.Result, decodeOne(decoder, target))
	}
	return reading
}

func decodeOne(decoder *gob.Decoder, target reflect.Value) gobResult {
	if err := decoder.DecodeValue(target); err != nil {
		if err == io.EOF {
			return gobResult{Error: "EOF"}
		}
		return gobResult{Error: err.Error()}
	}
	value := canonical(target.Elem())
	return gobResult{Value: value, Null: value == nil}
}

// typeName is the type as Go prints it; of what a pointer points to, when that is an
// interface, which can be given in no other way.
func typeName(value interface{}) string {
	if value == nil {
		return "nil"
	}
	t := reflect.TypeOf(value)
	if t.Kind() == reflect.Ptr && t.Elem().Kind() == reflect.Interface {
		t = t.Elem()
	}
	return t.String()
}

func mustUnhex(text string) []byte {
	decoded, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return decoded
}
