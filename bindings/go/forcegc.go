//go:build forcegc

package balena

import "runtime"

// collect frees what only C would still have, before C gets it.
func collect() { runtime.GC() }
