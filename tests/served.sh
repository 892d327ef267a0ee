# Sourced by the tests of each language from the repository's root: where the library is, and the server that the
# tests talk to. That is a simulator, unless BALENA_TEST_API_ENDPOINT, …_USERNAME and …_PASSWORD name another.

build=${CARGO_TARGET_DIR:-$PWD/target}
library=$(cd "${BALENA_LIBRARY_DIRECTORY:-$build/debug}" && pwd)
# The name that programs ask the loader for.
ln -sf libbalena.so "$library/libbalena.so.0"
export LD_LIBRARY_PATH=$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}

# A key or an address of the developer's own would log the tests in where they must not be.
unset BALENA_API_KEY RESIN_API_KEY BALENA_API_ENDPOINT
# Nor is this a device with a supervisor.
unset BALENA_SUPERVISOR_ADDRESS BALENA_SUPERVISOR_API_KEY BALENA_DEVICE_UUID BALENA_APP_ID

simulated() { "$build/debug/balena-simulator" --fleet 30 --cloud --supervisor -- "$@"; } # COMMAND…
served() { if [ -n "${BALENA_TEST_API_ENDPOINT:-}" ]; then "$@"; else simulated "$@"; fi; }
