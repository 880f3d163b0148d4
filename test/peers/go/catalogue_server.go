package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os"
	"sync"
)

// desk is what the tests of S1 to S22 start: Go's server with the
// service Desk, Go's client driven line by line, or what Go shows to its own
// process alone.
func desk(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "serve":
		return serveDesk()
	case len(args) == 3 && args[0] == "call":
		return driveClient(args[1], args[2])
	case len(args) == 1 && args[0] == "inside":
		return lookInside()
	default:
		return errors.New("usage: peer desk serve | call gob|json|http ADDRESS | inside")
	}
}

// events prints one line of JSON at a time, whichever goroutine has it.
type events struct{ mutex sync.Mutex }

func (e *events) print(event interface{}) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	_ = json.NewEncoder(os.Stdout).Encode(event)
}

// Write makes the log a source of events.
func (e *events) Write(text []byte) (int, error) {
	e.print(map[string]string{"event": "log", "text": string(text)})
	return len(text), nil
}

// Desk is a service whose handlers say when they begin and wait to be released.
type Desk struct {
	events *events
	mutex  sync.Mutex
	gates  map[string]chan struct{}
}

// Holder holds what only a registered type can.
type Holder struct{ V interface{} }

// Unknown is registered by the calling side alone.
type Unknown struct{ N int }

// Mood is as Unknown, but needs no definition on the wire.
type Mood string

func (d *Desk) gate(name string) chan struct{} {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.gates[name] == nil {
		d.gates[name] = make(chan struct{})
	}
	return d.gates[name]
}

func (d *Desk) Add(args Args, sum *int) error {
	*sum = args.A + args.B
	return nil
}

// Fail sets a reply, which an error must not let through.
func (d *Desk) Fail(text string, reply *int) error {
	*reply = 41
	return errors.New(text)
}

// Wait answers once somebody has called Release with its name.
func (d *Desk) Wait(name string, reply *string) error {
	d.events.print(map[string]string{"event": "began", "text": name})
	<-d.gate(name)
	*reply = name
	return nil
}

func (d *Desk) Release(name string, _ *struct{}) error {
	close(d.gate(name))
	return nil
}

// Replies that nobody touches.

func (d *Desk) List(_ struct{}, _ *[]int) error           { return nil }
func (d *Desk) Table(_ struct{}, _ *map[string]int) error { return nil }
func (d *Desk) Pair(_ struct{}, _ *Args) error            { return nil }

func (d *Desk) Hold(held Holder, note *string) error {
	*note = fmt.Sprintf("%T", held.V)
	return nil
}

// Replies that cannot be encoded; only the second is of a type that needs a definition.

func (d *Desk) Unsendable(_ struct{}, reply *interface{}) error {
	*reply = Unknown{N: 1}
	return nil
}

func (d *Desk) Unregistered(_ struct{}, reply *Holder) error {
	reply.V = Unknown{N: 1}
	return nil
}

func (d *Desk) Panic(_ struct{}, _ *struct{}) error { panic("on purpose") }

// serveDesk prints the addresses, then an event for each handler that begins and
// each line of the log. It ends with its standard input.
func serveDesk() error {
	events := &events{}
	log.SetFlags(0)
	log.SetOutput(events)
	server := rpc.NewServer()
	service := &Desk{events: events, gates: map[string]chan struct{}{}}
	// Under its own name, one with dots and one that is not exported.
	for _, name := range []string{"Desk", "net.rpc.Desk", "desk"} {
		if err := server.RegisterName(name, service); err != nil {
			return err
		}
	}
	gobAddress, err := accept(server.ServeConn)
	if err != nil {
		return err
	}
	jsonAddress, err := accept(func(conn io.ReadWriteCloser) { server.ServeCodec(jsonrpc.NewServerCodec(conn)) })
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server.HandleHTTP(rpc.DefaultRPCPath, rpc.DefaultDebugPath)
	go func() { _ = http.Serve(listener, nil) }()
	events.print(map[string]string{"gob": gobAddress, "json": jsonAddress, "http": listener.Addr().String()})
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
