package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"net"
	"os"
)

// recorder keeps what is written to a connection.
type recorder struct {
	net.Conn
	written bytes.Buffer
}

func (r *recorder) Write(p []byte) (int, error) {
	r.written.Write(p)
	return r.Conn.Write(p)
}

// take returns what was written since the last call, in hexadecimal.
func (r *recorder) take() string {
	defer r.written.Reset()
	return hex.EncodeToString(r.written.Bytes())
}

// record prints the bytes of the first two requests of a fresh client. The
// process has used no gob before, so its type ids are those of any small program.
func record(wire, address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	recorded := &recorder{Conn: conn}
	client := newClient(wire, recorded)
	defer client.Close()
	requests := []string{}
	for _, args := range []Args{{A: 6, B: 7}, {A: -3, B: 300}} {
		var product int
		if err := client.Call("Arith.Multiply", args, &product); err != nil {
			return err
		}
		requests = append(requests, recorded.take())
	}
	return json.NewEncoder(os.Stdout).Encode(requests)
}
