# Sourced: puts a working `nginx` on PATH. The system's own serves; else Debian's is unpacked into target/toolchains, so
# that no service is installed.

# nginx_install FOLDER
nginx_install() (
  set -eu
  mkdir -p "${1%/*}"
  # It is put together aside and appears by one rename, so that what is there is whole.
  aside=$(mktemp -d "$1.XXXXXX")
  trap 'rm -rf "$aside"' EXIT
  chmod a+rx "$aside"
  cd "$aside"
  apt-get update
  apt-get download nginx
  dpkg-deb --extract ./nginx_*.deb whole
  [ -d "$1" ] || mv -T whole "$1" || [ -d "$1" ]
)

if ! command -v nginx >/dev/null; then
  nginx_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/toolchains/nginx
  if [ -d "$nginx_root" ] || nginx_install "$nginx_root" >&2; then
    PATH=$nginx_root/usr/sbin:$PATH
  fi
  unset nginx_root
fi

# What sourcing this gives: whether there is an nginx that runs.
nginx -v 2>/dev/null
