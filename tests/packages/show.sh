#!/bin/sh
# show.sh PROGRAMS VERSION: runs what build.sh has built against the server that names itself in BALENA_TEST_….
set -eu
programs=$1 version=$2
export BALENA_API_ENDPOINT="$BALENA_TEST_API_ENDPOINT"
said=$("$programs/pkg-config/login")
[ "${said% *}" = "$version" ] || { echo "balena_version() is ${said% *}, not $version"; exit 1; }
export BALENA_API_KEY="${said#* }"

shown=0
for program in "$programs"/pkg-config/* "$programs"/cmake/*; do
  case $(basename "$program") in
    fleet_* | alone_*) said=$("$program") expected='^[0-9]+ devices' ;;
    login*) said=$("$program") expected="^$version ." ;;
    demo_*) said=$(DEMO_USERNAME="$BALENA_TEST_USERNAME" DEMO_PASSWORD="$BALENA_TEST_PASSWORD" "$program") expected=. ;;
    *) said=$("$program" --help) expected=. ;;
  esac
  echo "$said" | grep -E "$expected" >/dev/null || { echo "$program says: $said"; exit 1; }
  shown=$((shown + 1))
done
echo "$shown programs built and run"
