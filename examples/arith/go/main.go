// A stock net/rpc server: nothing here knows of rpcgen.
package main

import (
	"errors"
	"fmt"
	"log"
	"net"
	"net/rpc"
)

type Args struct{ A, B int }

type Quotient struct{ Quo, Rem int }

type Arith struct{}

func (Arith) Multiply(args Args, product *int) error {
	*product = args.A * args.B
	return nil
}

func (Arith) Divide(args Args, quotient *Quotient) error {
	if args.B == 0 {
		return errors.New("divide by zero")
	}
	*quotient = Quotient{Quo: args.A / args.B, Rem: args.A % args.B}
	return nil
}

func main() {
	if err := rpc.Register(Arith{}); err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("tcp://%s\n", listener.Addr())
	rpc.Accept(listener)
}
