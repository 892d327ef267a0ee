#!/bin/sh
# build.sh EXAMPLES TESTS OUTPUT: builds the examples with the libbalena that pkg-config and CMake find, each in all
# ways to link it, and nothing of it from elsewhere. Programs whose names end in _static need no libbalena to run.
set -eu
examples=$1 tests=$2 output=$3
rm -rf "$output"
mkdir -p "$output/pkg-config" "$output/cmake"

# What the tools print is words.
# shellcheck disable=SC2046
build() { # COMPILER SOURCE NAME
  "$1" -Wall -Wextra -Werror -c $(pkg-config --cflags balena) "$2" -o "$output/pkg-config/$3.o"
  "$1" "$output/pkg-config/$3.o" $(pkg-config --libs balena) -o "$output/pkg-config/$3"
  "$1" "$output/pkg-config/$3.o" $(pkg-config --variable=static_libs balena) -o "$output/pkg-config/$3_static"
  # glibc warns that names are looked up with what is installed where the program runs.
  "$1" -static "$output/pkg-config/$3.o" $(pkg-config --static --libs balena) -o "$output/pkg-config/$3_all_static" \
    2>"$output/pkg-config/$3.log" || { cat "$output/pkg-config/$3.log"; exit 1; }
  rm "$output/pkg-config/$3.o"
}
build gcc "$tests/login.c" login
(
  for source in "$examples"/c/*.c; do
    build gcc "$source" "$(basename "$source" .c)_c"
  done
) &
for source in "$examples"/cpp/*.cpp; do
  build g++ "$source" "$(basename "$source" .cpp)_cpp"
done
wait $!
rm "$output"/pkg-config/*.log

cmake -S "$tests" -B "$output/cmake/build" -DEXAMPLES="$examples" -DCMAKE_RUNTIME_OUTPUT_DIRECTORY="$output/cmake" \
  >"$output/cmake.log" || { cat "$output/cmake.log"; exit 1; }
cmake --build "$output/cmake/build" --parallel 2 >"$output/cmake.log" || { cat "$output/cmake.log"; exit 1; }
rm -r "$output/cmake/build" "$output/cmake.log"
