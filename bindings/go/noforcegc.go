//go:build !forcegc

package balena

// collect is where the tests have the garbage collected, by the tag forcegc.
func collect() {}
