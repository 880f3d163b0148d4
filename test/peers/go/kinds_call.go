package main

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"math/rand"
	"net/rpc"
	"os"
	"reflect"
)

// inFlight is how many calls wait for their replies at a time.
const inFlight = 64

// kindCalls is one line of what calling prints.
type kindCalls struct {
	Kind  string `json:"kind"`
	Seed  int64  `json:"seed"`
	Calls int    `json:"calls"`
	// InFlight is the highest number of calls that waited at a time.
	InFlight int            `json:"inFlight"`
	Wrong    int            `json:"wrong"`
	First    *kindComplaint `json:"first,omitempty"`
}

// kindComplaint is the first call that went wrong, in canonical form.
type kindComplaint struct {
	Index  int    `json:"index"`
	Sent   string `json:"sent"`
	Error  string `json:"error,omitempty"`
	Saw    string `json:"saw,omitempty"`
	Got    string `json:"got,omitempty"`
	Wanted string `json:"wanted,omitempty"`
}

// callKinds prints one line of JSON for each kind of these names, each called on
// a connection of its own with values made from this seed.
func callKinds(address string, seed int64, calls int, names []string) error {
	byName := map[string]kind{}
	for _, each := range allKinds {
		byName[each.name] = each
	}
	for _, name := range names {
		each, known := byName[name]
		if !known {
			return fmt.Errorf("no kind is called %q", name)
		}
		result, err := each.call(address, seed, calls)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
			return err
		}
	}
	return nil
}

// expectation is a call's value, what the server must have seen, and what must come back.
type expectation struct {
	index      int
	sent       string
	saw, given string
}

// callKind keeps as many calls in flight as it may. What must come of each value
// it learns from Go's own gob.
func callKind[T any](client *rpc.Client, name string, seed int64, calls int, random func(randomizer) T, taken func(T) T) (kindCalls, error) {
	result := kindCalls{Kind: name, Seed: seed}
	source, own := randomizer{rand.New(rand.NewSource(seed))}, newPipe()
	done, waiting := make(chan *rpc.Call, inFlight), map[*rpc.Call]expectation{}
	collect := func() {
		call := <-done
		complaint := waiting[call].complaint(call.Error, canonicalText(call.Reply.(*Seen[T]).Value), call.Reply.(*Seen[T]).Text)
		delete(waiting, call)
		result.Calls++
		if complaint == nil {
			return
		}
		result.Wrong++
		if result.First == nil || complaint.Index < result.First.Index {
			result.First = complaint
		}
	}
	for index := 0; index < calls; index++ {
		value := random(source)
		saw, err := carried(own, value)
		if err != nil {
			return result, err
		}
		given, err := carried(own, Seen[T]{Value: taken(saw)})
		if err != nil {
			return result, err
		}
		if len(waiting) == inFlight {
			collect()
		}
		call := client.Go(name+".Echo", sendable(&value), new(Seen[T]), done)
		waiting[call] = expectation{index, canonicalText(value), canonicalText(taken(saw)), canonicalText(given.Value)}
		if len(waiting) > result.InFlight {
			result.InFlight = len(waiting)
		}
	}
	for len(waiting) > 0 {
		collect()
	}
	return result, nil
}

// complaint says what is wrong, if anything.
func (e expectation) complaint(err error, given, saw string) *kindComplaint {
	switch {
	case err != nil:
		return &kindComplaint{Index: e.index, Sent: e.sent, Error: err.Error()}
	case !sameJSON(saw, e.saw):
		return &kindComplaint{Index: e.index, Sent: e.sent, Saw: saw, Wanted: e.saw}
	case given != e.given:
		return &kindComplaint{Index: e.index, Sent: e.sent, Got: given, Wanted: e.given}
	}
	return nil
}

// sameJSON does not care how a character is escaped, or for the order of an object's keys.
func sameJSON(one, other string) bool {
	var a, b interface{}
	return json.Unmarshal([]byte(one), &a) == nil && json.Unmarshal([]byte(other), &b) == nil && reflect.DeepEqual(a, b)
}

// pipe is Go's encoder and decoder back to back.
type pipe struct {
	encoder *gob.Encoder
	decoder *gob.Decoder
}

func newPipe() pipe {
	var stream bytes.Buffer
	return pipe{gob.NewEncoder(&stream), gob.NewDecoder(&stream)}
}

// carried is what gob makes of a value: of a pointer to zero in a struct, say, it makes nil.
func carried[T any](p pipe, value T) (T, error) {
	var received T
	if err := p.encoder.Encode(sendable(&value)); err != nil {
		return received, err
	}
	return received, p.decoder.Decode(&received)
}

// sendable is the value as gob takes it from all types: a pointer to an interface
// is the only way to send one, and one to a pointer to a GobEncoder panics.
func sendable[T any](value *T) interface{} {
	if reflect.TypeOf(value).Elem().Kind() == reflect.Ptr {
		return *value
	}
	return value
}
