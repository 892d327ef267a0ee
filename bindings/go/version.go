package balena

// The header of this package's own is included before any other: cgo would else complain of the first
// name that an old balena.h lacks.

// #cgo CFLAGS: -include ${SRCDIR}/version.h
// #include <balena.h>
import "C"

import (
	"errors"
	"fmt"
	"sync"
)

// ErrWrongLibrary is the error of [New] where the libbalena that the program runs with is older than
// this package, or has another major version.
var ErrWrongLibrary = errors.New("balena: the wrong version of libbalena")

// Version is the version of the library that is running, as "0.1.0".
func Version() string {
	return C.GoString(C.balena_version())
}

// checkLibrary compares the library with what version.h says. A program may be started with another
// one than it was built with.
var checkLibrary = sync.OnceValue(func() error {
	var major, minor, patch int
	_, err := fmt.Sscanf(Version(), "%d.%d.%d", &major, &minor, &patch)
	isNewEnough := minor > C.BALENA_GO_MINOR || minor == C.BALENA_GO_MINOR && patch >= C.BALENA_GO_PATCH
	if err == nil && major == C.BALENA_GO_MAJOR && isNewEnough {
		return nil
	}
	return fmt.Errorf("%w: the program runs with %s, and wants %d, of %[3]d.%d.%d or newer", ErrWrongLibrary,
		Version(), C.BALENA_GO_MAJOR, C.BALENA_GO_MINOR, C.BALENA_GO_PATCH)
})
