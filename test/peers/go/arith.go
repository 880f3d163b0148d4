package main

import "errors"

// Arith serves schemas/arith.ts.
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
