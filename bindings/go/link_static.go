//go:build balena_static

package balena

// The archive is found where pkg-config says that the library is. It stands before what pkg-config
// says, which leaves nothing for a shared library of the same name: that is not needed, so not linked.

// #cgo pkg-config: --static balena
// #cgo LDFLAGS: -l:libbalena.a -Wl,--as-needed
import "C"
