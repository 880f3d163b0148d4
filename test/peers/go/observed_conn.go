package main

import (
	"net"
	"sync"
)

// observedConn is a connection that tells what its user does with it.
type observedConn struct {
	net.Conn
	mutex   sync.Mutex
	changed *sync.Cond
	sizes   []int
	read    int
	writing bool
}

func observe(conn net.Conn) *observedConn {
	c := &observedConn{Conn: conn}
	c.changed = sync.NewCond(&c.mutex)
	return c
}

func (c *observedConn) Write(p []byte) (int, error) {
	c.note(func() {
		c.sizes = append(c.sizes, len(p))
		c.writing = true
	})
	n, err := c.Conn.Write(p)
	c.note(func() { c.writing = false })
	return n, err
}

func (c *observedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.note(func() { c.read += n })
	return n, err
}

func (c *observedConn) note(change func()) {
	c.mutex.Lock()
	change()
	c.mutex.Unlock()
	c.changed.Broadcast()
}

// until waits for a condition of what has been noted.
func (c *observedConn) until(is func() bool) {
	c.mutex.Lock()
	for !is() {
		c.changed.Wait()
	}
	c.mutex.Unlock()
}

// takeSizes returns the size of each write since the last time it was asked.
func (c *observedConn) takeSizes() []int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	sizes := append([]int{}, c.sizes...)
	c.sizes = nil
	return sizes
}

func (c *observedConn) readSoFar() int {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.read
}
