// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import "context"

// Auth is a section of a client's functions: logging in, and who is.
type Auth struct{ h *handle }

// Authenticate asks for a session token by user name and password, and gives it back. Nothing of it
// is kept: [Auth.LoginWithToken] takes it over.
//
//   - username: user name or e-mail address.
//   - password: password.
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, the session token.
//
// Errors: [ErrLoginFailed], [ErrTooManyRequests].
//
// Request: POST /login_
func (s Auth) Authenticate(ctx context.Context, username string, password string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_auth_authenticate(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"username", username}, text{"password", password})
}

// GetEmail gives the e-mail address of the user whose credential is in use.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrNotLoggedIn], [ErrInvalidOption] (the key of a device or an application has none).
//
// Request: GET /actor/v1/whoami
func (s Auth) GetEmail(ctx context.Context, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_auth_get_email(c.client, c.options, &c.out)
	}, options)
}

// GetToken gives the credential in use: the session token or API key of a login, of the options, of
// the environment or of the token file.
//
// Result: text.
//
// Errors: [ErrNotLoggedIn], [ErrMalformedToken], [ErrIO].
//
// Request: none.
func (s Auth) GetToken() (string, error) {
	return callFor[string](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_auth_get_token(c.client, &c.out)
	}, nil)
}

// GetUserID gives the id of the user whose credential is in use.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: number.
//
// Errors: [ErrNotLoggedIn], [ErrInvalidOption] (the key of a device or an application is no
// user's).
//
// Request: GET /actor/v1/whoami
func (s Auth) GetUserID(ctx context.Context, options Options) (int64, error) {
	return callFor[int64](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_auth_get_user_id(c.client, c.options, &c.out)
	}, options)
}

// IsLoggedIn asks the server whether it accepts the credential in use. Without a credential nothing
// is asked.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: boolean; false only when there is no credential or the server refused it.
//
// Errors: the common ones.
//
// Request: GET /actor/v1/whoami
func (s Auth) IsLoggedIn(ctx context.Context, options Options) (bool, error) {
	return callFor[bool](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_auth_is_logged_in(c.client, c.options, &c.out)
	}, options)
}

// LogOut forgets the credential of this handle, wherever it came from, and removes the token in
// data_directory, whoever left it there. The server is not asked: the token itself stays good until
// it ends. A key in the environment is in use again with the next handle.
//
// Result: boolean; false when there was nothing to forget.
//
// Errors: [ErrIO] (the token can't be removed; it stays in use).
//
// Request: none.
func (s Auth) LogOut() (bool, error) {
	return callFor[bool](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_auth_log_out(c.client, &c.out)
	}, nil)
}

// Login logs in, and keeps the session token in data_directory for later handles.
//
//   - username: user name or e-mail address.
//   - password: password.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrLoginFailed], [ErrTooManyRequests], [ErrIO] (the token can't be kept).
//
// Request: POST /login_
func (s Auth) Login(ctx context.Context, username string, password string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_auth_login(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"username", username}, text{"password", password})
}

// LoginWithToken takes over a session token or an API key, and keeps it in data_directory for later
// handles. The server is not asked.
//
//   - token: session token or API key.
//
// Errors: [ErrMalformedToken], [ErrExpiredToken], [ErrIO] (the token can't be kept).
//
// Request: none.
func (s Auth) LoginWithToken(token string) error {
	return callForNothing(context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_auth_login_with_token(c.client, c.texts[0], &c.out)
	}, nil, text{"token", token})
}

// Register makes an account, and gives its session token back. Nothing of it is kept:
// [Auth.LoginWithToken] takes it over.
//
//   - email: e-mail address.
//   - password: password.
//   - options: nil for none, or with the keys g-recaptcha-response (proof that a person did what
//     balenaCloud's page asks), timeout_ms.
//
// Result: text, the session token.
//
// Errors: [ErrConflict] or [ErrRequestError] (the server refuses the address or the password),
// [ErrTooManyRequests], [ErrUnsupportedByServer] (openBalena makes no accounts).
//
// Request: POST /user/register
func (s Auth) Register(ctx context.Context, email string, password string, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_auth_register(c.client, c.texts[0], c.texts[1], c.options, &c.out)
	}, options, text{"email", email}, text{"password", password})
}

// WhoAmI gives the name of the user whose credential is in use.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text.
//
// Errors: [ErrNotLoggedIn], [ErrInvalidOption] (the key of a device or an application has no user
// name).
//
// Request: GET /actor/v1/whoami
func (s Auth) WhoAmI(ctx context.Context, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_auth_who_am_i(c.client, c.options, &c.out)
	}, options)
}
