package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/rpc"
	"os"
	"reflect"
)

// order is one line of standard input: what the observed client is to do.
type order struct {
	Do     string
	ID     string
	Method string
	Args   value
	Reply  value
	N      int
}

// value describes an argument, or a reply and what it holds before the call.
type value struct {
	Kind string
	A, B int
	Text string
}

func (v value) make() interface{} {
	switch v.Kind {
	case "args":
		return Args{v.A, v.B}
	case "reply":
		return Reply{v.A}
	case "int":
		return v.A
	case "string":
		return v.Text
	case "bytes":
		return make([]byte, v.A)
	case "map":
		return map[int]int{v.A: v.B}
	case "slice":
		return []int{v.A, v.B}
	case "pair":
		return [2]int{v.A, v.B}
	case "chan":
		return make(chan int)
	default:
		return nil
	}
}

// target is where a call's result goes; nil where nobody wants it.
func (v value) target() interface{} {
	if v.Kind == "" {
		return nil
	}
	if v.Kind == "any" {
		return new(interface{})
	}
	made := v.make()
	target := reflect.New(reflect.TypeOf(made))
	target.Elem().Set(reflect.ValueOf(made))
	return target.Interface()
}

// observedCall is a call under way; its channels close at what they are named after.
type observedCall struct {
	call     *rpc.Call
	returned chan struct{}
	done     chan struct{}
}

func closed(channel chan struct{}) bool {
	select {
	case <-channel:
		return true
	default:
		return false
	}
}

// failure is an error and which kind it is of those that net/rpc gives names to.
type failure struct {
	Error string `json:"error"`
	Kind  string `json:"kind"`
}

func failed(err error) failure {
	if err == nil {
		return failure{}
	}
	if err == rpc.ErrShutdown {
		return failure{err.Error(), "ErrShutdown"}
	}
	return failure{err.Error(), reflect.TypeOf(err).String()}
}

// observer lets a test on the other side of two pipes drive Go's own client.
type observer struct {
	conn   *observedConn
	client *rpc.Client
	calls  map[string]*observedCall
}

// observeClient takes orders, one a line, and answers each with one line. A gob
// client over "http" is one that DialHTTP makes; its connection is not observed.
func observeClient(wire, address, path string) error {
	// The orders are about what a caller can see, and Go's log is not.
	log.SetOutput(io.Discard)
	o := observer{calls: map[string]*observedCall{}}
	out := json.NewEncoder(os.Stdout)
	if wire == "http" {
		client, err := rpc.DialHTTPPath("tcp", address, path)
		if err != nil {
			return out.Encode(failed(err))
		}
		o.client = client
	} else {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		o.conn = observe(conn)
		o.client = newClient(wire, o.conn)
	}
	if err := out.Encode(failure{}); err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var next order
		if err := json.Unmarshal(lines.Bytes(), &next); err != nil {
			return err
		}
		answer, err := o.obey(next)
		if err != nil {
			return err
		}
		if err := out.Encode(answer); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (o *observer) obey(next order) (interface{}, error) {
	switch next.Do {
	case "start":
		o.start(next)
		<-o.calls[next.ID].returned
		return struct{}{}, nil
	case "startBlocked":
		o.start(next)
		o.conn.until(func() bool { return o.conn.writing })
		return struct{}{}, nil
	case "crowd":
		return struct{}{}, o.crowd(next)
	case "wait":
		c := o.calls[next.ID]
		<-c.done
		return struct {
			failure
			Reply interface{} `json:"reply"`
		}{failed(c.call.Error), c.call.Reply}, nil
	case "progress":
		c := o.calls[next.ID]
		return map[string]bool{"returned": closed(c.returned), "done": closed(c.done)}, nil
	case "sameError":
		first := o.calls[next.ID].call.Error
		for _, c := range o.calls {
			if c.call.Error != first {
				return false, nil
			}
		}
		return true, nil
	case "read":
		o.conn.until(func() bool { return o.conn.read >= next.N })
		return struct{}{}, nil
	case "readSoFar":
		return o.conn.readSoFar(), nil
	case "writes":
		return o.conn.takeSizes(), nil
	case "state":
		return o.state(), nil
	case "close":
		return failed(o.client.Close()), nil
	case "closeWrite":
		return struct{}{}, o.conn.Conn.(*net.TCPConn).CloseWrite()
	case "shared":
		return o.shared(next)
	case "unbuffered":
		return o.unbuffered(next), nil
	case "noChannel":
		return cap(o.client.Go(next.Method, next.Args.make(), next.Reply.target(), nil).Done), nil
	default:
		return nil, fmt.Errorf("no order is called %q", next.Do)
	}
}

func (o *observer) start(next order) {
	c := &observedCall{returned: make(chan struct{}), done: make(chan struct{})}
	o.calls[next.ID] = c
	channel := make(chan *rpc.Call, 1)
	go func() {
		call := o.client.Go(next.Method, next.Args.make(), next.Reply.target(), channel)
		c.call = call
		close(c.returned)
		<-channel
		close(c.done)
	}()
}

// crowd makes N calls from as many goroutines, and returns when all requests have been sent.
func (o *observer) crowd(next order) error {
	sent := make(chan error, next.N)
	for i := 0; i < next.N; i++ {
		go func() {
			o.client.Go(next.Method, next.Args.make(), next.Reply.target(), nil)
			sent <- nil
		}()
	}
	for i := 0; i < next.N; i++ {
		<-sent
	}
	return nil
}

// state reads what the client keeps to itself. An idle client only: no lock is taken.
func (o *observer) state() interface{} {
	client := reflect.ValueOf(o.client).Elem()
	state := map[string]interface{}{
		"pending":  client.FieldByName("pending").Len(),
		"shutdown": client.FieldByName("shutdown").Bool(),
	}
	if pending := client.FieldByName("codec").Elem().Elem().FieldByName("pending"); pending.IsValid() {
		state["codecPending"] = pending.Len()
	}
	return state
}

// shared makes two calls that report to one channel with room for one, and then a
// third that reports elsewhere: when that is done, the two replies have been read.
func (o *observer) shared(next order) (interface{}, error) {
	channel := make(chan *rpc.Call, 1)
	first := o.client.Go(next.Method, next.Args.make(), next.Reply.target(), channel)
	second := o.client.Go(next.Method, next.Args.make(), next.Reply.target(), channel)
	if err := o.client.Call(next.Method, next.Args.make(), next.Reply.target()); err != nil {
		return nil, err
	}
	return map[string]interface{}{"told": len(channel), "replies": []interface{}{first.Reply, second.Reply}}, nil
}

func (o *observer) unbuffered(next order) (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	o.client.Go(next.Method, next.Args.make(), next.Reply.target(), make(chan *rpc.Call))
	return ""
}
