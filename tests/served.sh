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

# Builds a library that panics on demand, which no release is, and says in $panicking where it is.
build_panicking() {
  cargo build --quiet --package balena --features panic-injection --target-dir "$build/panic-injection"
  panicking=$(cd "$build/panic-injection/debug" && pwd)
  ln -sf libbalena.so "$panicking/libbalena.so.0"
}

# What `job LOG COMMAND…` begins runs side by side with others, as many as there are processors: each has a simulator of
# its own. One server that was named is asked by one at a time. `jobs_passed` waits for all and shows what they printed.
job_logs=()
at_once=$(nproc)
if [ -n "${BALENA_TEST_API_ENDPOINT:-}" ]; then at_once=1; fi
job() {
  local log=$1
  shift
  while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n || true; done
  # How it ended stands in a file: `wait -n` forgets it.
  { set +e; (set -e; "$@") >"$log" 2>&1; echo "$?" >"$log.status"; } &
  job_logs+=("$log")
}
jobs_passed() {
  local log status failed=0
  wait
  for log in "${job_logs[@]}"; do
    status=$(<"$log.status")
    # What has nothing to say is passed over.
    if [ -s "$log" ] || [ "$status" -ne 0 ]; then
      echo "${log##*/}"
      cat "$log"
    fi
    [ "$status" -eq 0 ] || { echo "it failed with $status"; failed=1; }
  done
  job_logs=()
  [ "$failed" -eq 0 ]
}
