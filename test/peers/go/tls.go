package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/rpc"
	"os"
	"path/filepath"
)

// identityIn reads NAME.pem and NAME-key.pem.
func identityIn(folder, name string) (tls.Certificate, error) {
	return tls.LoadX509KeyPair(filepath.Join(folder, name+".pem"), filepath.Join(folder, name+"-key.pem"))
}

func authorityIn(folder string) (*x509.CertPool, error) {
	text, err := os.ReadFile(filepath.Join(folder, "ca.pem"))
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(text)
	return pool, err
}

// tlsServe serves over TLS with the certificates of `peer certs`: at `plain`
// anybody, at `mutual` those with a certificate of the authority, and at `old`
// the same by TLS 1.2. It ends when standard input does.
func tlsServe(folder string) error {
	certificate, err := identityIn(folder, "server")
	if err != nil {
		return err
	}
	pool, err := authorityIn(folder)
	if err != nil {
		return err
	}
	server, err := arithServer()
	if err != nil {
		return err
	}
	addresses := map[string]string{}
	for name, config := range map[string]*tls.Config{
		"plain":  {},
		"mutual": {ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool},
		"old":    {ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool, MaxVersion: tls.VersionTLS12},
	} {
		config.Certificates = []tls.Certificate{certificate}
		listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
		if err != nil {
			return err
		}
		go server.Accept(listener)
		addresses[name] = listener.Addr().String()
	}
	if err := json.NewEncoder(os.Stdout).Encode(addresses); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// tlsCall makes calls over TLS, showing the certificate of that name, or none for the empty name.
func tlsCall(address, folder, name string) error {
	pool, err := authorityIn(folder)
	if err != nil {
		return err
	}
	config := &tls.Config{RootCAs: pool}
	if name != "" {
		certificate, err := identityIn(folder, name)
		if err != nil {
			return err
		}
		config.Certificates = []tls.Certificate{certificate}
	}
	conn, err := tls.Dial("tcp", address, config)
	if err != nil {
		return err
	}
	return callArith(rpc.NewClient(conn))
}

// tlsHalf asks once and ends its side before the answer comes, as TestShutdown of net/rpc does.
func tlsHalf(address, folder string) error {
	pool, err := authorityIn(folder)
	if err != nil {
		return err
	}
	conn, err := tls.Dial("tcp", address, &tls.Config{RootCAs: pool})
	if err != nil {
		return err
	}
	defer conn.Close()
	client := rpc.NewClient(struct {
		io.Reader
		io.Writer
		io.Closer
	}{conn, &endsAfter{Conn: conn, writes: 1}, conn})
	return multiply(client, 6, 7)
}

// endsAfter ends its side after so many writes.
type endsAfter struct {
	*tls.Conn
	writes int
}

func (e *endsAfter) Write(p []byte) (int, error) {
	n, err := e.Conn.Write(p)
	if e.writes--; e.writes == 0 && err == nil {
		err = e.Conn.CloseWrite()
	}
	return n, err
}
