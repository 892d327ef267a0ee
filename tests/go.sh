#!/usr/bin/env bash
# The tests of the Go binding: its form, every function against a simulator (or the server that
# BALENA_TEST_API_ENDPOINT names) with the race detector, and the example.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/toolchains/go.sh
library=${BALENA_LIBRARY_DIRECTORY:-${CARGO_TARGET_DIR:-$PWD/target}/debug}
library=$(cd "$library" && pwd)
export PATH=$library:$PATH
# The name that programs ask the loader for.
[ -e "$library/libbalena.so.0" ] || ln -s libbalena.so "$library/libbalena.so.0"
export LD_LIBRARY_PATH=$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export CGO_ENABLED=1 CGO_LDFLAGS="-L$library"
# Go's build cache does not look into headers outside a package: a changed one must change a flag.
export CGO_CFLAGS="-O2 -g -DBALENA_HEADER=$(cksum <include/balena.h | cut -d ' ' -f 1)"
# A key or an address of the developer's own would log the tests in where they must not be.
unset BALENA_API_KEY RESIN_API_KEY BALENA_API_ENDPOINT

served() { # DIRECTORY COMMAND…
  local directory=$1
  shift
  if [ -n "${BALENA_TEST_API_ENDPOINT:-}" ]; then
    (cd "$directory" && "$@")
  else
    (cd "$directory" && balena-simulator --fleet 30 -- "$@")
  fi
}

unformatted=$(gofmt -l bindings/go examples/go)
if [ -n "$unformatted" ]; then
  echo "not as gofmt writes them:"
  echo "$unformatted"
  exit 1
fi
(cd bindings/go && go vet ./...)
(cd examples/go && go vet ./...)

# -count=1: what a cached result says is not about the library of now.
served bindings/go go test -race -count=1 ./...
echo "with the garbage collector always at work, and what is handed to C checked strictly"
served bindings/go env GOGC=1 GOEXPERIMENT=cgocheck2 go test -count=1 ./...
echo "example"
listed=$(served examples/go sh -c '
  export BALENA_API_ENDPOINT=$BALENA_TEST_API_ENDPOINT
  export FLEET_USERNAME=$BALENA_TEST_USERNAME FLEET_PASSWORD=$BALENA_TEST_PASSWORD
  exec go run ./fleet')
case "$listed" in
  NAME*UUID*STATE*) ;;
  *) printf '%s\n' "$listed"; exit 1 ;;
esac
