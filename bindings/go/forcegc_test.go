//go:build forcegc

package balena_test

import "runtime"

// Under this tag the tests run beside a garbage collector that never rests: whatever is reachable no
// more while C still has it is gone at once.
func init() {
	go func() {
		for {
			runtime.GC()
		}
	}()
}
