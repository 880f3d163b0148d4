package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os"
	"reflect"
	"sync"
)

// newClient is Go's own client on an open connection.
func newClient(wire string, conn io.ReadWriteCloser) *rpc.Client {
	if wire == "json" {
		return jsonrpc.NewClient(conn)
	}
	return rpc.NewClient(conn)
}

// outcome is one line of what client prints.
type outcome struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// client calls every method of the three services on a server that is not Go,
// all on one connection, and prints one line for each check.
func client(wire, address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	client := newClient(wire, conn)
	defer client.Close()
	failed := 0
	report := func(name string, err error) {
		line := outcome{Name: name, OK: err == nil}
		if err != nil {
			failed++
			line.Detail = err.Error()
		}
		_ = json.NewEncoder(os.Stdout).Encode(line)
	}
	for _, c := range append(calls, callsOn[wire]...) {
		report(c.name(), c.check(client))
	}
	for _, r := range append(refusals, refusalsOn[wire]...) {
		report(r.name(), r.check(client))
	}
	report("10,000 calls, 256 in flight", crowd(client, 10_000, 256))
	if failed > 0 {
		return fmt.Errorf("%d checks failed", failed)
	}
	return nil
}

// call is a request and the reply that it must get.
type call struct {
	method string
	args   interface{}
	want   interface{}
}

func (c call) name() string { return fmt.Sprintf("%s(%+v)", c.method, c.args) }

func (c call) check(client *rpc.Client) error {
	reply := reflect.New(reflect.TypeOf(c.want))
	if err := client.Call(c.method, c.args, reply.Interface()); err != nil {
		return err
	}
	got, want := filled(reply.Elem().Interface()), filled(c.want)
	if !reflect.DeepEqual(got, want) {
		return fmt.Errorf("got %+v, want %+v", got, want)
	}
	return nil
}

// refusal is a request and the text of the error that the server must answer with.
type refusal struct {
	method string
	args   interface{}
	want   string
}

func (r refusal) name() string { return fmt.Sprintf("%s(%+v) fails", r.method, r.args) }

func (r refusal) check(client *rpc.Client) error {
	var reply interface{}
	if err := client.Call(r.method, r.args, &reply); err != rpc.ServerError(r.want) {
		return fmt.Errorf("got error %v (%T), want %q", err, err, r.want)
	}
	var product int
	if err := client.Call("Arith.Multiply", Args{A: 2, B: 3}, &product); err != nil || product != 6 {
		return fmt.Errorf("the next call got %d, %v", product, err)
	}
	return nil
}

// crowd makes so many calls through so many goroutines on one connection; each must get its own product.
func crowd(client *rpc.Client, total, inFlight int) error {
	numbers, wrong := make(chan int), make(chan error, total)
	var callers sync.WaitGroup
	for i := 0; i < inFlight; i++ {
		callers.Add(1)
		go func() {
			defer callers.Done()
			for n := range numbers {
				if err := multiply(client, n, 3); err != nil {
					wrong <- err
				}
			}
		}()
	}
	for n := 0; n < total; n++ {
		numbers <- n
	}
	close(numbers)
	callers.Wait()
	if len(wrong) > 0 {
		return errors.New(fmt.Sprint(len(wrong), " of them: ", <-wrong))
	}
	return nil
}
