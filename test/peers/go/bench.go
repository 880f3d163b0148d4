package main

import (
	"encoding/json"
	"fmt"
	"net/rpc"
	"os"
	"sync"
	"syscall"
	"time"
)

// bench calls Arith.Multiply through Go's own client, with so many calls in
// flight on one connection for so long, and prints what was done and the
// processor time that this process took for it.
func bench(address string, inFlight int, duration time.Duration) error {
	client, err := rpc.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer client.Close()
	counts, failures := make([]int, inFlight), make([]error, inFlight)
	cpu, start := cpuSeconds(), time.Now()
	deadline := start.Add(duration)
	var callers sync.WaitGroup
	for i := 0; i < inFlight; i++ {
		callers.Add(1)
		go func(i int) {
			defer callers.Done()
			for time.Now().Before(deadline) {
				if failures[i] = multiply(client, i, counts[i]); failures[i] != nil {
					return
				}
				counts[i]++
			}
		}(i)
	}
	callers.Wait()
	seconds, cpu := time.Since(start).Seconds(), cpuSeconds()-cpu
	calls := 0
	for i, count := range counts {
		if failures[i] != nil {
			return failures[i]
		}
		calls += count
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"calls": calls, "seconds": seconds, "cpuSeconds": cpu,
	})
}

// multiply makes one call and checks its product.
func multiply(client *rpc.Client, a, b int) error {
	var product int
	if err := client.Call("Arith.Multiply", Args{A: a, B: b}, &product); err != nil {
		return err
	}
	if product != a*b {
		return fmt.Errorf("%d times %d gave %d", a, b, product)
	}
	return nil
}

// cpuSeconds is the user and system time of this process so far.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}
