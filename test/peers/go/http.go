package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/rpc"
	"os"
)

func arithServer() (*rpc.Server, error) {
	server := rpc.NewServer()
	return server, server.RegisterName("Arith", Arith{})
}

// callArith makes calls that must come out right, alone and many at a time.
func callArith(client *rpc.Client) error {
	defer client.Close()
	if err := multiply(client, 6, 7); err != nil {
		return err
	}
	var quotient Quotient
	if err := client.Call("Arith.Divide", Args{A: 7, B: 2}, &quotient); err != nil {
		return err
	}
	if quotient != (Quotient{Quo: 3, Rem: 1}) {
		return fmt.Errorf("7 divided by 2 is %+v", quotient)
	}
	return crowd(client, 2_000, 64)
}

// httpServe runs Go's HandleHTTP, on its own path and on /foo, over TCP and over
// a Unix socket. It ends when standard input does.
func httpServe(socket string) error {
	server, err := arithServer()
	if err != nil {
		return err
	}
	server.HandleHTTP(rpc.DefaultRPCPath, rpc.DefaultDebugPath)
	server.HandleHTTP("/foo", "/debug/foo")
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	unix, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	for _, listener := range []net.Listener{tcp, unix} {
		go func(listener net.Listener) { _ = http.Serve(listener, nil) }(listener)
	}
	addresses := map[string]string{"tcp": tcp.Addr().String(), "unix": unix.Addr().String()}
	if err := json.NewEncoder(os.Stdout).Encode(addresses); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// httpCall makes calls through Go's DialHTTP, or DialHTTPPath when there is a path.
func httpCall(network, address, path string) error {
	dial := rpc.DialHTTP
	if path != "" {
		dial = func(network, address string) (*rpc.Client, error) { return rpc.DialHTTPPath(network, address, path) }
	}
	client, err := dial(network, address)
	if err != nil {
		return err
	}
	return callArith(client)
}
