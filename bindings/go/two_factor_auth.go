// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// #include <balena.h>
import "C"

import "context"

// TwoFactorAuth is a section of a client's functions: two-factor logins.
type TwoFactorAuth struct{ h *handle }

// Challenge passes the second factor, and keeps the session token that comes of it in
// data_directory for later handles.
//
//   - code: the six digits of the moment.
//   - options: nil for none, or with the keys timeout_ms.
//
// Errors: [ErrNotLoggedIn], [ErrUnsupportedFeature] (an API key is in use), [ErrLoginFailed] (the
// code is wrong), [ErrUnsupportedByServer] (openBalena has no second factor), [ErrIO] (the token
// can't be kept).
//
// Request: POST /auth/totp/verify
func (s TwoFactorAuth) Challenge(ctx context.Context, code string, options Options) error {
	return callForNothing(ctx, s.h, func(c *call) C.balena_code {
		return C.balena_two_factor_auth_challenge(c.client, c.texts[0], c.options, &c.out)
	}, options, text{"code", code})
}

// GenerateCode gives the code of the moment for a secret, as an authenticator app shows it.
//
//   - secret: secret in base32, in either case; blanks in it do not count.
//
// Result: text, six digits.
//
// Errors: [ErrInvalidParameter].
//
// Request: none.
func (s TwoFactorAuth) GenerateCode(secret string) (string, error) {
	return callFor[string](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_two_factor_auth_generate_code(c.client, c.texts[0], &c.out)
	}, nil, text{"secret", secret})
}

// GetOtpauthSecret begins to set up the second factor, and gives the secret for an authenticator
// app. It wants a session token: an API key is not accepted for it.
//
//   - options: nil for none, or with the keys timeout_ms.
//
// Result: text, base32.
//
// Errors: [ErrNotLoggedIn], [ErrUnsupportedByServer] (openBalena has no second factor).
//
// Request: GET /auth/totp/setup
func (s TwoFactorAuth) GetOtpauthSecret(ctx context.Context, options Options) (string, error) {
	return callFor[string](ctx, s.h, func(c *call) C.balena_code {
		return C.balena_two_factor_auth_get_otpauth_secret(c.client, c.options, &c.out)
	}, options)
}

// IsEnabled reports whether the user has set up a second factor, as the session token in use says.
//
// Result: boolean.
//
// Errors: [ErrNotLoggedIn], [ErrUnsupportedFeature] (an API key is in use).
//
// Request: none.
func (s TwoFactorAuth) IsEnabled() (bool, error) {
	return callFor[bool](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_two_factor_auth_is_enabled(c.client, &c.out)
	}, nil)
}

// IsPassed reports whether the session token in use needs no second factor, or not any more.
//
// Result: boolean.
//
// Errors: [ErrNotLoggedIn], [ErrUnsupportedFeature] (an API key is in use).
//
// Request: none.
func (s TwoFactorAuth) IsPassed() (bool, error) {
	return callFor[bool](context.Background(), s.h, func(c *call) C.balena_code {
		return C.balena_two_factor_auth_is_passed(c.client, &c.out)
	}, nil)
}
