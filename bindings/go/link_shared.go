//go:build !balena_static

package balena

// #cgo pkg-config: balena
import "C"
