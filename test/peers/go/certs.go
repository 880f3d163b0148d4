package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// identity is a certificate and the key that it belongs to.
type identity struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

var serial int64

// issue makes a certificate that issuer signs, or that signs itself when there is none.
func issue(issuer *identity, template x509.Certificate) (*identity, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial++
	template.SerialNumber = big.NewInt(serial)
	if template.NotBefore.IsZero() {
		template.NotBefore = time.Now().Add(-time.Hour)
	}
	if template.NotAfter.IsZero() {
		template.NotAfter = time.Now().Add(24 * time.Hour)
	}
	if issuer == nil {
		issuer = &identity{&template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, issuer.certificate, &key.PublicKey, issuer.key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	return &identity{certificate, key}, err
}

// save writes NAME.pem and NAME-key.pem.
func (i *identity) save(folder, name string) error {
	key, err := x509.MarshalECPrivateKey(i.key)
	if err != nil {
		return err
	}
	for file, block := range map[string]*pem.Block{
		name + ".pem":     {Type: "CERTIFICATE", Bytes: i.certificate.Raw},
		name + "-key.pem": {Type: "EC PRIVATE KEY", Bytes: key},
	} {
		if err := os.WriteFile(filepath.Join(folder, file), pem.EncodeToMemory(block), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func authority(name string) (*identity, error) {
	return issue(nil, x509.Certificate{
		Subject:               pkix.Name{CommonName: name},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	})
}

func certificateFor(name string, usage x509.ExtKeyUsage, hosts ...string) x509.Certificate {
	template := x509.Certificate{
		Subject:     pkix.Name{CommonName: name, Organization: []string{"Example"}, OrganizationalUnit: []string{"one", "two"}},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{usage},
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	return template
}

// certs writes what the tests of TLS need into a folder: two authorities,
// `ca` and `stranger-ca`, and certificates that are good or bad in one way each.
func certs(folder string) error {
	ca, err := authority("ca")
	if err != nil {
		return err
	}
	stranger, err := authority("stranger-ca")
	if err != nil {
		return err
	}
	if err := ca.save(folder, "ca"); err != nil {
		return err
	}
	if err := stranger.save(folder, "stranger-ca"); err != nil {
		return err
	}
	here := []string{"localhost", "127.0.0.1", "::1"}
	server := certificateFor("server", x509.ExtKeyUsageServerAuth, here...)
	expired, early := server, server
	expired.NotBefore, expired.NotAfter = time.Now().Add(-2*time.Hour), time.Now().Add(-time.Hour)
	early.NotBefore = time.Now().Add(time.Hour)
	client := certificateFor("client-7", x509.ExtKeyUsageClientAuth, "client-7.example")
	for name, made := range map[string]struct {
		issuer   *identity
		template x509.Certificate
	}{
		"server":          {ca, server},
		"expired":         {ca, expired},
		"early":           {ca, early},
		"elsewhere":       {ca, certificateFor("server", x509.ExtKeyUsageServerAuth, "elsewhere.example")},
		"self-signed":     {nil, server},
		"stranger":        {stranger, server},
		"client":          {ca, client},
		"stranger-client": {stranger, client},
	} {
		one, err := issue(made.issuer, made.template)
		if err != nil {
			return err
		}
		if err := one.save(folder, name); err != nil {
			return err
		}
	}
	return nil
}
