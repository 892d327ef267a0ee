// Package balena talks to balenaCloud and openBalena through libbalena.
//
// A [Client] stands for one service and one account. Its functions are reached by section:
//
//	client, err := balena.New(balena.Options{"token": key})
//	if err != nil {
//		return err
//	}
//	defer client.Close()
//	devices, err := client.Device.GetAll(ctx, balena.Options{"$select": "uuid", "$top": 10})
//
// Any number of goroutines may use a client at once. A call blocks its goroutine until the answer is
// there, its deadline has passed or its context is done.
//
// # Contexts
//
// Whatever asks the server takes a [context.Context]. When that is done the call ends at once, and
// its error is [ErrCancelled] and the context's own error and cause:
//
//	errors.Is(err, balena.ErrCancelled) && errors.Is(err, context.DeadlineExceeded)
//
// A context that is done already sends nothing. A call that has its result when its context is done
// gives that result. The deadline of the context is one more beside timeout_ms of the call or of its
// client, which holds also under a context without one: whichever comes first ends the call, that of
// the library with [ErrTimeout]. A nil context is refused with [ErrInvalidParameter];
// [context.Background] costs nothing.
//
// [Client.With] derives a client for calls that share a deadline or an end, and [Client.Cancel] ends
// all that a client is doing.
//
// # Results
//
// Objects and arrays are given as [encoding/json.RawMessage], the rows as the service sent them, for
// json.Unmarshal into a type of the caller's own.
//
// # Logs
//
// The log of a device is followed by a loop:
//
//	for line, err := range client.Logs.Lines(ctx, device, nil) { … }
//
// or, with what happens to its connection, by a function ([Logs.Subscribe]). Their contexts hold for as
// long as they go on.
//
// # Large fleets and downloads
//
// GetAll gives all rows in one document. However many there are, a loop has one page of them in memory:
//
//	for device, err := range client.Device.Enumerate(ctx, balena.Options{"$select": "uuid"}) { … }
//
// and [Device.ForEach] hands them to a function. [DeviceOS.Download] writes an image to a file, hands
// its pieces to a function, or does both.
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
// [ErrConflict], [ErrTooManyRequests], [ErrNetwork], [ErrDNS], [ErrTLS], [ErrTimeout], [ErrCancelled],
// [ErrDecode], [ErrLimit], [ErrMalformedToken], [ErrExpiredToken], [ErrIO] (the token file), [ErrForked],
// [ErrPanic], and [ErrClosed].
//
// # Building
//
// The package links libbalena by cgo, and has pkg-config say where that is installed:
//
//	go get github.com/libbalena/libbalena/bindings/go
//	go build                        # with libbalena.so
//	go build -tags balena_static    # with libbalena.a, and none needed where the program runs
//
// Where libbalena is in none of pkg-config's own directories, PKG_CONFIG_PATH names its lib/pkgconfig,
// and LD_LIBRARY_PATH or an rpath names its lib when the program runs. Go's build cache takes no notice
// of what is installed: go clean -cache makes it look again after an update.
//
// The package works with the libbalena of its own version, and with newer ones of the same major
// version. With another balena.h it does not compile; with another library [New] fails with
// [ErrWrongLibrary].
package balena
