// Bugs like those of planted.c, in a program whose main is Go's.
package main

// #cgo pkg-config: balena
// #include <balena.h>
//
// static char *document(void) {
//   char *out = NULL;
//   balena_json_get("[\"planted\"]", "/0", &out);
//   return out;
// }
import "C"

import "os"

func main() {
	switch os.Args[1] {
	case "address":
		out := C.document()
		C.balena_string_free(out)
		println(C.balena_string_length(out))
	case "leak":
		for i := 0; i < 16; i++ {
			C.document()
		}
	}
	// As a test ends.
	os.Exit(0)
}
