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
	"time"
)

// Reply is that of Go's own tests (net/rpc/server_test.go).
type Reply struct{ C int }

// Hollow has nothing that gob could send: no field of it is exported.
type Hollow struct{ msg []byte }

// unregistered is a type that gob was never told about.
type unregistered struct{ N int }

// catalogueArith is the service of Go's own tests and of the catalogue of
// behaviours: each method is there for one of them.
type catalogueArith struct{}

func (catalogueArith) Add(args Args, reply *Reply) error {
	reply.C = args.A + args.B
	return nil
}

func (catalogueArith) Mul(args *Args, reply *Reply) error {
	reply.C = args.A * args.B
	return nil
}

func (catalogueArith) Div(args Args, reply *Reply) error {
	if args.B == 0 {
		return errors.New("divide by zero")
	}
	reply.C = args.A / args.B
	return nil
}

func (catalogueArith) String(args *Args, reply *string) error {
	*reply = fmt.Sprintf("%d+%d=%d", args.A, args.B, args.A+args.B)
	return nil
}

func (catalogueArith) Scan(args string, reply *Reply) error {
	_, err := fmt.Sscan(args, &reply.C)
	return err
}

func (catalogueArith) SleepMilli(args *Args, reply *Reply) error {
	time.Sleep(time.Duration(args.A) * time.Millisecond)
	return nil
}

func (catalogueArith) Map(args *Args, reply *map[int]int) error {
	(*reply)[args.A] = args.B
	return nil
}

func (catalogueArith) NilMap(args *Args, reply *map[int]int) error {
	*reply = nil
	return nil
}

func (catalogueArith) Slice(args *Args, reply *[]int) error {
	*reply = append(*reply, args.A, args.B)
	return nil
}

func (catalogueArith) Array(args *Args, reply *[2]int) error {
	*reply = [2]int{args.A, args.B}
	return nil
}

func (catalogueArith) Bytes(size int, reply *[]byte) error {
	*reply = make([]byte, size)
	return nil
}

func (catalogueArith) Err(text string, reply *Reply) error { return errors.New(text) }

func (catalogueArith) EmptyErr(args *Args, reply *Reply) error {
	reply.C = args.A
	return errors.New("")
}

func (catalogueArith) Any(args *Args, reply *interface{}) error { return nil }

func (catalogueArith) AnyInt(args *Args, reply *interface{}) error {
	*reply = args.A
	return nil
}

func (catalogueArith) AnyUnreg(args *Args, reply *interface{}) error {
	*reply = unregistered{args.A}
	return nil
}

func (catalogueArith) BadReply(args *Args, reply *Hollow) error {
	*reply = Hollow{[]byte("foo")}
	return nil
}

// hidden is embedded and not exported; its exported method is served all the same.
type hidden int

func (hidden) Exported(args Args, reply *Reply) error {
	reply.C = args.A + args.B
	return nil
}

type embed struct{ hidden }

// single is the service of net/rpc/jsonrpc/all_test.go, whose argument is no struct.
type single struct{}

func (single) Map(i int, reply *map[int]int) error {
	(*reply)[i] = i
	return nil
}

func (single) Slice(i int, reply *[]int) error {
	*reply = append(*reply, i)
	return nil
}

func (single) Array(i int, reply *[1]int) error {
	(*reply)[0] = i
	return nil
}

func catalogueServer(names ...string) (*rpc.Server, error) {
	server := rpc.NewServer()
	for _, name := range names {
		if err := server.RegisterName(name, catalogueArith{}); err != nil {
			return nil, err
		}
	}
	if err := server.RegisterName("Embed", embed{}); err != nil {
		return nil, err
	}
	return server, server.RegisterName("BuiltinTypes", single{})
}

// catalogue runs two servers, as Go's own tests do. The first speaks gob, JSON and
// HTTP at the default path; the second gob, and HTTP at "/foo". It prints one line
// with its addresses, and ends when standard input does.
func catalogue() error {
	// What gob cannot encode is reported there as well, and is what a test asks for.
	log.SetOutput(io.Discard)
	first, err := catalogueServer("Arith", "net.rpc.Arith")
	if err != nil {
		return err
	}
	second, err := catalogueServer("Arith", "net.rpc.Arith", "newServer.Arith")
	if err != nil {
		return err
	}
	addresses := map[string]string{}
	for name, serveConn := range map[string]func(io.ReadWriteCloser){
		"gob":       first.ServeConn,
		"json":      func(conn io.ReadWriteCloser) { first.ServeCodec(jsonrpc.NewServerCodec(conn)) },
		"secondGob": second.ServeConn,
	} {
		if addresses[name], err = accept(serveConn); err != nil {
			return err
		}
	}
	routes := http.NewServeMux()
	routes.Handle(rpc.DefaultRPCPath, first)
	routes.Handle("/foo", second)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addresses["http"] = listener.Addr().String()
	go func() { _ = http.Serve(listener, routes) }()
	if err := json.NewEncoder(os.Stdout).Encode(addresses); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
