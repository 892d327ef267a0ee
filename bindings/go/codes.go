// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// The codes, each an error that [errors.Is] finds in the error of a call.
const (
	// An argument is nil, not UTF-8, or not of the form that its documentation asks for. Nothing was
	// sent.
	ErrInvalidParameter Code = 100

	// An option that this call needs is missing. Nothing was sent.
	ErrMissingOption Code = 101

	// An option has a value that can't be used, or the thing asked for does not exist here. Nothing
	// was sent.
	ErrInvalidOption Code = 102

	// The options hold a key that this function does not know. Nothing was sent.
	ErrNonAllowedOption Code = 103

	// The call needs a login, and there is no token or API key.
	ErrNotLoggedIn Code = 200

	// There is no token or API key, or the server does not accept the one in use.
	ErrUnauthorized Code = 201

	// The user name, the password or the two-factor code is wrong.
	ErrLoginFailed Code = 202

	// The text is neither a session token nor an API key.
	ErrMalformedToken Code = 203

	// The session token is past its date.
	ErrExpiredToken Code = 204

	// What the call names does not exist, or is not visible to this user.
	ErrNotFound Code = 300

	// The application does not exist, or is not visible to this user.
	ErrApplicationNotFound Code = 301

	// The device does not exist, or is not visible to this user.
	ErrDeviceNotFound Code = 302

	// The release does not exist, or is not visible to this user.
	ErrReleaseNotFound Code = 303

	// The image does not exist, or is not visible to this user.
	ErrImageNotFound Code = 304

	// The service does not exist, or is not visible to this user.
	ErrServiceNotFound Code = 305

	// The public key does not exist, or is not visible to this user.
	ErrKeyNotFound Code = 306

	// The organization does not exist, or is not visible to this user.
	ErrOrganizationNotFound Code = 307

	// There is no image of this version of the operating system for the device type.
	ErrOSImageNotFound Code = 308

	// More than one application answers to this name: use the slug or the id.
	ErrAmbiguousApplication Code = 320

	// More than one device answers to this reference.
	ErrAmbiguousDevice Code = 321

	// More than one release answers to this reference.
	ErrAmbiguousRelease Code = 322

	// The server knows no such device type.
	ErrInvalidDeviceType Code = 400

	// The server knows no such application type.
	ErrInvalidApplicationType Code = 401

	// The device can't run what this application is built for.
	ErrIncompatibleApplication Code = 402

	// The device is not connected.
	ErrDeviceOffline Code = 403

	// The device's public URL is not enabled.
	ErrDeviceNotWebAccessible Code = 404

	// The supervisor on the device is too old for this call.
	ErrUnsupportedFunction Code = 405

	// The credential in use does not allow this call: it needs a session token.
	ErrUnsupportedFeature Code = 406

	// The update of the operating system can't be started, or failed.
	ErrOSUpdateError Code = 407

	// The supervisor holds an update lock.
	ErrSupervisorLocked Code = 408

	// The server refused the request; http_status and the message say how.
	ErrRequestError Code = 500

	// What the call would create exists already.
	ErrConflict Code = 501

	// The server wants fewer requests; retry_after_s says when to come back.
	ErrTooManyRequests Code = 502

	// This server does not offer what the call needs.
	ErrUnsupportedByServer Code = 503

	// The server could not be reached, or the connection broke.
	ErrNetwork Code = 600

	// The server's name could not be looked up.
	ErrDNS Code = 601

	// The server's certificate was not accepted, or there was no agreement on how to encrypt.
	ErrTLS Code = 602

	// The deadline passed.
	ErrTimeout Code = 603

	// The call was cancelled.
	ErrCancelled Code = 604

	// The answer is not what the server should send.
	ErrDecode Code = 605

	// The answer is larger than the limit, or than the memory that there is.
	ErrLimit Code = 606

	// A file could not be read or written.
	ErrIO Code = 700

	// A defect of the library was caught at its boundary. The handle stays usable.
	ErrPanic Code = 900

	// The handle was made before a fork: make a new one in the child.
	ErrForked Code = 901
)
