// Peer is a program of nothing but Go's standard library: the server, the client
// and the wire that the TypeScript side is held against.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

const usage = `usage:
  peer serve
  peer client gob|json ADDRESS
  peer record gob|json ADDRESS
  peer vectors
  peer cases [NAME]
  peer hostile
  peer oracle
  peer catalogue
  peer observe gob|json|http ADDRESS PATH
  peer desk serve|call|inside ...
  peer kinds serve|call ...
  peer certs FOLDER
  peer tls-serve FOLDER
  peer tls-call ADDRESS FOLDER NAME
  peer tls-half ADDRESS FOLDER
  peer http-serve SOCKET
  peer http-call tcp|unix ADDRESS PATH
  peer stdio-serve
  peer stdio-call
  peer bench ADDRESS INFLIGHT SECONDS`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	command := ""
	if len(args) > 0 {
		command = args[0]
	}
	switch {
	case command == "serve" && len(args) == 1:
		return serve()
	case command == "client" && len(args) == 3:
		return client(args[1], args[2])
	case command == "record" && len(args) == 3:
		return record(args[1], args[2])
	case command == "vectors" && len(args) == 1:
		return vectors()
	case command == "cases" && len(args) == 1:
		return gobCases()
	case command == "cases" && len(args) == 2:
		return gobCaseNamed(args[1])
	case command == "hostile" && len(args) == 1:
		return gobHostile()
	case command == "oracle" && len(args) == 1:
		return oracle()
	case command == "catalogue" && len(args) == 1:
		return catalogue()
	case command == "observe" && len(args) == 4:
		return observeClient(args[1], args[2], args[3])
	case command == "desk":
		return desk(args[1:])
	case command == "kinds":
		return kinds(args[1:])
	case command == "certs" && len(args) == 2:
		return certs(args[1])
	case command == "tls-serve" && len(args) == 2:
		return tlsServe(args[1])
	case command == "tls-call" && len(args) == 4:
		return tlsCall(args[1], args[2], args[3])
	case command == "tls-half" && len(args) == 3:
		return tlsHalf(args[1], args[2])
	case command == "http-serve" && len(args) == 2:
		return httpServe(args[1])
	case command == "http-call" && len(args) == 4:
		return httpCall(args[1], args[2], args[3])
	case command == "stdio-serve" && len(args) == 1:
		return stdioServe()
	case command == "stdio-call" && len(args) == 1:
		return stdioCall()
	case command == "bench" && len(args) == 4:
		inFlight, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		seconds, err := strconv.ParseFloat(args[3], 64)
		if err != nil {
			return err
		}
		return bench(args[1], inFlight, time.Duration(seconds*float64(time.Second)))
	default:
		return fmt.Errorf("%s", usage)
	}
}
