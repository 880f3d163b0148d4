package main

import (
	"bytes"
	"errors"
	"io"
	"log"
	"net"
	"net/rpc"
	"net/rpc/jsonrpc"
	"sync/atomic"
)

type Good struct{}

func (Good) Add(args Args, sum *int) error { *sum = args.A + args.B; return nil }

type Pointed struct{}

func (*Pointed) Add(args Args, sum *int) error { *sum = args.A + args.B; return nil }

type NoMeth struct{}

type unexported struct{}

func (unexported) Promoted(_ struct{}, reply *string) error { *reply = "promoted"; return nil }

// Mixed has one method of each form that Register leaves out.
type Mixed struct{ unexported }

func (Mixed) Suitable(_ struct{}, reply *string) error    { *reply = "suitable"; return nil }
func (Mixed) OneInput(_ struct{}) error                   { return nil }
func (Mixed) HiddenParams(_ unexported, _ *string) error  { return nil }
func (Mixed) ReplyByValue(_ struct{}, _ string) error     { return nil }
func (Mixed) HiddenReply(_ struct{}, _ *unexported) error { return nil }
func (Mixed) NoError(_ struct{}, _ *string)               {}
func (Mixed) OtherResult(_ struct{}, _ *string) string    { return "" }
func (Mixed) lowerCase(_ struct{}, _ *string) error       { return nil }

// lookInside prints what can be seen of Go's server from its own process alone.
func lookInside() error {
	log.SetFlags(0)
	log.SetOutput(io.Discard)
	methods, err := callMixed()
	if err != nil {
		return err
	}
	deaf, err := serveDeaf()
	if err != nil {
		return err
	}
	once, err := serveOnce()
	if err != nil {
		return err
	}
	accepting, err := acceptUntilClosed()
	if err != nil {
		return err
	}
	(&events{}).print(map[string]interface{}{
		"register": registerAll(), "methods": methods, "deaf": deaf, "once": once, "accept": accepting,
	})
	return nil
}

// registerAll is what Register and RegisterName say; empty for success.
func registerAll() map[string]string {
	server := rpc.NewServer()
	said := func(err error) string {
		if err == nil {
			return ""
		}
		return err.Error()
	}
	return map[string]string{
		"unnamed":         said(server.Register(&struct{ unexported }{})),
		"unexported":      said(server.Register(unexported{})),
		"no methods":      said(server.Register(NoMeth{})),
		"pointer methods": said(server.Register(Pointed{})),
		"first":           said(server.Register(Good{})),
		"second":          said(server.Register(Good{})),
		"empty name":      said(server.RegisterName("", Good{})),
		"dotted name":     said(server.RegisterName("a.b.c", Good{})),
		"unexported type": said(server.RegisterName("lower", unexported{})),
	}
}

// callMixed is what a call of each method of Mixed gives: its reply or its error.
func callMixed() (map[string]string, error) {
	server := rpc.NewServer()
	if err := server.Register(Mixed{}); err != nil {
		return nil, err
	}
	here, there := net.Pipe()
	go server.ServeConn(there)
	client := rpc.NewClient(here)
	defer client.Close()
	results := map[string]string{}
	for _, name := range []string{
		"Suitable", "Promoted", "OneInput", "HiddenParams", "ReplyByValue", "HiddenReply", "NoError", "OtherResult", "lowerCase",
	} {
		var reply string
		if err := client.Call("Mixed."+name, struct{}{}, &reply); err != nil {
			reply = err.Error()
		}
		results[name] = reply
	}
	return results, nil
}

// Tally says when its handler runs.
type Tally struct{ ran chan int }

func (t *Tally) Mark(n int, _ *struct{}) error { t.ran <- n; return nil }

// deafConn takes no byte, and counts how often it is closed.
type deafConn struct {
	io.ReadWriteCloser
	failed chan struct{}
	closed int32
}

func (c *deafConn) Write([]byte) (int, error) {
	c.failed <- struct{}{}
	return 0, errors.New("write refused")
}

func (c *deafConn) Close() error {
	atomic.AddInt32(&c.closed, 1)
	return c.ReadWriteCloser.Close()
}

// serveDeaf makes a call whose reply cannot be written, then two more.
func serveDeaf() (map[string]interface{}, error) {
	tally := &Tally{ran: make(chan int, 3)}
	server := rpc.NewServer()
	if err := server.Register(tally); err != nil {
		return nil, err
	}
	here, there := net.Pipe()
	conn := &deafConn{ReadWriteCloser: there, failed: make(chan struct{}, 3)}
	go server.ServeConn(conn)
	client := rpc.NewClient(here)
	defer client.Close()
	client.Go("Tally.Mark", 1, nil, nil)
	<-conn.failed
	client.Go("Tally.Mark", 2, nil, nil)
	client.Go("Tally.Mark", 3, nil, nil)
	ran := len([]int{<-tally.ran, <-tally.ran, <-tally.ran})
	return map[string]interface{}{"ran": ran, "closed": atomic.LoadInt32(&conn.closed)}, nil
}

// onceConn counts how often it is closed.
type onceConn struct {
	net.Conn
	closed int
}

func (c *onceConn) Close() error { c.closed++; return c.Conn.Close() }

// serveOnce serves two requests by ServeRequest, the second one after it has lain there for a while.
func serveOnce() (map[string]interface{}, error) {
	server := rpc.NewServer()
	if err := server.Register(Good{}); err != nil {
		return nil, err
	}
	// A pipe without a buffer would hold each call back until ServeRequest reads it.
	here, there, err := socketPair()
	if err != nil {
		return nil, err
	}
	conn := &onceConn{Conn: there}
	codec := jsonrpc.NewServerCodec(conn)
	client := jsonrpc.NewClient(here)
	defer client.Close()
	add := func(a int) *rpc.Call {
		return client.Go("Good.Add", Args{A: a, B: 1}, new(int), make(chan *rpc.Call, 1))
	}
	first := add(1)
	if err := server.ServeRequest(codec); err != nil {
		return nil, err
	}
	sums := []int{*(<-first.Done).Reply.(*int)}
	second := add(2)
	unserved := len(second.Done)
	if err := server.ServeRequest(codec); err != nil {
		return nil, err
	}
	sums = append(sums, *(<-second.Done).Reply.(*int))
	return map[string]interface{}{"sums": sums, "unserved": unserved == 0, "closed": conn.closed}, nil
}

func socketPair() (here, there net.Conn, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	defer listener.Close()
	if here, err = net.Dial("tcp", listener.Addr().String()); err != nil {
		return nil, nil, err
	}
	there, err = listener.Accept()
	return here, there, err
}

// acceptUntilClosed is what Accept does when its listener is closed, and what becomes of a connection.
func acceptUntilClosed() (map[string]interface{}, error) {
	var logged bytes.Buffer
	log.SetOutput(&logged)
	defer log.SetOutput(io.Discard)
	server := rpc.NewServer()
	if err := server.Register(Good{}); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	returned := make(chan struct{})
	go func() { server.Accept(listener); close(returned) }()
	client, err := rpc.Dial("tcp", listener.Addr().String())
	if err != nil {
		return nil, err
	}
	defer client.Close()
	var before, after int
	if err := client.Call("Good.Add", Args{A: 1, B: 2}, &before); err != nil {
		return nil, err
	}
	if err := listener.Close(); err != nil {
		return nil, err
	}
	<-returned
	if err := client.Call("Good.Add", Args{A: 3, B: 4}, &after); err != nil {
		return nil, err
	}
	return map[string]interface{}{"log": logged.String(), "sums": []int{before, after}}, nil
}
