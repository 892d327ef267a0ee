#!/usr/bin/env bash
# The tests of the Go binding: its form, every function against a simulator (or the server that
# BALENA_TEST_API_ENDPOINT names) with the race detector and with a busy garbage collector; and a module of
# its own that uses it. The examples are run by tests/examples.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/toolchains/go.sh
. tests/served.sh
. tests/prefixed.sh
# Another server may lack functions: what is skipped for that shows. The simulator has all of them.
if [ -n "${BALENA_TEST_API_ENDPOINT:-}" ]; then verbose=-v; else export BALENA_TEST_SERVES_ALL=1; fi
# What no other server does on demand is tested against simulators that the tests start themselves.
export BALENA_TEST_SIMULATOR=$build/debug/balena-simulator

unformatted=$(gofmt -l bindings/go examples/go)
if [ -n "$unformatted" ]; then
  echo "not as gofmt writes them:"
  echo "$unformatted"
  exit 1
fi
(cd bindings/go && go vet ./...)
(cd examples/go && go vet ./...)

# -count=1: what a cached result says is not about the library of now.
served go -C bindings/go test ${verbose:-} -race -count=1 ./...
echo "with the garbage collected before each call and overwritten"
# With --long what is handed to C is checked strictly too, for which Go's own library is built anew.
if [ "${1:-}" = --long ]; then export GOEXPERIMENT=cgocheck2; fi
served env GODEBUG=clobberfree=1 go -C bindings/go test ${verbose:-} -tags forcegc -count=1 ./...
unset GOEXPERIMENT
bash tests/go/module.sh
