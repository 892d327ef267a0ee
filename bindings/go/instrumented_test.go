//go:build race || asan

package balena_test

const isInstrumented = true
