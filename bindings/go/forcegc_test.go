//go:build forcegc

package balena_test

import "runtime"

// Under this tag the garbage is collected before each call of C's, and all the time beside the tests:
// what is reachable no more while C still has it is gone at once.
func init() {
	go func() {
		for {
			runtime.GC()
		}
	}()
}
