// Package balena talks to balenaCloud and openBalena through libbalena.
//
// A [Client] stands for one service and one account. Its functions are reached by section:
//
//	client, err := balena.New(balena.Options{"token": key})
//	if err != nil {
//		return err
//	}
//	defer client.Close()
//	devices, err := client.Device.GetAll(balena.Options{"$select": "uuid", "$top": 10})
//
// Any number of goroutines may use a client at once. A call blocks its goroutine until the answer is
// there or its deadline has passed.
//
// # Results
//
// Objects and arrays are given as [encoding/json.RawMessage], the rows as the service sent them, for
// json.Unmarshal into a type of the caller's own.
//
// # Errors
//
// A call that fails gives an [*Error]. [errors.Is] tells what went wrong, [errors.As] gives the rest:
//
//	if errors.Is(err, balena.ErrDeviceNotFound) { … }
//
//	var failure *balena.Error
//	if errors.As(err, &failure) && failure.OutcomeUnknown { … }
//
// Where a function lists its errors, these common ones go without saying: [ErrInvalidParameter],
// [ErrInvalidOption], [ErrNonAllowedOption], [ErrUnauthorized], [ErrRequestError],
// [ErrTooManyRequests], [ErrNetwork] and its neighbours, and [ErrClosed].
//
// # Building
//
// The package links libbalena by cgo. Where the library is in none of the compiler's own directories,
// CGO_LDFLAGS=-L… names its directory, and LD_LIBRARY_PATH or an rpath does when the program runs.
package balena
