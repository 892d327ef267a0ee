// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

#include <balena.h>

// The oldest libbalena that has what this package calls. Newer ones have it too, as long as the major
// version is the same.
#define BALENA_GO_MAJOR 0
#define BALENA_GO_MINOR 1
#define BALENA_GO_PATCH 0

#if !defined(BALENA_VERSION_MAJOR) || BALENA_VERSION_MAJOR != BALENA_GO_MAJOR || \
    BALENA_VERSION_MINOR < BALENA_GO_MINOR || \
    (BALENA_VERSION_MINOR == BALENA_GO_MINOR && BALENA_VERSION_PATCH < BALENA_GO_PATCH)
#error "The Go package wants balena.h of libbalena 0, of 0.1.0 or newer. Install that, or get the package of the version that is installed."
#endif
