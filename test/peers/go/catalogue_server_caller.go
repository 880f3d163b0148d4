package main

import (
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/rpc"
	"os"
)

// Messages that do not fit Args, or not only.

type Wider struct{ A, B, C int }

type Other struct{ C int }

type Texts struct{ A, B string }

// drivenTypes are what params and replies can be, by the name in a step.
var drivenTypes = map[string]func() interface{}{
	"Args":           func() interface{} { return new(Args) },
	"Wider":          func() interface{} { return new(Wider) },
	"Other":          func() interface{} { return new(Other) },
	"Texts":          func() interface{} { return new(Texts) },
	"Unknown":        func() interface{} { return new(Unknown) },
	"Mood":           func() interface{} { return new(Mood) },
	"[]int":          func() interface{} { return new([]int) },
	"map[string]int": func() interface{} { return new(map[string]int) },
	"int":            func() interface{} { return new(int) },
	"string":         func() interface{} { return new(string) },
	"struct{}":       func() interface{} { return new(struct{}) },
}

// step is one line of what driveClient is told.
type step struct {
	ID int
	// Half closes the writing side instead of making a call.
	Half   bool
	Method string
	Params string
	Value  json.RawMessage
	Reply  string
}

// settled is what a step led to. Kind is "server" for an error that the server replied with.
type settled struct {
	ID    int         `json:"id"`
	Error string      `json:"error"`
	Kind  string      `json:"kind"`
	Reply interface{} `json:"reply"`
}

// driveClient makes the calls that it reads from standard input with Go's own
// client, all on one connection, and prints each as it settles.
func driveClient(wire, address string) error {
	gob.Register(Unknown{})
	gob.Register(Mood(""))
	var conn net.Conn
	var client *rpc.Client
	var err error
	if wire == "http" {
		client, err = rpc.DialHTTP("tcp", address)
	} else if conn, err = net.Dial("tcp", address); err == nil {
		client = newClient(wire, conn)
	}
	if err != nil {
		return err
	}
	defer client.Close()
	events := &events{}
	steps := json.NewDecoder(os.Stdin)
	for {
		var next step
		if steps.Decode(&next) != nil {
			return nil
		}
		if next.Half {
			if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
				return err
			}
			events.print(settled{ID: next.ID})
			continue
		}
		params, err := next.params()
		if err != nil {
			return err
		}
		call := client.Go(next.Method, params, drivenTypes[next.Reply](), make(chan *rpc.Call, 1))
		go func(id int) { events.print(outcomeOf(id, <-call.Done)) }(next.ID)
	}
}

func (s step) params() (interface{}, error) {
	if drivenTypes[s.Params] == nil || drivenTypes[s.Reply] == nil {
		return nil, fmt.Errorf("no type %q or %q", s.Params, s.Reply)
	}
	params := drivenTypes[s.Params]()
	if err := json.Unmarshal(s.Value, params); err != nil {
		return nil, err
	}
	switch held := params.(type) {
	case *Unknown:
		return Holder{V: *held}, nil
	case *Mood:
		return Holder{V: *held}, nil
	}
	return params, nil
}

func outcomeOf(id int, call *rpc.Call) settled {
	if call.Error == nil {
		return settled{ID: id, Reply: call.Reply}
	}
	kind := "connection"
	var server rpc.ServerError
	if errors.As(call.Error, &server) {
		kind = "server"
	}
	return settled{ID: id, Error: call.Error.Error(), Kind: kind}
}
