// Peer speaks net/rpc over HashiCorp's MessagePack codec, as server and as client.
package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/rpc"
	"os"
	"reflect"
	"time"

	"github.com/hashicorp/go-msgpack/codec"
	msgpackrpc "github.com/hashicorp/net-rpc-msgpackrpc"
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

// Kinds has a field of each kind that both sides have.
type Kinds struct {
	Flag    bool
	Small   int8
	Large   int64
	Huge    uint64
	Single  float32
	Double  float64
	Text    string
	Data    []byte
	Moment  time.Time
	List    []string
	Counts  map[string]int
	Numbers map[int]string
	Inner   Args
	Many    []Args
	Pointer *Args
}

type Echo struct{}

func (Echo) Kinds(in Kinds, out *Kinds) error {
	*out = in
	return nil
}

// Zero answers with nil slices, maps and pointers.
func (Echo) Zero(_ struct{}, out *Kinds) error { return nil }

type recorder struct{ net.Conn }

func (r recorder) Write(p []byte) (int, error) {
	fmt.Fprintln(os.Stderr, hex.EncodeToString(p))
	return r.Conn.Write(p)
}

func serve() error {
	server := rpc.NewServer()
	if err := server.Register(Arith{}); err != nil {
		return err
	}
	if err := server.Register(Echo{}); err != nil {
		return err
	}
	addresses := map[string]string{}
	for name, handle := range map[string]*codec.MsgpackHandle{"raw": {}, "new": {WriteExt: true}} {
		address, err := accept(server, handle)
		if err != nil {
			return err
		}
		addresses[name] = address
	}
	if err := json.NewEncoder(os.Stdout).Encode(addresses); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// accept serves on a free port with this handle, which says in which forms texts and bytes are written.
func accept(server *rpc.Server, handle *codec.MsgpackHandle) (string, error) {
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
			go server.ServeCodec(msgpackrpc.NewCodecFromHandle(true, true, conn, handle))
		}
	}()
	return listener.Addr().String(), nil
}

// call makes every call on a server that is not Go, and prints the bytes of each request.
func call(address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	client := msgpackrpc.NewClient(recorder{conn})
	defer client.Close()
	var product int
	if err := client.Call("Arith.Multiply", Args{6, 7}, &product); err != nil || product != 42 {
		return fmt.Errorf("multiply: %v, %v", product, err)
	}
	var quotient Quotient
	if err := client.Call("Arith.Divide", Args{1, 0}, &quotient); err == nil || err.Error() != "divide by zero" {
		return fmt.Errorf("divide by zero: %v", err)
	}
	if err := client.Call("Arith.Divide", Args{-7, 2}, &quotient); err != nil || quotient != (Quotient{-3, -1}) {
		return fmt.Errorf("divide: %v, %v", quotient, err)
	}
	if err := client.Call("Arith.Nothing", Args{}, &product); err == nil || err.Error() != "rpc: can't find method Arith.Nothing" {
		return fmt.Errorf("nothing: %v", err)
	}
	kinds := Kinds{
		Flag: true, Small: -128, Large: -1 << 63, Huge: 1<<64 - 1, Single: 0.5, Double: 1e300,
		Text: "aé漢" + string(make([]byte, 300)), Data: make([]byte, 70000),
		Moment: time.Unix(1772368215, 123456789).UTC(), List: []string{"x", ""},
		Counts: map[string]int{"a": 1}, Numbers: map[int]string{-7: "b"},
		Inner: Args{1, -40000}, Many: []Args{{}, {5, 1 << 40}}, Pointer: &Args{1, 2},
	}
	for _, in := range []Kinds{kinds, {Moment: time.Unix(0, 0).UTC()}} {
		out := Kinds{}
		if err := client.Call("Echo.Kinds", in, &out); err != nil {
			return fmt.Errorf("kinds: %v", err)
		}
		if in.List != nil && !reflect.DeepEqual(in, out) {
			return fmt.Errorf("kinds: %+v", out)
		}
	}
	for i := 0; i < 1000; i++ {
		if err := client.Call("Arith.Multiply", Args{i, -i}, &product); err != nil || product != -i*i {
			return fmt.Errorf("multiply %d: %v, %v", i, product, err)
		}
	}
	return nil
}

func main() {
	err := errors.New("usage: peer serve | call ADDRESS")
	switch {
	case len(os.Args) == 2 && os.Args[1] == "serve":
		err = serve()
	case len(os.Args) == 3 && os.Args[1] == "call":
		err = call(os.Args[2])
	}
	if err != nil {
		fmt.Fprintln(os.Stdout, err)
		os.Exit(1)
	}
}
