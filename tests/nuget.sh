#!/usr/bin/env bash
# The NuGet package: it is packed with the library at hand, holds what belongs in it, and a program outside of this
# repository that knows nothing but the package is built without a warning, and runs with the library in there.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/toolchains/dotnet.sh
. tests/served.sh

case $(uname -m) in
  x86_64) rid=linux-x64 other=linux-arm64 ;;
  aarch64) rid=linux-arm64 other=linux-x64 ;;
  *) echo "there is no package for $(uname -m)"; exit 1 ;;
esac
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
# As a release is, for the time that compression takes.
strip --strip-debug -o "$work/libbalena.so" "$library/libbalena.so"

echo "pack"
# Neither a program nor a library of another machine gets in.
for refused in "$other=$work/libbalena.so" "linux-musl-x64=$work/libbalena.so" "$rid=$0" "$rid=$work/none" "$work"; do
  if examples/packaging/nuget "$work/feed" "$refused" 2>/dev/null; then
    echo "$refused was packed"
    exit 1
  fi
done
examples/packaging/nuget "$work/feed" "$rid=$work/libbalena.so" >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
grep -q "for $other, which is left out" "$work/said"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
unpacked=$work/unpacked
python3 -m zipfile -e "$work/feed/Balena.$version.nupkg" "$unpacked"
cmp "$work/libbalena.so" "$unpacked/runtimes/$rid/native/libbalena.so"
[ "$(ls "$unpacked/runtimes")" = "$rid" ]
grep -q '<member name="M:Balena.DeviceSection.Get(' "$unpacked/lib/netstandard2.1/Balena.xml"
cmp bindings/csharp/README.md "$unpacked/README.md"
cmp LICENSE "$unpacked/LICENSE"
for element in '<id>Balena<' "<version>$version<" '<license type="expression">Apache-2.0<'; do
  grep -qF "$element" "$unpacked/Balena.nuspec"
done
if grep -qF "$PWD" "$unpacked/lib/netstandard2.1/Balena.dll"; then
  echo "the folder of the build is in it"
  exit 1
fi

echo "use"
cp tests/nuget/* "$work/"
# What README.md shows is built along; the package's own shows the same.
shown() { sed '1,/^```csharp$/d; /^```$/,$d' "$1"; } # README
shown README.md >"$work/Shown.cs"
shown bindings/csharp/README.md | cmp "$work/Shown.cs"
export NUGET_PACKAGES=$work/packages
PACKED=$version dotnet build "$work/Tool.csproj" -nologo -warnaserror -verbosity:quiet >"$work/said" 2>&1 ||
  { cat "$work/said"; exit 1; }
# Nothing but the package may say where the library is.
unset LD_LIBRARY_PATH
program=$(echo "$work"/bin/Debug/*/Tool.dll)
export RUNTIME_OF_THE_PACKAGE=${program%/*}/runtimes/$rid/native/libbalena.so
served dotnet "$program"
