//go:build !race

package balena_test

const isRaceDetected = false
