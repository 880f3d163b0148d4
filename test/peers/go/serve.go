package main

import (
	"encoding/json"
	"io"
	"net"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os"
)

// serve runs the stock server on both wires. It prints one line with its
// addresses, and ends when standard input does, so that it never outlives the
// process that started it.
func serve() error {
	server := rpc.NewServer()
	probe := NewProbe()
	for name, receiver := range map[string]interface{}{
		"Arith":   Arith{},
		"Catalog": NewCatalog(probe),
		"Echo":    NewEcho(probe),
		"Probe":   probe,
	} {
		if err := server.RegisterName(name, receiver); err != nil {
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
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"gob": gobAddress, "json": jsonAddress}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// accept serves every connection to a free loopback port, whose address it returns.
func accept(serveConn func(io.ReadWriteCloser)) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serveConn(conn)
		}
	}()
	return listener.Addr().String(), nil
}
