package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/rpc"
	"os"
	"reflect"
	"strconv"
)

// Kind is the service of one kind of value.
type Kind[T any] struct{}

// Seen is the value that a service received, beside what it saw in it: the
// canonical form as a line of JSON. An echo alone would be right even where both
// directions are wrong in the same way.
type Seen[T any] struct {
	Value T
	Text  string
}

func (Kind[T]) Echo(value T, seen *Seen[T]) error {
	*seen = Seen[T]{value, canonicalText(value)}
	return nil
}

// canonicalText keeps what reflection would lose: that T is an interface.
func canonicalText[T any](value T) string {
	return jsonText(canonical(reflect.ValueOf(&value).Elem()))
}

// kind is one row of the table in kinds_table.go: a service of this name, and
// a client of it that makes the values which it sends.
type kind struct {
	name  string
	serve func(server *rpc.Server) error
	call  func(address string, seed int64, calls int) (kindCalls, error)
}

// kindOf has values of every shape that the type has.
func kindOf[T any](name string) kind { return kindWith(name, randomOf[T]) }

// kindWith has values that are made otherwise.
func kindWith[T any](name string, random func(randomizer) T) kind {
	return kindAs(name, random, func(value T) T { return value })
}

// kindAs has values that the other side may take for others, as an int8 in an
// interface for an int: taken says for which.
func kindAs[T any](name string, random func(randomizer) T, taken func(T) T) kind {
	return kind{
		name:  name,
		serve: func(server *rpc.Server) error { return server.RegisterName(name, Kind[T]{}) },
		call: func(address string, seed int64, calls int) (kindCalls, error) {
			client, err := rpc.Dial("tcp", address)
			if err != nil {
				return kindCalls{}, err
			}
			defer client.Close()
			return callKind(client, name, seed, calls, random, taken)
		},
	}
}

// kinds runs the services of the table, or calls those of a server that is not Go.
func kinds(args []string) error {
	registerKinds()
	switch {
	case len(args) == 1 && args[0] == "serve":
		return serveKinds()
	case len(args) > 4 && args[0] == "call":
		seed, err := strconv.ParseInt(args[2], 10, 64)
		if err != nil {
			return err
		}
		calls, err := strconv.Atoi(args[3])
		if err != nil {
			return err
		}
		return callKinds(args[1], seed, calls, args[4:])
	default:
		return errors.New("usage: peer kinds serve | call ADDRESS SEED CALLS NAME...")
	}
}

// serveKinds prints one line with its address and the names of its services, and
// ends when standard input does.
func serveKinds() error {
	server := rpc.NewServer()
	names := []string{}
	for _, each := range allKinds {
		if err := each.serve(server); err != nil {
			return err
		}
		names = append(names, each.name)
	}
	address, err := accept(server.ServeConn)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]interface{}{"address": address, "kinds": names}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
