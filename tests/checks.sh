# Sourced: checks that are counted, each told when it fails.

passed=0
failed=0
check() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $what"
  fi
}
checks_passed() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
