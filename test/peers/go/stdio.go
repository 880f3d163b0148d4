package main

import (
	"fmt"
	"io"
	"net/rpc"
	"os"
)

// standard is this process's standard input and output as one connection.
type standard struct {
	io.Reader
	io.Writer
}

func (standard) Close() error {
	_ = os.Stdin.Close()
	return os.Stdout.Close()
}

// stdioServe serves on standard input and output until its input ends.
func stdioServe() error {
	server, err := arithServer()
	if err != nil {
		return err
	}
	server.ServeConn(standard{os.Stdin, os.Stdout})
	return nil
}

// stdioCall makes calls on standard input and output, and says on standard error that all went well.
func stdioCall() error {
	if err := callArith(rpc.NewClient(standard{os.Stdin, os.Stdout})); err != nil {
		return err
	}
	_, err := fmt.Fprintln(os.Stderr, "all well")
	return err
}
