/* libbalena: balenaCloud and openBalena from C.
 *
 * Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.
 *
 * Conventions, the same for every function:
 *
 * - A function returns a code, BALENA_OK when it worked. Functions that take `out` leave a document there: UTF-8, ended
 *   by NUL, JSON. It is the result, or, when the code is not BALENA_OK, the error. Free it with balena_string_free
 *   either way. `out` may be NULL where the code is enough.
 * - The error document is an object with `code` (name), `number`, `message`, and where they apply `http_status`,
 *   `request`, `retry_after_s`, `outcome_unknown` (true when a write may have been carried out all the same) and
 *   `cause` (array of texts). It holds no token, key or password.
 * - Texts that come in are UTF-8, ended by NUL, and stay the caller's. NULL is refused with BALENA_INVALID_PARAMETER
 *   unless the function says otherwise.
 * - `options` is the text of a JSON object, or NULL for none. `timeout_ms` in it is the deadline of this one call.
 * - A handle that is `const` may be used by any number of threads at once. Two handles never touch each other.
 *   balena_free is for a handle that no call uses any more, and is called once.
 * - After a fork the child gets BALENA_FORKED for handles of the parent: balena_free forgets them, and a new handle
 *   works. The library installs no signal handler; SIGPIPE never reaches the host from within a call. It prints
 *   nothing and changes no environment variable. dlclose leaves its code mapped.
 * - An answer that there is no memory for is BALENA_LIMIT. Where there is none for less than that the process is aborted
 *   (SIGABRT, after a message on standard error), as Rust does: files are whole or not there then, too.
 * - Any call may give one of the common codes: INVALID_PARAMETER, FORKED, PANIC; with options NON_ALLOWED_OPTION and
 *   INVALID_OPTION; with a request UNAUTHORIZED, REQUEST_ERROR, CONFLICT, TOO_MANY_REQUESTS, NETWORK, DNS, TLS,
 *   TIMEOUT, CANCELLED, DECODE, LIMIT, MALFORMED_TOKEN, EXPIRED_TOKEN and IO (the token file). */


#ifndef BALENA_H
#define BALENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The version that this header is of. balena_version gives that of the library which is running.
#define BALENA_VERSION "0.1.0"
#define BALENA_VERSION_MAJOR 0
#define BALENA_VERSION_MINOR 1
#define BALENA_VERSION_PATCH 0

// Says whether a call worked and, if not, why.
//
// The numbers are grouped by family with gaps between, and never change their meaning.
enum balena_code
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // The call worked.
  BALENA_OK = 0,
  // An argument is NULL, not UTF-8, or not of the form that its documentation asks for. Nothing was sent.
  BALENA_INVALID_PARAMETER = 100,
  // An option that this call needs is missing. Nothing was sent.
  BALENA_MISSING_OPTION = 101,
  // An option has a value that can't be used, or the thing asked for does not exist here. Nothing was sent.
  BALENA_INVALID_OPTION = 102,
  // The options hold a key that this function does not know. Nothing was sent.
  BALENA_NON_ALLOWED_OPTION = 103,
  // The call needs a login, and there is no token or API key.
  BALENA_NOT_LOGGED_IN = 200,
  // There is no token or API key, or the server does not accept the one in use.
  BALENA_UNAUTHORIZED = 201,
  // The user name, the password or the two-factor code is wrong.
  BALENA_LOGIN_FAILED = 202,
  // The text is neither a session token nor an API key.
  BALENA_MALFORMED_TOKEN = 203,
  // The session token is past its date.
  BALENA_EXPIRED_TOKEN = 204,
  // What the call names does not exist, or is not visible to this user.
  BALENA_NOT_FOUND = 300,
  // The application does not exist, or is not visible to this user.
  BALENA_APPLICATION_NOT_FOUND = 301,
  // The device does not exist, or is not visible to this user.
  BALENA_DEVICE_NOT_FOUND = 302,
  // The release does not exist, or is not visible to this user.
  BALENA_RELEASE_NOT_FOUND = 303,
  // The image does not exist, or is not visible to this user.
  BALENA_IMAGE_NOT_FOUND = 304,
  // The service does not exist, or is not visible to this user.
  BALENA_SERVICE_NOT_FOUND = 305,
  // The public key does not exist, or is not visible to this user.
  BALENA_KEY_NOT_FOUND = 306,
  // The organization does not exist, or is not visible to this user.
  BALENA_ORGANIZATION_NOT_FOUND = 307,
  // There is no image of this version of the operating system for the device type.
  BALENA_OS_IMAGE_NOT_FOUND = 308,
  // More than one application answers to this name: use the slug or the id.
  BALENA_AMBIGUOUS_APPLICATION = 320,
  // More than one device answers to this reference.
  BALENA_AMBIGUOUS_DEVICE = 321,
  // More than one release answers to this reference.
  BALENA_AMBIGUOUS_RELEASE = 322,
  // The server knows no such device type.
  BALENA_INVALID_DEVICE_TYPE = 400,
  // The server knows no such application type.
  BALENA_INVALID_APPLICATION_TYPE = 401,
  // The device can't run what this application is built for.
  BALENA_INCOMPATIBLE_APPLICATION = 402,
  // The device is not connected.
  BALENA_DEVICE_OFFLINE = 403,
  // The device's public URL is not enabled.
  BALENA_DEVICE_NOT_WEB_ACCESSIBLE = 404,
  // The supervisor on the device is too old for this call.
  BALENA_UNSUPPORTED_FUNCTION = 405,
  // The credential in use does not allow this call: it needs a session token.
  BALENA_UNSUPPORTED_FEATURE = 406,
  // The update of the operating system can't be started, or failed.
  BALENA_OS_UPDATE_ERROR = 407,
  // The supervisor holds an update lock.
  BALENA_SUPERVISOR_LOCKED = 408,
  // The server refused the request; `http_status` and the message say how.
  BALENA_REQUEST_ERROR = 500,
  // What the call would create exists already.
  BALENA_CONFLICT = 501,
  // The server wants fewer requests; `retry_after_s` says when to come back.
  BALENA_TOO_MANY_REQUESTS = 502,
  // This server does not offer what the call needs.
  BALENA_UNSUPPORTED_BY_SERVER = 503,
  // The server could not be reached, or the connection broke.
  BALENA_NETWORK = 600,
  // The server's name could not be looked up.
  BALENA_DNS = 601,
  // The server's certificate was not accepted, or there was no agreement on how to encrypt.
  BALENA_TLS = 602,
  // The deadline passed.
  BALENA_TIMEOUT = 603,
  // The call was cancelled.
  BALENA_CANCELLED = 604,
  // The answer is not what the server should send.
  BALENA_DECODE = 605,
  // The answer is larger than the limit, or than the memory that there is.
  BALENA_LIMIT = 606,
  // A file could not be read or written.
  BALENA_IO = 700,
  // A defect of the library was caught at its boundary. The handle stays usable.
  BALENA_PANIC = 900,
  // The handle was made before a fork: make a new one in the child.
  BALENA_FORKED = 901,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum balena_code balena_code;
#else
typedef int32_t balena_code;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A client for one service and one account. Any number of threads may use it at once.
//
// Those that [`Client::with`] derives from it share its session and its connections.
typedef struct balena_client balena_client;

// A function of the caller's that gets rows.
typedef int32_t (*balena_row_callback)(const char *row, void *user_data);

// A function of the caller's that gets pieces of a download.
typedef int32_t (*balena_data_callback)(const void *data, size_t length, int64_t offset, int64_t total, void *user_data);

// A function of the caller's that gets documents, one call at a time.
typedef int32_t (*balena_document_callback)(balena_code code, const char *document, void *user_data);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Makes an API key that may do what the user may. To revoke it later its id is needed, which `balena_api_key_get_all`
// tells by its name.
//
// * `name`: name.
// * `options`: JSON object, or NULL for none: `description`, `expiry_date` (milliseconds since 1970, or null for
//   never, which it is unless given), `timeout_ms`.
//
// Result: text, the key; it is not shown again.
// Errors: UNAUTHORIZED (also to a named API key, which may make none).
// Request: POST /api-key/user/full
balena_code balena_api_key_create(const balena_client *client, const char *name, const char *options, char **out);

// Lists the API keys that the user can see, of all kinds, by name. openBalena shows the keys themselves in them.
//
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of API keys.
// Errors: the common ones.
// Request: GET /v7/api_key
balena_code balena_api_key_get_all(const balena_client *client, const char *options, char **out);

// Revokes an API key. Where there is none of this id, that is a success.
//
// * `id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: the common ones.
// Request: DELETE /v7/api_key(id)
balena_code balena_api_key_revoke(const balena_client *client, int64_t id, const char *options, char **out);

// Changes what is written of an API key. What is not given stays.
//
// * `id`: id of its row.
// * `options`: JSON object with at least one of `name`, `description` (null clears it), `expiry_date` (milliseconds
//   since 1970, or null for never); also `timeout_ms`.
//
// Result: null.
// Errors: MISSING_OPTION (nothing to change), NOT_FOUND (there is no such key).
// Request: PATCH /v7/api_key(id)
balena_code balena_api_key_update(const balena_client *client, int64_t id, const char *options, char **out);

// Creates an application.
//
// * `name`: name, 4 to 100 characters.
// * `device_type`: slug, alias or display name of a device type, as "raspberrypi3" or "Raspberry Pi 3".
// * `options`: JSON object, or NULL for none: `organization` (handle or id; the user's only one, or his own, unless
//   given), `app_type` (slug), `application_class` ("app", "fleet" or "block"), `uuid` (32 hex digits), `timeout_ms`.
//
// Result: object, the row of the application.
// Errors: NOT_LOGGED_IN, INVALID_DEVICE_TYPE, INVALID_APPLICATION_TYPE, ORGANIZATION_NOT_FOUND, MISSING_OPTION
// (several organizations and none named), CONFLICT (there is one of this name).
// Request: POST /v7/application
balena_code balena_application_create(const balena_client *client,
                                      const char *name,
                                      const char *device_type,
                                      const char *options,
                                      char **out);

// Disables the public URLs of all devices of an application.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
// Request: PATCH /v7/device?$filter=belongs_to__application eq id
balena_code balena_application_disable_device_urls(const balena_client *client,
                                                   const char *application,
                                                   const char *options,
                                                   char **out);

// Keeps an application at the release that it targets now: later releases don't become its target.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND.
// Request: PATCH /v7/application(id)
balena_code balena_application_disable_rolling_updates(const balena_client *client,
                                                       const char *application,
                                                       const char *options,
                                                       char **out);

// Enables the public URLs of all devices of an application.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
// Request: PATCH /v7/device?$filter=belongs_to__application eq id
balena_code balena_application_enable_device_urls(const balena_client *client,
                                                  const char *application,
                                                  const char *options,
                                                  char **out);

// Lets later releases of an application become its target. A server may leave the target of now in place until then;
// `balena_application_track_latest_release` moves it at once.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND.
// Request: PATCH /v7/application(id)
balena_code balena_application_enable_rolling_updates(const balena_client *client,
                                                      const char *application,
                                                      const char *options,
                                                      char **out);

// Makes a key with which devices can be registered with an application, as an image holds it.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `key_name`, `description`, `expiry_date` (milliseconds since 1970; never
//   unless given), `timeout_ms`.
//
// Result: text, the key.
// Errors: APPLICATION_NOT_FOUND.
// Request: POST /api-key/v2/
balena_code balena_application_generate_provisioning_key(const balena_client *client,
                                                         const char *application,
                                                         const char *options,
                                                         char **out);

// Gets one of the applications that the user can access directly, by the name that people know it by.
//
// * `name`: name, or slug ("organization/name").
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the application.
// Errors: APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION.
// Request: GET /v7/application
balena_code balena_application_get(const balena_client *client, const char *name, const char *options, char **out);

// Lists the applications that the user can access directly, by name.
//
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of applications.
// Errors: the common ones.
// Request: GET /v7/application
balena_code balena_application_get_all(const balena_client *client, const char *options, char **out);

// Hands the applications that the user can access directly to a function, one by one and by ascending id. They are
// asked for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile neither
// double nor hide others.
//
// * `options`: JSON object, or NULL for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
//   `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
//   (id behind which to begin), `timeout_ms` (of each page).
// * `callback`: function that gets each row as the service sent it, on the thread that makes the call. It gives 0 to go
//   on, and another number to stop. It may call this library, but not free the handle. The row is the library's, and
//   gone when it returns.
// * `user_data`: pointer that the function gets, or NULL.
//
// Result: object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`, null where
//   there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped, or the pages were over).
// Errors: the common ones.
// Request: GET /v7/application?$filter=id gt last&$orderby=id asc&$top=page_size
balena_code balena_application_for_each(const balena_client *client,
                                        const char *options,
                                        balena_row_callback callback,
                                        void *user_data,
                                        char **out);

// Gets one application, also a public one of others.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the application.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application(id)
balena_code balena_application_get_by_id(const balena_client *client,
                                         const char *application,
                                         const char *options,
                                         char **out);

// Gets one application by its name and its owner, also a public one of others.
//
// * `name`: name, in upper or lower case.
// * `owner`: handle of an organization; that of a user's own is his user name.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the application.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application(slug='owner/name')
balena_code balena_application_get_by_owner(const balena_client *client,
                                            const char *name,
                                            const char *owner,
                                            const char *options,
                                            char **out);

// Makes the config.json with which a device joins an application. It holds a provisioning key that is made for it.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `version`: version of balenaOS that the device runs, as "2.29.2+rev1.prod".
// * `options`: JSON object, or NULL for none: `network` ("ethernet" unless given, or "wifi"), `wifiSsid` (needed with
//   wifi), `wifiKey`, `appUpdatePollInterval` (minutes), `ip`, `gateway`, `netmask` (IPv4, as "192.0.2.1"),
//   `deviceType` (slug; the application's unless given), `developmentMode` (boolean), `provisioningKeyName`,
//   `provisioningKeyExpiryDate` (milliseconds since 1970; never unless given), `timeout_ms`.
//
// Result: object, the content of config.json.
// Errors: APPLICATION_NOT_FOUND, MISSING_OPTION (`version` is empty, or wifi without `wifiSsid`).
// Request: POST /download-config
balena_code balena_application_get_config(const balena_client *client,
                                          const char *application,
                                          const char *version,
                                          const char *options,
                                          char **out);

// The commit of the release that an application's devices should run.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text, or null when there is no such release.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application(id)
balena_code balena_application_get_target_release_hash(const balena_client *client,
                                                       const char *application,
                                                       const char *options,
                                                       char **out);

// Lets balena's support work on an application until a date.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `expiry_timestamp`: when the access ends, in milliseconds since 1970.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND, INVALID_PARAMETER (the date is not in the future), UNSUPPORTED_BY_SERVER (openBalena
// has no support).
// Request: PATCH /v7/application(id)
balena_code balena_application_grant_support_access(const balena_client *client,
                                                    const char *application,
                                                    int64_t expiry_timestamp,
                                                    const char *options,
                                                    char **out);

// Asks whether the user can access an application of this name directly.
//
// * `name`: name, or slug ("organization/name").
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: the common ones.
// Request: GET /v7/application
balena_code balena_application_has(const balena_client *client, const char *name, const char *options, char **out);

// Asks whether the user can access any application directly.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: the common ones.
// Request: GET /v7/application
balena_code balena_application_has_any(const balena_client *client, const char *options, char **out);

// Asks whether an application takes over new releases and targets the latest one.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean; true also when it takes over new releases and has none yet.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application(id)
balena_code balena_application_is_tracking_latest_release(const balena_client *client,
                                                          const char *application,
                                                          const char *options,
                                                          char **out);

// Removes an application and its devices.
//
// * `name`: name, or slug ("organization/name").
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_LOGGED_IN, APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION.
// Request: DELETE /v7/application(id)
balena_code balena_application_remove(const balena_client *client, const char *name, const char *options, char **out);

// Restarts the services of an application on all of its devices.
//
// * `name`: name, or slug ("organization/name").
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_LOGGED_IN, APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION, SUPERVISOR_LOCKED, UNSUPPORTED_BY_SERVER
// (openBalena does not do this).
// Request: POST /application/id/restart
balena_code balena_application_restart(const balena_client *client, const char *name, const char *options, char **out);

// Ends the access that balena's support has to an application.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no support).
// Request: PATCH /v7/application(id)
balena_code balena_application_revoke_support_access(const balena_client *client,
                                                     const char *application,
                                                     const char *options,
                                                     char **out);

// Keeps an application at one of its releases, which must have been built successfully.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `release`: id or commit.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND, RELEASE_NOT_FOUND.
// Request: PATCH /v7/application(id)
balena_code balena_application_set_to_release(const balena_client *client,
                                              const char *application,
                                              const char *release,
                                              const char *options,
                                              char **out);

// Makes the latest release of an application its target, and lets later ones become it.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND.
// Request: PATCH /v7/application(id)
balena_code balena_application_track_latest_release(const balena_client *client,
                                                    const char *application,
                                                    const char *options,
                                                    char **out);

// Asks whether later releases of an application become its target.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application(id)
balena_code balena_application_will_track_new_releases(const balena_client *client,
                                                       const char *application,
                                                       const char *options,
                                                       char **out);

// Adds a configuration variable to an application, for all of its devices.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `config_var_name`: name, letters, digits, `_` and `:`, which begins with BALENA_ or RESIN_, as
//   "BALENA_HOST_CONFIG_gpu_mem".
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the row of the variable.
// Errors: APPLICATION_NOT_FOUND, CONFLICT (there is one of this name).
// Request: POST /v7/application_config_variable
balena_code balena_application_config_variable_create(const balena_client *client,
                                                      const char *application,
                                                      const char *config_var_name,
                                                      const char *value,
                                                      const char *options,
                                                      char **out);

// Lists the configuration variables of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application_config_variable?$filter=application eq id
balena_code balena_application_config_variable_get_all(const balena_client *client,
                                                       const char *application,
                                                       const char *options,
                                                       char **out);

// Removes a variable. Where there is none of this id, that is a success.
//
// * `var_id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: the common ones.
// Request: DELETE /v7/application_config_variable(id)
balena_code balena_application_config_variable_remove(const balena_client *client,
                                                      int64_t var_id,
                                                      const char *options,
                                                      char **out);

// Gives a variable another value.
//
// * `var_id`: id of its row.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_FOUND (there is no such variable).
// Request: PATCH /v7/application_config_variable(id)
balena_code balena_application_config_variable_update(const balena_client *client,
                                                      int64_t var_id,
                                                      const char *value,
                                                      const char *options,
                                                      char **out);

// Adds an environment variable to an application, for all services on all of its devices.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `env_var_name`: name, letters, digits and `_`, with no digit first. The service keeps those
//   that begin with BALENA_ or RESIN_ to itself.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the row of the variable.
// Errors: APPLICATION_NOT_FOUND, CONFLICT (there is one of this name).
// Request: POST /v7/application_environment_variable
balena_code balena_application_env_variable_create(const balena_client *client,
                                                   const char *application,
                                                   const char *env_var_name,
                                                   const char *value,
                                                   const char *options,
                                                   char **out);

// Lists the environment variables of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application_environment_variable?$filter=application eq id
balena_code balena_application_env_variable_get_all(const balena_client *client,
                                                    const char *application,
                                                    const char *options,
                                                    char **out);

// Whether the name is one that the system keeps for itself: BALENA, RESIN, USER, or one that begins with BALENA_ or
// RESIN_.
//
// * `variable`: name.
//
// Result: boolean.
// Errors: the common ones.
// Request: none.
balena_code balena_application_env_variable_is_system_variable(const balena_client *client,
                                                               const char *variable,
                                                               char **out);

// Removes a variable. Where there is none of this id, that is a success.
//
// * `var_id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: the common ones.
// Request: DELETE /v7/application_environment_variable(id)
balena_code balena_application_env_variable_remove(const balena_client *client,
                                                   int64_t var_id,
                                                   const char *options,
                                                   char **out);

// Gives a variable another value.
//
// * `var_id`: id of its row.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_FOUND (there is no such variable).
// Request: PATCH /v7/application_environment_variable(id)
balena_code balena_application_env_variable_update(const balena_client *client,
                                                   int64_t var_id,
                                                   const char *value,
                                                   const char *options,
                                                   char **out);

// Lists the tags of all applications that the user can access, by key.
//
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: the common ones.
// Request: GET /v7/application_tag
balena_code balena_application_tag_get_all(const balena_client *client, const char *options, char **out);

// Lists the tags of an application, by key.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/application_tag?$filter=application eq id
balena_code balena_application_tag_get_all_by_application(const balena_client *client,
                                                          const char *application,
                                                          const char *options,
                                                          char **out);

// Removes a tag from an application. Where there is none of this key, that is a success.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: APPLICATION_NOT_FOUND.
// Request: DELETE /v7/application_tag?$filter=application eq id and tag_key eq '…'
balena_code balena_application_tag_remove(const balena_client *client,
                                          const char *application,
                                          const char *tag_key,
                                          const char *options,
                                          char **out);

// Tags an application, or gives the tag of this key another value.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, or null: the row of the new tag, null when there was one of this key, whose value was changed.
// Errors: APPLICATION_NOT_FOUND.
// Request: POST /v7/application_tag
balena_code balena_application_tag_set(const balena_client *client,
                                       const char *application,
                                       const char *tag_key,
                                       const char *value,
                                       const char *options,
                                       char **out);

// Asks for a session token by user name and password, and gives it back. Nothing of it is kept:
// `balena_auth_login_with_token` takes it over.
//
// * `username`: user name or e-mail address.
// * `password`: password.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text, the session token.
// Errors: LOGIN_FAILED, TOO_MANY_REQUESTS.
// Request: POST /login_
balena_code balena_auth_authenticate(const balena_client *client,
                                     const char *username,
                                     const char *password,
                                     const char *options,
                                     char **out);

// The e-mail address of the user whose credential is in use.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text.
// Errors: NOT_LOGGED_IN, INVALID_OPTION (the key of a device or an application has none).
// Request: GET /actor/v1/whoami
balena_code balena_auth_get_email(const balena_client *client, const char *options, char **out);

// The credential in use: the session token or API key of a login, of the options, of the environment or of the token
// file.
//
// Result: text.
// Errors: NOT_LOGGED_IN, MALFORMED_TOKEN, IO.
// Request: none.
balena_code balena_auth_get_token(const balena_client *client, char **out);

// The id of the user whose credential is in use.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: number.
// Errors: NOT_LOGGED_IN, INVALID_OPTION (the key of a device or an application is no user's).
// Request: GET /actor/v1/whoami
balena_code balena_auth_get_user_id(const balena_client *client, const char *options, char **out);

// Asks the server whether it accepts the credential in use. Without a credential nothing is asked.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean; false only when there is no credential or the server refused it.
// Errors: the common ones.
// Request: GET /actor/v1/whoami
balena_code balena_auth_is_logged_in(const balena_client *client, const char *options, char **out);

// Forgets the credential of this handle, wherever it came from, and removes the token in `data_directory`, whoever left
// it there. The server is not asked: the token itself stays good until it ends. A key in the environment is in use
// again with the next handle.
//
// Result: boolean; false when there was nothing to forget.
// Errors: IO (the token can't be removed; it stays in use).
// Request: none.
balena_code balena_auth_log_out(const balena_client *client, char **out);

// Logs in, and keeps the session token in `data_directory` for later handles.
//
// * `username`: user name or e-mail address.
// * `password`: password.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: LOGIN_FAILED, TOO_MANY_REQUESTS, IO (the token can't be kept).
// Request: POST /login_
balena_code balena_auth_login(const balena_client *client,
                              const char *username,
                              const char *password,
                              const char *options,
                              char **out);

// Takes over a session token or an API key, and keeps it in `data_directory` for later handles. The server is not
// asked.
//
// * `token`: session token or API key.
//
// Result: null.
// Errors: MALFORMED_TOKEN, EXPIRED_TOKEN, IO (the token can't be kept).
// Request: none.
balena_code balena_auth_login_with_token(const balena_client *client, const char *token, char **out);

// Makes an account, and gives its session token back. Nothing of it is kept: `balena_auth_login_with_token` takes it
// over.
//
// * `email`: e-mail address.
// * `password`: password.
// * `options`: JSON object, or NULL for none: `g-recaptcha-response` (proof that a person did what balenaCloud's page
//   asks), `timeout_ms`.
//
// Result: text, the session token.
// Errors: CONFLICT or REQUEST_ERROR (the server refuses the address or the password), TOO_MANY_REQUESTS,
// UNSUPPORTED_BY_SERVER (openBalena makes no accounts).
// Request: POST /user/register
balena_code balena_auth_register(const balena_client *client,
                                 const char *email,
                                 const char *password,
                                 const char *options,
                                 char **out);

// The name of the user whose credential is in use.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text.
// Errors: NOT_LOGGED_IN, INVALID_OPTION (the key of a device or an application has no user name).
// Request: GET /actor/v1/whoami
balena_code balena_auth_who_am_i(const balena_client *client, const char *options, char **out);

// Makes a client for one service and one account.
//
// * `options`: JSON object, or NULL for none: `api_endpoint` (URL, balenaCloud's unless given), `api_version` ("v7"),
//   `dashboard_url` (URL, the one beside `api_endpoint` unless given), `token` (session token or API key),
//   `data_directory` (where a login and settings are kept, ~/.balena unless given; null keeps them in memory),
//   `timeout_ms` (deadline of a call; unless given 30000 until the answer arrives, or 60000 where devices have to
//   answer), `connect_timeout_ms` (10000), `max_connections` (64), `body_limit_bytes` (longest answer that is taken, 1 GiB), `ca_file` (PEM file of the
//   authorities to trust instead of the system's, which SSL_CERT_FILE names too), `proxy` (URL; HTTP_PROXY,
//   HTTPS_PROXY and ALL_PROXY unless given, null for none; NO_PROXY holds for all), `token_refresh_interval` (age in
//   milliseconds from which on a session token is exchanged for a fresh one, a day), `device_actions_endpoint_version`
//   ("v2"), `actions_endpoint` (URL of the server that starts updates of devices and is told the token; the one that
//   the service's configuration names unless given. It is an option and nothing else), `supervisor_address` and
//   `supervisor_api_key` (URL and key of the supervisor of the device that this runs on, which is asked directly where
//   both are given), `device_uuid` and `app_id` (that device and its application). What is not given is taken from
//   the environment, BALENA_API_ENDPOINT for `api_endpoint` and so on, and BALENA_API_KEY for `token`; then from the
//   settings that `balena_settings_set` keeps. Last comes the token in `data_directory`, where `balena login` leaves
//   one too. A settings file that can't be read or understood is an error only where neither options nor environment
//   say `api_endpoint`, so that no token goes to the wrong service; otherwise defaults stand in for it.
// * `client`: receives the handle, which `balena_free` frees; NULL when the call fails.
// * `error`: receives NULL, or the error document when the call fails; NULL when it is not wanted.
//
// Result: null.
// Errors: INVALID_PARAMETER, NON_ALLOWED_OPTION, INVALID_OPTION, MALFORMED_TOKEN, IO.
// Request: none.
balena_code balena_new(const char *options,
                       balena_client **client,
                       char **error);

// Derives a handle that shares the connections and the login of `client`, and has a deadline and an end of its own:
// to give some calls another deadline, or to cancel them and no others.
//
// * `client`: handle. It may be freed before the derived one.
// * `options`: JSON object, or NULL for none: `timeout_ms` (deadline of a call; that of `client` unless given).
// * `derived`: receives the handle, which `balena_free` frees; NULL when the call fails.
// * `error`: receives NULL, or the error document when the call fails; NULL when it is not wanted.
//
// Result: null.
// Errors: INVALID_PARAMETER, NON_ALLOWED_OPTION, INVALID_OPTION.
// Request: none.
balena_code balena_with(const balena_client *client, const char *options, balena_client **derived, char **error);

// Cancels what is under way on a handle and on those derived from it, from any thread, and all that follows on them:
// each call that has a request to make gives CANCELLED. The handle that it was derived from goes on. NULL is allowed.
//
// * `client`: handle, or NULL. It still has to be freed.
//
// Result: none.
// Errors: none.
// Request: none.
void balena_cancel(const balena_client *client);

// Frees a handle, ends its subscriptions to logs, and closes its connections unless a derived handle still has them. No
// other thread may be using it. NULL is allowed.
//
// * `client`: handle, or NULL.
//
// Result: none.
// Errors: none.
// Request: none.
void balena_free(balena_client *client);

// The version of the library that is running, as "0.1.0". It is static: don't free it.
//
// Result: none.
// Errors: none.
// Request: none.
const char *balena_version(void);

// The name of a code without its prefix, as "DEVICE_NOT_FOUND"; "UNKNOWN" for a number that is none. It is static:
// don't free it.
//
// * `code`: any number.
//
// Result: none.
// Errors: none.
// Request: none.
const char *balena_code_name(int32_t code);

// Gets the configuration of the service: the addresses of its parts, keys of third parties, device types.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, as the service sends it.
// Errors: UNSUPPORTED_BY_SERVER (openBalena has none).
// Request: GET /config
balena_code balena_config_get_all(const balena_client *client, const char *options, char **out);

// Lists the device types that the service knows, as its older interface describes them. Nobody needs to be logged in.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: array of objects, as the service sends them.
// Errors: the common ones.
// Request: GET /device-types/v1
balena_code balena_config_get_device_types(const balena_client *client, const char *options, char **out);

// Takes the public URL of one or several devices away.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_disable_device_url(const balena_client *client,
                                             const char *device,
                                             const char *options,
                                             char **out);

// Makes the updates of a device wait again for an application that holds the lock against them, also where a variable
// of its application says otherwise.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND.
// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
balena_code balena_device_disable_lock_override(const balena_client *client,
                                                const char *device,
                                                const char *options,
                                                char **out);

// Gives one or several devices a public URL, at which port 80 of the device is served.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_enable_device_url(const balena_client *client,
                                            const char *device,
                                            const char *options,
                                            char **out);

// Lets the updates of a device go on although an application holds the lock against them.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND.
// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
balena_code balena_device_enable_lock_override(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Makes a key with which a device, or who acts as it, logs in.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `name`, `description`, `expiry_date` (milliseconds since 1970; never
//   unless given), `timeout_ms`.
//
// Result: text, the key.
// Errors: DEVICE_NOT_FOUND.
// Request: POST /api-key/device/id/device-key
balena_code balena_device_generate_device_key(const balena_client *client,
                                              const char *device,
                                              const char *options,
                                              char **out);

// Makes a uuid for a device that is to be registered.
//
// Result: text, 32 hex digits.
// Errors: IO (no random bytes).
// Request: none.
balena_code balena_device_generate_uuid(const balena_client *client, char **out);

// Gets one device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the device.
// Errors: DEVICE_NOT_FOUND, AMBIGUOUS_DEVICE.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_get(const balena_client *client, const char *device, const char *options, char **out);

// Lists the devices that the user can access, by name.
//
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of devices.
// Errors: the common ones.
// Request: GET /v7/device
balena_code balena_device_get_all(const balena_client *client, const char *options, char **out);

// Hands all devices that the user can see to a function, one by one and by ascending id. They are
// asked for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile neither
// double nor hide others.
//
// * `options`: JSON object, or NULL for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
//   `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
//   (id behind which to begin), `timeout_ms` (of each page).
// * `callback`: function that gets each row as the service sent it, on the thread that makes the call. It gives 0 to go
//   on, and another number to stop. It may call this library, but not free the handle. The row is the library's, and
//   gone when it returns.
// * `user_data`: pointer that the function gets, or NULL.
//
// Result: object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`, null where
//   there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped, or the pages were over).
// Errors: the common ones.
// Request: GET /v7/device?$filter=id gt last&$orderby=id asc&$top=page_size
balena_code balena_device_for_each(const balena_client *client,
                                   const char *options,
                                   balena_row_callback callback,
                                   void *user_data,
                                   char **out);

// Lists the devices of the application with a name, by their own names; `balena_device_get_all_by_application_id` is for
// an id.
//
// * `application_name`: name, or slug ("organization/name").
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of devices.
// Errors: APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION.
// Request: GET /v7/device?$filter=belongs_to__application eq id
balena_code balena_device_get_all_by_application(const balena_client *client,
                                                 const char *application_name,
                                                 const char *options,
                                                 char **out);

// Lists the devices of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of devices.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/device?$filter=belongs_to__application eq id
balena_code balena_device_get_all_by_application_id(const balena_client *client,
                                                    const char *application,
                                                    const char *options,
                                                    char **out);

// The name of the application that a device belongs to.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text, or null when it belongs to none that the user can see.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_get_application_name(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Lists the devices that are called so.
//
// * `name`: name, which several devices may have.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of devices.
// Errors: the common ones.
// Request: GET /v7/device?$filter=device_name eq 'name'
balena_code balena_device_get_by_name(const balena_client *client, const char *name, const char *options, char **out);

// The address of a device's page on the dashboard. With a uuid the server is not asked, not even whether there is such
// a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text.
// Errors: DEVICE_NOT_FOUND (an id was given), MISSING_OPTION (the host in `api_endpoint` does not begin with "api.", and the
//   client was given no `dashboard_url`).
// Request: GET /v7/device(id), when an id is given
balena_code balena_device_get_dashboard_url(const balena_client *client,
                                            const char *device,
                                            const char *options,
                                            char **out);

// The slug of a device type.
//
// * `device_type_name`: display name ("Raspberry Pi 3"), or slug.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text.
// Errors: INVALID_DEVICE_TYPE.
// Request: GET /v7/device_type
balena_code balena_device_get_device_slug(const balena_client *client,
                                          const char *device_type_name,
                                          const char *options,
                                          char **out);

// Tells the public URL of a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text, as "https://uuid.balena-devices.com".
// Errors: DEVICE_NOT_FOUND, DEVICE_NOT_WEB_ACCESSIBLE (it has none), UNSUPPORTED_BY_SERVER (openBalena does not tell
//   where such URLs are).
// Request: GET /v7/device(uuid='…'), GET /config
balena_code balena_device_get_device_url(const balena_client *client,
                                         const char *device,
                                         const char *options,
                                         char **out);

// The name that people see of a device type.
//
// * `device_type_slug`: slug ("raspberrypi3"), or display name.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text.
// Errors: INVALID_DEVICE_TYPE.
// Request: GET /v7/device_type
balena_code balena_device_get_display_name(const balena_client *client,
                                           const char *device_type_slug,
                                           const char *options,
                                           char **out);

// Lists the addresses of a device in its own networks.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: array of texts.
// Errors: DEVICE_NOT_FOUND, DEVICE_OFFLINE.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_get_local_ip_address(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Gets what the service says of the device type of the application with a name.
//
// * `application_name`: name, or slug ("organization/name").
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the manifest of the device type: `slug`, `name`, `arch`, `options`, `yocto` and more.
// Errors: APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION (use the slug), INVALID_DEVICE_TYPE (not among those that
//   the service lists).
// Request: GET /v7/application?$filter=…, GET /device-types/v1
balena_code balena_device_get_manifest_by_application(const balena_client *client,
                                                      const char *application_name,
                                                      const char *options,
                                                      char **out);

// Gets what the service says of a device type. No login is needed.
//
// * `slug`: slug, display name or alias of the device type.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the manifest of the device type: `slug`, `name`, `arch`, `options`, `yocto` and more.
// Errors: INVALID_DEVICE_TYPE.
// Request: GET /device-types/v1
balena_code balena_device_get_manifest_by_slug(const balena_client *client,
                                               const char *slug,
                                               const char *options,
                                               char **out);

// The name of a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_get_name(const balena_client *client, const char *device, const char *options, char **out);

// Tells how far the update of a device's operating system is.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `run_detached` (boolean, as it was when the update was started; true
//   unless given; false needs balenaCloud), `timeout_ms` (60000 unless given, where that is false).
//
// Result: object, of an update that runs detached with `update_status`, `last_update_status_event`, `overall_progress`
// and `os_version`, as the device's row has them; of another one the answer of the server that carries it out, with
// `status` ("idle", "in_progress", "done", "error" and others).
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…'), and where it does not run detached GET /config, GET
// https://actions.deviceUrlsBase/v1/uuid/resinhup
balena_code balena_device_get_os_update_status(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Sums up in a word what a device is doing: configuring, inactive, post-provisioning, updating, disconnected,
// reduced-functionality or operational.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text, as the server has it.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_get_status(const balena_client *client, const char *device, const char *options, char **out);

// Gets the state of a device as its supervisor reports it through the API.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object with `status`, `commit`, `supervisor_version`, `update_pending` and others.
// Errors: DEVICE_NOT_FOUND, DEVICE_OFFLINE.
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device
balena_code balena_device_get_supervisor_state(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Gets the state that a device is to bring about, as its supervisor asks for it.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `version` (of the form of the state: 2 or 3; 2 unless given),
//   `timeout_ms`.
//
// Result: object, the state: with version 2 its members are `local` and `dependent`, with version 3 it is the
//   uuid.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /device/v2/uuid/state, with `version` 3 GET /device/v3/uuid/state
balena_code balena_device_get_supervisor_target_state(const balena_client *client,
                                                      const char *device,
                                                      const char *options,
                                                      char **out);

// Lists the device types that an operating system can be had for, by name.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: array of texts, the display names.
// Errors: the common ones.
// Request: GET /v7/device_type
balena_code balena_device_get_supported_device_types(const balena_client *client, const char *options, char **out);

// Gets one device with what runs on it.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects),
//   `timeout_ms`.
//
// Result: object, the row of the device, with `current_services` (for each service, by its name, its installs,
//   without deleted ones: `id`, `image_id`, `service_id`, `status`, `download_progress`, `install_date`,
//   `release_id`, `commit`, `raw_version`) and `current_gateway_downloads` (always empty: gateways are no more).
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')?$expand=image_install(…)
balena_code balena_device_get_with_service_details(const balena_client *client,
                                                   const char *device,
                                                   const char *options,
                                                   char **out);

// Lets the service's support staff into one or several devices for some time.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `expiry_timestamp`: when it ends, in milliseconds since 1970, in the future.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, INVALID_PARAMETER (the date is not in the future), UNSUPPORTED_BY_SERVER (openBalena has no
//   such access).
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_grant_support_access(const balena_client *client,
                                               const char *device,
                                               int64_t expiry_timestamp,
                                               const char *options,
                                               char **out);

// Tells whether there is a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: the common ones.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_has(const balena_client *client, const char *device, const char *options, char **out);

// Tells whether a device has a public URL.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_has_device_url(const balena_client *client,
                                         const char *device,
                                         const char *options,
                                         char **out);

// Tells whether the updates of a device go on although an application holds the lock against them. Where the
// device has no variable for it, that of its application counts.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')?$expand=device_config_variable(…),belongs_to__application(…)
balena_code balena_device_has_lock_override(const balena_client *client,
                                            const char *device,
                                            const char *options,
                                            char **out);

// Lets a LED of a device blink for 15 seconds, so that people see which device it is.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_LOGGED_IN, DEVICE_NOT_FOUND, DEVICE_OFFLINE.
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink
balena_code balena_device_identify(const balena_client *client, const char *device, const char *options, char **out);

// Tells whether a device is connected.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_is_online(const balena_client *client, const char *device, const char *options, char **out);

// Tells whether a device runs its application's release, not one that it was pinned to.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: boolean.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device(uuid='…')
balena_code balena_device_is_tracking_application_release(const balena_client *client,
                                                          const char *device,
                                                          const char *options,
                                                          char **out);

// Moves one or several devices to another application, which has to be built for an architecture that they run: their
// own, and on aarch64 armv7hf and rpi, on armv7hf rpi as well.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `application_name`: name, or slug ("organization/name").
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION, INCOMPATIBLE_APPLICATION.
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_move(const balena_client *client,
                               const char *device,
                               const char *application_name,
                               const char *options,
                               char **out);

// Replaces the note on one or several devices.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `note`: the note; "" for none.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_note(const balena_client *client,
                               const char *device,
                               const char *note,
                               const char *options,
                               char **out);

// Registers a device with an application, so that an image with the returned key can come online as it.
//
// With `provisioning_key` and `device_type`, and an application given by its id, nobody needs to be logged in.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `uuid`: uuid of the new device, 32 or 62 hex digits in lower case, as `balena_device_generate_uuid` makes them.
// * `options`: JSON object, or NULL for none: `device_type` (slug; the application's unless given),
//   `provisioning_key` (one that lives ten minutes is made unless given), `timeout_ms`.
//
// Result: object with `id`, `uuid` and `api_key`.
// Errors: NOT_LOGGED_IN, APPLICATION_NOT_FOUND, INVALID_DEVICE_TYPE, CONFLICT (the uuid is taken).
// Request: POST /device/register
balena_code balena_device_register(const balena_client *client,
                                   const char *application,
                                   const char *uuid,
                                   const char *options,
                                   char **out);

// Removes one or several devices.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_LOGGED_IN, DEVICE_NOT_FOUND.
// Request: GET /v7/device?$filter=…, DELETE /v7/device?$filter=id in (…)
balena_code balena_device_remove(const balena_client *client, const char *device, const char *options, char **out);

// Gives a device another name.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `new_name`: the name, not empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_rename(const balena_client *client,
                                 const char *device,
                                 const char *new_name,
                                 const char *options,
                                 char **out);

// Restarts the containers of the application on a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `force` (boolean: although an application holds the lock against
//   updates), `timeout_ms`.
//
// Result: null.
// Errors: NOT_LOGGED_IN, DEVICE_NOT_FOUND, DEVICE_OFFLINE, SUPERVISOR_LOCKED, MISSING_OPTION (the device belongs to
//   no application).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart
balena_code balena_device_restart(const balena_client *client, const char *device, const char *options, char **out);

// Ends the access of the service's support staff to one or several devices.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such access).
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_revoke_support_access(const balena_client *client,
                                                const char *device,
                                                const char *options,
                                                char **out);

// Gives one or several devices a place on the map, instead of the one that is guessed from their network address.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `latitude`: degrees, from -90 to 90, north of the equator above 0.
// * `longitude`: degrees, from -180 to 180, east of Greenwich above 0.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, INVALID_PARAMETER (out of range, or not a number), UNSUPPORTED_BY_SERVER (openBalena has
//   no such places).
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_set_custom_location(const balena_client *client,
                                              const char *device,
                                              double latitude,
                                              double longitude,
                                              const char *options,
                                              char **out);

// Pins one or several devices to a release of their application, or, without one, lets them run the application's
// again.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `release`: id or commit of a successful release of the application, or NULL (also an empty text) for none.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, RELEASE_NOT_FOUND (no device is pinned then).
// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_set_to_release(const balena_client *client,
                                         const char *device,
                                         const char *release,
                                         const char *options,
                                         char **out);

// Pins one or several devices to the release with an id, or, without one, lets them run their application's again.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `release_id`: id of a successful release of the application, in digits as a text, or NULL (also an empty text) for none.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, RELEASE_NOT_FOUND (no device is pinned then).
// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_set_to_release_by_id(const balena_client *client,
                                               const char *device,
                                               const char *release_id,
                                               const char *options,
                                               char **out);

// Starts an update of the operating system on one or several devices.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, and fit
//   for the update, or none is started.
// * `target_os_version`: a published version for the type of the device, newer than the one that it runs, and like that
//   for development or not: "2.29.2+rev1.prod".
// * `options`: JSON object, or NULL for none: `run_detached` (boolean; false makes the server wait for the device; true
//   unless given), `timeout_ms` (60000 for all of it unless given).
//
// Result: object, the answer of the server that carries it out, with `status`; for an array an object with the answer
// for each device by its uuid. They are started one after the other: where one fails, `cause` lists those before.
// Errors: DEVICE_NOT_FOUND, DEVICE_OFFLINE, INVALID_PARAMETER (`target_os_version` is no version, or not a published
// one), OS_UPDATE_ERROR (no update leads from the device's version to this one), UNSUPPORTED_BY_SERVER (openBalena has
// no such server).
// Request: GET /v7/device?$filter=…, GET /config, GET /v7/application?$filter=…, POST
// https://actions.deviceUrlsBase/v2/uuid/resinhup
balena_code balena_device_start_os_update(const balena_client *client,
                                          const char *device,
                                          const char *target_os_version,
                                          const char *options,
                                          char **out);

// Lets one or several devices run their application's release again, after they were pinned to another.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_track_application_release(const balena_client *client,
                                                    const char *device,
                                                    const char *options,
                                                    char **out);

// Takes the place away that `balena_device_set_custom_location` gave.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
//   nothing is written.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such places).
// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
balena_code balena_device_unset_custom_location(const balena_client *client,
                                                const char *device,
                                                const char *options,
                                                char **out);

// Adds a configuration variable to a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `config_var_name`: name, letters, digits, `_` and `:`, which begins with BALENA_ or RESIN_, as
//   "BALENA_HOST_CONFIG_gpu_mem".
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the row of the variable.
// Errors: DEVICE_NOT_FOUND, CONFLICT (there is one of this name).
// Request: POST /v7/device_config_variable
balena_code balena_device_config_variable_create(const balena_client *client,
                                                 const char *device,
                                                 const char *config_var_name,
                                                 const char *value,
                                                 const char *options,
                                                 char **out);

// Lists the configuration variables of a device, by name.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device_config_variable?$filter=device eq id
balena_code balena_device_config_variable_get_all(const balena_client *client,
                                                  const char *device,
                                                  const char *options,
                                                  char **out);

// Lists the configuration variables of the devices of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/device_config_variable?$filter=device/any(d:d/belongs_to__application eq id)
balena_code balena_device_config_variable_get_all_by_application(const balena_client *client,
                                                                 const char *application,
                                                                 const char *options,
                                                                 char **out);

// Removes a variable. Where there is none of this id, that is a success.
//
// * `var_id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: the common ones.
// Request: DELETE /v7/device_config_variable(id)
balena_code balena_device_config_variable_remove(const balena_client *client,
                                                 int64_t var_id,
                                                 const char *options,
                                                 char **out);

// Gives a variable another value.
//
// * `var_id`: id of its row.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_FOUND (there is no such variable).
// Request: PATCH /v7/device_config_variable(id)
balena_code balena_device_config_variable_update(const balena_client *client,
                                                 int64_t var_id,
                                                 const char *value,
                                                 const char *options,
                                                 char **out);

// Adds an environment variable to a device, for all of its services.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `env_var_name`: name, letters, digits and `_`, with no digit first. The service keeps those
//   that begin with BALENA_ or RESIN_ to itself.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the row of the variable.
// Errors: DEVICE_NOT_FOUND, CONFLICT (there is one of this name).
// Request: POST /v7/device_environment_variable
balena_code balena_device_env_variable_create(const balena_client *client,
                                              const char *device,
                                              const char *env_var_name,
                                              const char *value,
                                              const char *options,
                                              char **out);

// Lists the environment variables of a device, by name.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device_environment_variable?$filter=device eq id
balena_code balena_device_env_variable_get_all(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Lists the environment variables of the devices of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/device_environment_variable?$filter=device/any(d:d/belongs_to__application eq id)
balena_code balena_device_env_variable_get_all_by_application(const balena_client *client,
                                                              const char *application,
                                                              const char *options,
                                                              char **out);

// Removes a variable. Where there is none of this id, that is a success.
//
// * `var_id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: the common ones.
// Request: DELETE /v7/device_environment_variable(id)
balena_code balena_device_env_variable_remove(const balena_client *client,
                                              int64_t var_id,
                                              const char *options,
                                              char **out);

// Gives a variable another value.
//
// * `var_id`: id of its row.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_FOUND (there is no such variable).
// Request: PATCH /v7/device_environment_variable(id)
balena_code balena_device_env_variable_update(const balena_client *client,
                                              int64_t var_id,
                                              const char *value,
                                              const char *options,
                                              char **out);

// Makes the config.json with which a device joins an application. It holds a provisioning key that is made for it.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object with `version` (of balenaOS, as "2.29.2+rev1.prod"); also `network` ("ethernet" unless
//   given, or "wifi"), `wifiSsid` (needed with wifi), `wifiKey`, `appUpdatePollInterval` (minutes), `ip`, `gateway`,
//   `netmask` (IPv4, as "192.0.2.1"), `deviceType` (slug; the application's unless given), `developmentMode`
//   (boolean), `provisioningKeyName`, `provisioningKeyExpiryDate` (milliseconds since 1970; never unless given),
//   `timeout_ms`.
//
// Result: object, the content of config.json.
// Errors: APPLICATION_NOT_FOUND, MISSING_OPTION (no `version`, or wifi without `wifiSsid`).
// Request: POST /download-config
balena_code balena_device_os_get_config(const balena_client *client,
                                        const char *application,
                                        const char *options,
                                        char **out);

// The version of a device's operating system as a semantic version with the variant in it: "2.29.2+rev1.prod" of
// "balenaOS 2.29.2+rev1" and "prod".
//
// * `os_version`: `os_version` of a device, which may be empty.
// * `os_variant`: `os_variant` of a device ("prod", "dev"), or NULL for none.
//
// Result: text, or null when `os_version` is no version.
// Errors: INVALID_PARAMETER (`os_variant` can't be part of a version).
// Request: none.
balena_code balena_device_os_get_device_os_semver_with_variant(const balena_client *client,
                                                               const char *os_version,
                                                               const char *os_variant,
                                                               char **out);

// The versions of balenaOS that there are for a device type.
//
// * `device_type`: slug, alias or display name.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object with `versions`, an array of texts, the newest first and those with extended support (as "2023.10.0")
// behind all others; `latest`, the first of them; `recommended`, the first that is neither a pre-release nor for
// development; `default`, which is `recommended`, else `latest`. Those are null where there is no such version.
// Errors: INVALID_DEVICE_TYPE.
// Request: GET /v7/application?$filter=is_host eq true and is_for__device_type eq id
balena_code balena_device_os_get_supported_versions(const balena_client *client,
                                                    const char *device_type,
                                                    const char *options,
                                                    char **out);

// Downloads an image of balenaOS, which the service makes for an application or for a device type. It is handed on as
// it comes, and never in memory as a whole. A connection that breaks or falls silent is made again and the rest asked
// for, where the server can do that; where it can't, or the image changed meanwhile, the download begins anew.
//
// * `options`: JSON object with `appId` (the application's id, a number or digits) and `network` ("ethernet" or
//   "wifi"), or with `deviceType` (slug, alias or display name; the application's unless given); also `version`
//   (as "2.29.2+rev1.prod", or "latest", "recommended" or "default", which it is unless given: those that
//   `balena_device_os_get_supported_versions` calls so), `wifiSsid` (needed with wifi), `wifiKey`, `appUpdatePollInterval`
//   (minutes), `ip`, `gateway`, `netmask` (IPv4, as "192.0.2.1"), `developmentMode` (boolean), `fileType` (".img" as
//   the service has it unless given, ".zip" or ".gz"), `imageType` ("raw" or "flasher"), `raw` (boolean: the server may
//   pack the bytes, which saves time and traffic, and they are left as they are sent; such a download that breaks
//   begins anew), `path` (of the file to write; until it is whole it is called so with ".part" behind it, and what was
//   there stays; its owner alone may read it), `timeout_ms` (of the whole; unless given, 30 s until the server answers,
//   and no end while the image comes at 1 KB/s or more).
// * `callback`: function that gets the pieces, or NULL with `path`: after each it has been written. `offset` is how many
//   bytes came before; it is 0 again where the download begins anew. `total` is how many there are in all, -1 where
//   that is not known. It is called on the thread that makes the call and gives 0 to go on, and another number to end
//   the download, which is CANCELLED then. It may call this library, but not free the handle. The data is gone when it
//   returns.
// * `user_data`: pointer that the function gets, or NULL.
//
// Result: object with `filename` (as the server calls it, or null), `version`, `content_type` (or null),
//   `content_encoding` ("gzip" where `raw` left it so, or null), `length` (bytes that were handed on) and `path` (where
//   it was given).
// Errors: MISSING_OPTION (neither `appId` nor `deviceType`, no `network` with `appId`, wifi without `wifiSsid`, or
//   neither `path` nor a function), NOT_LOGGED_IN, APPLICATION_NOT_FOUND, INVALID_DEVICE_TYPE, OS_IMAGE_NOT_FOUND, IO
//   (the file can't be written), UNSUPPORTED_BY_SERVER (openBalena has no images).
// Request: GET /download?deviceType=…&version=…, with a `wifiKey` POST /download
balena_code balena_device_os_download(const balena_client *client,
                                      const char *options,
                                      balena_data_callback callback,
                                      void *user_data,
                                      char **out);

// Checks the parameters of an image's download before anything is asked for.
//
// * `parameters`: JSON object with `appId` (the application's id, a number or digits) and `network` ("ethernet" or
//   "wifi"); also `wifiSsid` (needed with wifi), `wifiKey`, `version`, `appUpdatePollInterval` (minutes), `ip`,
//   `gateway`, `netmask` (IPv4, as "192.0.2.1"), `deviceType` (slug), `developmentMode` (boolean), `fileType` (".img",
//   ".zip" or ".gz"), `imageType` ("raw" or "flasher"), `raw` (boolean), `path`, `timeout_ms`.
//
// Result: object, the same parameters with `appId` as a number, and without those that are null.
// Errors: MISSING_OPTION (no `appId` or `network`, or wifi without `wifiSsid`), INVALID_OPTION, NON_ALLOWED_OPTION.
// Request: none.
balena_code balena_device_os_parse_params(const balena_client *client, const char *parameters, char **out);

// Adds an environment variable to a service on one device.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `service_name`: name of the service, as "main".
// * `env_var_name`: name, letters, digits and `_`, with no digit first. The service keeps those
//   that begin with BALENA_ or RESIN_ to itself.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the row of the variable.
// Errors: DEVICE_NOT_FOUND, SERVICE_NOT_FOUND (the device has no such service), AMBIGUOUS_DEVICE, CONFLICT (there is
// one of this name).
// Request: POST /v7/device_service_environment_variable
balena_code balena_device_service_env_variable_create(const balena_client *client,
                                                      const char *device,
                                                      const char *service_name,
                                                      const char *env_var_name,
                                                      const char *value,
                                                      const char *options,
                                                      char **out);

// Lists the environment variables of the services on a device, by name.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device_service_environment_variable?$filter=service_install/any(si:si/device eq id)
balena_code balena_device_service_env_variable_get_all(const balena_client *client,
                                                       const char *device,
                                                       const char *options,
                                                       char **out);

// Lists the environment variables of the services on the devices of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET
// /v7/device_service_environment_variable?$filter=service_install/any(si:si/device/any(d:d/belongs_to__application eq
// id))
balena_code balena_device_service_env_variable_get_all_by_application(const balena_client *client,
                                                                      const char *application,
                                                                      const char *options,
                                                                      char **out);

// Removes a variable. Where there is none of this id, that is a success.
//
// * `var_id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: the common ones.
// Request: DELETE /v7/device_service_environment_variable(id)
balena_code balena_device_service_env_variable_remove(const balena_client *client,
                                                      int64_t var_id,
                                                      const char *options,
                                                      char **out);

// Gives a variable another value.
//
// * `var_id`: id of its row.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_FOUND (there is no such variable).
// Request: PATCH /v7/device_service_environment_variable(id)
balena_code balena_device_service_env_variable_update(const balena_client *client,
                                                      int64_t var_id,
                                                      const char *value,
                                                      const char *options,
                                                      char **out);

// Lists the tags of all devices that the user can access, by key.
//
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: the common ones.
// Request: GET /v7/device_tag
balena_code balena_device_tag_get_all(const balena_client *client, const char *options, char **out);

// Lists the tags of the devices of an application, by key.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/device_tag?$filter=device/any(d:d/belongs_to__application eq id)
balena_code balena_device_tag_get_all_by_application(const balena_client *client,
                                                     const char *application,
                                                     const char *options,
                                                     char **out);

// Lists the tags of a device, by key.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: DEVICE_NOT_FOUND.
// Request: GET /v7/device_tag?$filter=device eq id
balena_code balena_device_tag_get_all_by_device(const balena_client *client,
                                                const char *device,
                                                const char *options,
                                                char **out);

// Removes a tag from a device. Where there is none of this key, that is a success.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: DEVICE_NOT_FOUND.
// Request: DELETE /v7/device_tag?$filter=device eq id and tag_key eq '…'
balena_code balena_device_tag_remove(const balena_client *client,
                                     const char *device,
                                     const char *tag_key,
                                     const char *options,
                                     char **out);

// Tags a device, or gives the tag of this key another value.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, or null: the row of the new tag, null when there was one of this key, whose value was changed.
// Errors: DEVICE_NOT_FOUND.
// Request: POST /v7/device_tag
balena_code balena_device_tag_set(const balena_client *client,
                                  const char *device,
                                  const char *tag_key,
                                  const char *value,
                                  const char *options,
                                  char **out);

// Frees a document that the library gave out. NULL is allowed.
//
// * `text`: document, or NULL.
//
// Result: none.
// Errors: none.
// Request: none.
void balena_string_free(char *text);

// The length in bytes of a document that the library gave out, without its NUL, known without a look at the text.
//
// * `text`: document, or NULL, which is 0 long.
//
// Result: none.
// Errors: none.
// Request: none.
size_t balena_string_length(const char *text);

// Takes one value out of a document. A string comes unquoted, anything else as JSON.
//
// Each call reads the document from its start: of a long list have `balena_json_for_each` hand on the rows, and take the
// fields from each.
//
// * `json`: JSON text.
// * `pointer`: RFC 6901, as "/0/device_name"; "" is the whole document.
// * `text`: receives the value, or the error document, which `balena_string_free` frees; NULL when it is not wanted.
//
// Result: the value.
// Errors: INVALID_PARAMETER, DECODE (no JSON), NOT_FOUND (nothing at this pointer).
// Request: none.
balena_code balena_json_get(const char *json,
                            const char *pointer,
                            char **text);

// Counts the elements of an array, or the members of an object, in a document.
//
// * `json`: JSON text.
// * `pointer`: RFC 6901, as "/0/tags"; "" is the whole document.
// * `count`: receives the count; 0 when the call fails.
//
// Result: none.
// Errors: INVALID_PARAMETER (also when the value is neither array nor object), DECODE (no JSON), NOT_FOUND (nothing at
// this pointer).
// Request: none.
balena_code balena_json_length(const char *json, const char *pointer, size_t *count);

// Hands the elements of an array in a document to a function, in one pass through it. A string comes unquoted, anything
// else as JSON.
//
// * `json`: JSON text.
// * `pointer`: RFC 6901, as "/0/tags"; "" is the whole document.
// * `callback`: function that gets each element. It gives 0 to go on, and another number to stop. It may call this
//   library. The text is the library's, and gone when it returns.
// * `user_data`: pointer that the function gets, or NULL.
//
// Result: none.
// Errors: INVALID_PARAMETER (also when the value is no array), DECODE (no JSON), NOT_FOUND (nothing at this pointer).
// Request: none.
balena_code balena_json_for_each(const char *json, const char *pointer, balena_row_callback callback, void *user_data);

// Gets one image, without its build log unless `$select` asks for that.
//
// * `id`: id of its row.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the image.
// Errors: IMAGE_NOT_FOUND.
// Request: GET /v7/image(id)
balena_code balena_image_get(const balena_client *client, int64_t id, const char *options, char **out);

// The log of an image's build.
//
// * `id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text, or null when there is none.
// Errors: IMAGE_NOT_FOUND.
// Request: GET /v7/image(id)?$select=build_log
balena_code balena_image_get_log(const balena_client *client, int64_t id, const char *options, char **out);

// Adds a public key.
//
// * `title`: what it is called.
// * `key`: key as in an authorized_keys file, on one line. White space around it is left out.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: number, the id of its row.
// Errors: NOT_LOGGED_IN, CONFLICT (the key is there already).
// Request: POST /v7/user__has__public_key
balena_code balena_key_create(const balena_client *client,
                              const char *title,
                              const char *key,
                              const char *options,
                              char **out);

// Gets one public key.
//
// * `id`: id of its row.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the key.
// Errors: KEY_NOT_FOUND.
// Request: GET /v7/user__has__public_key(id)
balena_code balena_key_get(const balena_client *client, int64_t id, const char *options, char **out);

// Lists the public keys.
//
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of public keys.
// Errors: the common ones.
// Request: GET /v7/user__has__public_key
balena_code balena_key_get_all(const balena_client *client, const char *options, char **out);

// Removes a public key. Where there is none of this id, that is a success.
//
// * `id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_LOGGED_IN.
// Request: DELETE /v7/user__has__public_key(id)
balena_code balena_key_remove(const balena_client *client, int64_t id, const char *options, char **out);

// Gets the lines that the service has of a device's log, the oldest first. It keeps about 1000.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `count` (of the last lines: a number, or "all"; all unless given), `start`
//   (milliseconds since 1970: lines that the service got then or later), `timeout_ms`.
//
// Result: array of lines: `createdAt` and `timestamp` (milliseconds since 1970, by the service's clock and by the
//   device's), `message`, `isSystem`, `isStdErr`, `serviceId` (where a service wrote it).
// Errors: DEVICE_NOT_FOUND.
// Request: GET /device/v2/uuid/logs
balena_code balena_logs_history(const balena_client *client,
                                const char *device,
                                const char *options,
                                char **out);

// Follows the log of a device: each line that comes is given to a function of the caller's. A connection that breaks or
// falls silent is made again, and the log goes on behind the last line: none is lost and none comes twice.
//
// The function is called on threads of the library, one call at a time for a subscription. With BALENA_OK it gets a
// line as the service sent it (see `balena_logs_history`), or an event: an object with the member `event`, which is
// "connected", "disconnected" (with `error`, and `retry_in_ms`, after which the next try begins), "gap" (lines may be
// missing: the service no longer has what came while the connection was gone), "suppressed" (the service left out
// `count` lines) or "skipped" (a line that is none, with `error`). With another code it gets the error that ends the
// subscription. Last, once, it is called with a NULL document and the code with which the subscription ended: BALENA_OK
// after an unsubscribe or when it gave another number than 0, BALENA_CANCELLED when the handle was cancelled or freed.
// From then on the library does not use `user_data`. A function that is slow holds up its own stream alone.
//
// * `device`: full uuid (32 or 62 hex digits) or id.
// * `options`: JSON object, or NULL for none: `count` (of the lines that are there already: a number, or "all"; none
//   unless it or `start` is given), `start` (milliseconds since 1970: lines that the service got then or later),
//   `silence_ms` (how long nothing may come until the connection counts as gone, 120000; the service shows every 58 s
//   that it is there), `timeout_ms` (of looking for the device, and of each connecting).
// * `callback`: function that gets the lines. It gives 0 to go on, and another number to end the subscription. It may
//   call this library, also to unsubscribe or to free the handle. Its document is the library's, and gone when it
//   returns.
// * `user_data`: pointer that the function gets, or NULL. When this call fails the function is never called.
//
// Result: null, as soon as the device is found.
// Errors: DEVICE_NOT_FOUND, IO (no thread can be started).
// Request: GET /device/v2/uuid/logs?stream=1
balena_code balena_logs_subscribe(const balena_client *client,
                                  const char *device,
                                  const char *options,
                                  balena_document_callback callback,
                                  void *user_data,
                                  char **out);

// Ends the subscriptions of this handle to the log of a device. After it returned their functions are not called any
// more, unless it was called from within one: then the last call follows. That there is none is no error.
//
// * `device`: full uuid, or the text that was given when subscribing.
//
// Result: null.
// Errors: the common ones.
// Request: none.
balena_code balena_logs_unsubscribe(const balena_client *client, const char *device, char **out);

// Ends all subscriptions of this handle, as `balena_logs_unsubscribe` does.
//
// Result: null.
// Errors: the common ones.
// Request: none.
balena_code balena_logs_unsubscribe_all(const balena_client *client, char **out);

// Lists the rows of a resource; with `id` gets one of them; with `$count` counts them.
//
// * `resource`: name of the resource: small letters, digits and _.
// * `options`: JSON object, or NULL for none: `id` (number, or an object with the fields of a natural key),
//   `$count` (object, empty or with a `$filter`; goes alone), `$select`, `$filter`, `$expand`, `$orderby`, `$top`,
//   `$skip`, `@…` (OData: texts, arrays or objects, numbers for $top and $skip), `timeout_ms`.
//
// Result: array of rows; with `id` an object, the row, or the text null when there is none; with `$count` a number.
// Errors: UNAUTHORIZED, also where the service has no such resource; REQUEST_ERROR, also where the resource has no such
//   field.
// Request: GET /v7/resource
balena_code balena_pine_get(const balena_client *client, const char *resource, const char *options, char **out);

// Creates a row.
//
// * `resource`: name of the resource: small letters, digits and _.
// * `body`: JSON object with the row's fields.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the row as the service made it.
// Errors: CONFLICT, REQUEST_ERROR, UNAUTHORIZED, also where the service has no such resource.
// Request: POST /v7/resource
balena_code balena_pine_post(const balena_client *client,
                             const char *resource,
                             const char *body,
                             const char *options,
                             char **out);

// Changes the row with an `id`, or all rows that a `$filter` picks, be there any or none. One of the two must be there.
//
// * `resource`: name of the resource: small letters, digits and _.
// * `body`: JSON object with the fields to change, not empty.
// * `options`: JSON object: `id` (number, or an object with the fields of a natural key), `$filter` (OData:
//   text, array or object), `@…`, `timeout_ms`.
//
// Result: null.
// Errors: MISSING_OPTION when neither `id` nor a `$filter` is given, NOT_FOUND when there is no row with this `id`,
// UNAUTHORIZED, also where the service has no such resource.
// Request: PATCH /v7/resource(id)
balena_code balena_pine_patch(const balena_client *client,
                              const char *resource,
                              const char *body,
                              const char *options,
                              char **out);

// Removes the row with an `id`, or all rows that a `$filter` picks. One of the two must be there. Where there is no such
// row, that is a success, if the service takes it for one.
//
// * `resource`: name of the resource: small letters, digits and _.
// * `options`: JSON object: `id` (number, or an object with the fields of a natural key), `$filter` (OData:
//   text, array or object), `@…`, `timeout_ms`.
//
// Result: null.
// Errors: MISSING_OPTION when neither `id` nor a `$filter` is given, UNAUTHORIZED, also where the service has no such
// resource.
// Request: DELETE /v7/resource(id)
balena_code balena_pine_delete(const balena_client *client,
                               const char *resource,
                               const char *options,
                               char **out);

// Creates the row with a natural key, or changes the one that is there.
//
// * `resource`: name of the resource: small letters, digits and _.
// * `natural_key`: JSON object with the fields by which there is one row only: texts, numbers, booleans.
// * `body`: JSON object with the row's other fields, all that a new row needs.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, or null: the new row, null when there was one of this key, which was changed.
// Errors: CONFLICT, REQUEST_ERROR, UNAUTHORIZED, also where the service has no such resource.
// Request: POST /v7/resource
balena_code balena_pine_upsert(const balena_client *client,
                               const char *resource,
                               const char *natural_key,
                               const char *body,
                               const char *options,
                               char **out);

// Gets one release.
//
// * `release`: id or commit.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the release.
// Errors: RELEASE_NOT_FOUND, AMBIGUOUS_RELEASE (several have this commit).
// Request: GET /v7/release(id)
balena_code balena_release_get(const balena_client *client, const char *release, const char *options, char **out);

// Lists the releases of an application, the newest first.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of releases.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/release?$filter=belongs_to__application eq id
balena_code balena_release_get_all_by_application(const balena_client *client,
                                                  const char *application,
                                                  const char *options,
                                                  char **out);

// Hands the releases of an application to a function, one by one and by ascending id. They are
// asked for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile neither
// double nor hide others.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
//   `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
//   (id behind which to begin), `timeout_ms` (of each page).
// * `callback`: function that gets each row as the service sent it, on the thread that makes the call. It gives 0 to go
//   on, and another number to stop. It may call this library, but not free the handle. The row is the library's, and
//   gone when it returns.
// * `user_data`: pointer that the function gets, or NULL.
//
// Result: object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`, null where
//   there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped, or the pages were over).
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/release?$filter=belongs_to__application eq id and id gt last&$orderby=id asc&$top=page_size
balena_code balena_release_for_each(const balena_client *client,
                                    const char *application,
                                    const char *options,
                                    balena_row_callback callback,
                                    void *user_data,
                                    char **out);

// Gets the newest successful release of an application, which may be a draft.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the release.
// Errors: APPLICATION_NOT_FOUND, RELEASE_NOT_FOUND (there is none).
// Request: GET /v7/release?$filter=belongs_to__application eq id and status eq 'success'
balena_code balena_release_get_latest_by_application(const balena_client *client,
                                                     const char *application,
                                                     const char *options,
                                                     char **out);

// Gets one release with its images and who made it.
//
// * `release`: id or commit.
// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
//
// Result: object, the row of the release with the members `images`, an array of objects with the `id` of the image and
// `service_name`, and `user`, an object with `id` and `username`, or null where the server does not say.
// Errors: RELEASE_NOT_FOUND, AMBIGUOUS_RELEASE (several have this commit).
// Request: GET /v7/release(id)?$expand=release_image(…)
balena_code balena_release_get_with_image_details(const balena_client *client,
                                                  const char *release,
                                                  const char *options,
                                                  char **out);

// Lists the tags of all releases that the user can access, by key.
//
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: the common ones.
// Request: GET /v7/release_tag
balena_code balena_release_tag_get_all(const balena_client *client, const char *options, char **out);

// Lists the tags of the releases of an application, by key.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/release_tag?$filter=release/any(r:r/belongs_to__application eq id)
balena_code balena_release_tag_get_all_by_application(const balena_client *client,
                                                      const char *application,
                                                      const char *options,
                                                      char **out);

// Lists the tags of a release, by key.
//
// * `release`: id or commit.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of tags.
// Errors: RELEASE_NOT_FOUND, AMBIGUOUS_RELEASE.
// Request: GET /v7/release_tag?$filter=release eq id
balena_code balena_release_tag_get_all_by_release(const balena_client *client,
                                                  const char *release,
                                                  const char *options,
                                                  char **out);

// Removes a tag from a release. Where there is none of this key, that is a success.
//
// * `release`: id or commit.
// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: RELEASE_NOT_FOUND, AMBIGUOUS_RELEASE.
// Request: DELETE /v7/release_tag?$filter=release eq id and tag_key eq '…'
balena_code balena_release_tag_remove(const balena_client *client,
                                      const char *release,
                                      const char *tag_key,
                                      const char *options,
                                      char **out);

// Tags a release, or gives the tag of this key another value.
//
// * `release`: id or commit.
// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, or null: the row of the new tag, null when there was one of this key, whose value was changed.
// Errors: RELEASE_NOT_FOUND, AMBIGUOUS_RELEASE.
// Request: POST /v7/release_tag
balena_code balena_release_tag_set(const balena_client *client,
                                   const char *release,
                                   const char *tag_key,
                                   const char *value,
                                   const char *options,
                                   char **out);

// Lists the services of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of services.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/service?$filter=application eq id
balena_code balena_service_get_all_by_application(const balena_client *client,
                                                  const char *application,
                                                  const char *options,
                                                  char **out);

// Adds an environment variable to a service of an application, on all devices.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `service_name`: name of the service, as "main".
// * `env_var_name`: name, letters, digits and `_`, with no digit first. The service keeps those
//   that begin with BALENA_ or RESIN_ to itself.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: object, the row of the variable.
// Errors: APPLICATION_NOT_FOUND, SERVICE_NOT_FOUND, CONFLICT (there is one of this name).
// Request: POST /v7/service_environment_variable
balena_code balena_service_env_variable_create(const balena_client *client,
                                               const char *application,
                                               const char *service_name,
                                               const char *env_var_name,
                                               const char *value,
                                               const char *options,
                                               char **out);

// Lists the environment variables of the services of an application, by name.
//
// * `application`: id, slug ("organization/name") or uuid.
// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
//   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
//
// Result: array of rows of variables.
// Errors: APPLICATION_NOT_FOUND.
// Request: GET /v7/service_environment_variable?$filter=service/any(s:s/application eq id)
balena_code balena_service_env_variable_get_all_by_application(const balena_client *client,
                                                               const char *application,
                                                               const char *options,
                                                               char **out);

// Removes a variable. Where there is none of this id, that is a success.
//
// * `var_id`: id of its row.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: the common ones.
// Request: DELETE /v7/service_environment_variable(id)
balena_code balena_service_env_variable_remove(const balena_client *client,
                                               int64_t var_id,
                                               const char *options,
                                               char **out);

// Gives a variable another value.
//
// * `var_id`: id of its row.
// * `value`: value; may be empty.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_FOUND (there is no such variable).
// Request: PATCH /v7/service_environment_variable(id)
balena_code balena_service_env_variable_update(const balena_client *client,
                                               int64_t var_id,
                                               const char *value,
                                               const char *options,
                                               char **out);

// The value of a setting that is in force: what the handle was made with, else the environment's, else the one that is
// kept, else the default.
//
// * `key`: name, in any case.
//
// Result: text.
// Errors: INVALID_OPTION (there is no such setting), INVALID_PARAMETER, IO.
// Request: none.
balena_code balena_settings_get(const balena_client *client, const char *key, char **out);

// The values of all settings that are in force, without the token.
//
// Result: object of texts.
// Errors: IO.
// Request: none.
balena_code balena_settings_get_all(const balena_client *client, char **out);

// Whether `balena_settings_get` would find a value.
//
// * `key`: name, in any case.
//
// Result: boolean.
// Errors: INVALID_PARAMETER, IO.
// Request: none.
balena_code balena_settings_has(const balena_client *client, const char *key, char **out);

// Forgets a setting that is kept. What options, the environment or a default say of it is in force still.
//
// * `key`: name, in any case.
//
// Result: boolean; false when it was not kept.
// Errors: INVALID_PARAMETER, IO.
// Request: none.
balena_code balena_settings_remove(const balena_client *client, const char *key, char **out);

// Keeps a setting: an option that handles are made with, or whatever else a program wants to keep. `balena_settings_get`
// gives it at once, unless options or the environment say otherwise; handles go by it that are made afterwards.
//
// An option is kept as it will be used: a number in digits, an address with its last `/`. `data_directory`
// can't be kept, nor can an `api_version` before v7 or a `device_actions_endpoint_version` before v2: where the file
// has one it is the Python SDK's, and not used. Neither the token nor the key of a supervisor is a setting.
//
// Settings are in the file balena.cfg of `data_directory`, which the official Python SDK reads and writes too: what
// others wrote there stays as it is. The file is replaced in one step, under a lock among the processes that use this
// library, and is its owner's alone. One that can't be understood is left alone, and so is a symbolic link or another
// user's file in its place: that is IO. Where `data_directory` is null or on a read-only file system, or where there is
// no home, settings live as long as the handle.
//
// * `key`: name, kept in lower case; not empty, without = : [ ] and control characters, not beginning with # or ;.
// * `value`: text without control characters and without white space at its ends.
//
// Result: null.
// Errors: INVALID_PARAMETER, LIMIT (the file would be larger than 1 MiB), IO.
// Request: none.
balena_code balena_settings_set(const balena_client *client,
                                const char *key,
                                const char *value,
                                char **out);

// Lets a LED of a device blink for 15 seconds, so that people see which device it is.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
//
// Result: null.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE.
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink, on the device POST /v1/blink
balena_code balena_supervisor_blink(const balena_client *client, const char *device, const char *options, char **out);

// Chooses how the supervisor of the device that this runs on is asked: directly, as at first where the handle knows
// its address and key, or through the API like that of any other device. The choice holds for this handle, and for
// those that are derived from it later.
//
// Address and key are the options `supervisor_address` and `supervisor_api_key` of a handle, else what balenaOS tells
// in the environment. Who asks directly needs no login, and no proxy is used. The supervisor gets its own key and
// never the credential of the handle, nor does the service get the supervisor's.
//
// * `endpoint`: true for directly, false for through the API.
//
// Result: null.
// Errors: INVALID_OPTION (true, and neither options nor environment give the supervisor's address and key).
// Request: none.
balena_code balena_supervisor_force_api_endpoint(const balena_client *client, bool endpoint, char **out);

// Gets what a supervisor knows of the application on a device with one container. On a device with several it is
// refused.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
//
// Result: object with `appId`, `commit`, `containerId`, `env`, `imageId`, `releaseId`.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   UNSUPPORTED_FUNCTION (its supervisor is older than 1.8), MISSING_OPTION (it is not known to which application the
//   device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id, on the device GET /v1/apps/id
balena_code balena_supervisor_get_application_info(const balena_client *client,
                                                   const char *device,
                                                   const char *options,
                                                   char **out);

// Gets the state of a device as its supervisor reports it.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
//
// Result: object with `status`, `commit`, `supervisor_version`, `update_pending` and others.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   UNSUPPORTED_FUNCTION (its supervisor is older than 1.6).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device, on the device GET /v1/device
balena_code balena_supervisor_get_device_state(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Asks whether a supervisor is there.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
//
// Result: text, "OK".
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE.
// Request: GET /v7/device(uuid='…'), POST /supervisor/ping, on the device GET /ping
balena_code balena_supervisor_ping(const balena_client *client, const char *device, const char *options, char **out);

// Empties the folder /data of the application on a device, and restarts it.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: object with `Data` ("OK") and `Error`.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED, MISSING_OPTION (it is not known to which application the device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/purge, on the device POST /v1/purge
balena_code balena_supervisor_purge(const balena_client *client, const char *device, const char *options, char **out);

// Reboots a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: object with `Data` ("OK") and `Error`.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED.
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/reboot, on the device POST /v1/reboot
balena_code balena_supervisor_reboot(const balena_client *client, const char *device, const char *options, char **out);

// Makes a new key for the supervisor of a device: for what asks it directly on the device, else for the service. The
// old one is refused from then on. A handle that asked directly goes on with the new one, and so do those that share
// its connections.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
//
// Result: text, the key.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE, DECODE (the
//   answer is no key).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/regenerate-api-key, on the device POST /v1/regenerate-api-key
balena_code balena_supervisor_regenerate_supervisor_api_key(const balena_client *client,
                                                            const char *device,
                                                            const char *options,
                                                            char **out);

// Restarts the containers of the application on a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: text, "OK".
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED, MISSING_OPTION (it is not known to which application the device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart, on the device POST /v1/restart
balena_code balena_supervisor_restart(const balena_client *client, const char *device, const char *options, char **out);

// Restarts a service on a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `image_id`: id of the image that the service's container was made from.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: null.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 7.0.0), MISSING_OPTION (it is not known to
//   which application the device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/restart-service,
//   on the device POST /v2/applications/id/restart-service
balena_code balena_supervisor_restart_service(const balena_client *client,
                                              const char *device,
                                              int64_t image_id,
                                              const char *options,
                                              char **out);

// Shuts a device down.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: object with `Data` ("OK") and `Error`.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED.
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/shutdown, on the device POST /v1/shutdown
balena_code balena_supervisor_shutdown(const balena_client *client,
                                       const char *device,
                                       const char *options,
                                       char **out);

// Starts the container of the application on a device with one container. On a device with several it is refused:
// `balena_supervisor_start_service` is for them.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
//
// Result: object with `containerId`.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   UNSUPPORTED_FUNCTION (its supervisor is older than 1.8), MISSING_OPTION (it is not known to which application the
//   device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/start, on the device POST /v1/apps/id/start
balena_code balena_supervisor_start_application(const balena_client *client,
                                                const char *device,
                                                const char *options,
                                                char **out);

// Starts a service on a device.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `image_id`: id of the image that the service's container was made from.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: null.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 7.0.0), MISSING_OPTION (it is not known to
//   which application the device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/start-service,
//   on the device POST /v2/applications/id/start-service
balena_code balena_supervisor_start_service(const balena_client *client,
                                            const char *device,
                                            int64_t image_id,
                                            const char *options,
                                            char **out);

// Stops the container of the application on a device with one container, until it is started or the device reboots. On
// a device with several it is refused: `balena_supervisor_stop_service` is for them.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: object with `containerId`.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 1.8), MISSING_OPTION (it is not known to
//   which application the device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/stop, on the device POST /v1/apps/id/stop
balena_code balena_supervisor_stop_application(const balena_client *client,
                                               const char *device,
                                               const char *options,
                                               char **out);

// Stops a service on a device, until it is started or the device reboots.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `image_id`: id of the image that the service's container was made from.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: null.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 7.0.0), MISSING_OPTION (it is not known to
//   which application the device belongs).
// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/stop-service,
//   on the device POST /v2/applications/id/stop-service
balena_code balena_supervisor_stop_service(const balena_client *client,
                                           const char *device,
                                           int64_t image_id,
                                           const char *options,
                                           char **out);

// Has a device look at once whether there is an update.
//
// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
//   although an application holds the lock against updates), `timeout_ms`.
//
// Result: null.
// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
//   SUPERVISOR_LOCKED.
// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/update, on the device POST /v1/update
balena_code balena_supervisor_update(const balena_client *client, const char *device, const char *options, char **out);

// Passes the second factor, and keeps the session token that comes of it in `data_directory` for later handles.
//
// * `code`: the six digits of the moment.
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: null.
// Errors: NOT_LOGGED_IN, UNSUPPORTED_FEATURE (an API key is in use), LOGIN_FAILED (the code is wrong),
// UNSUPPORTED_BY_SERVER (openBalena has no second factor), IO (the token can't be kept).
// Request: POST /auth/totp/verify
balena_code balena_two_factor_auth_challenge(const balena_client *client,
                                             const char *code,
                                             const char *options,
                                             char **out);

// The code of the moment for a secret, as an authenticator app shows it.
//
// * `secret`: secret in base32, in either case; blanks in it do not count.
//
// Result: text, six digits.
// Errors: INVALID_PARAMETER.
// Request: none.
balena_code balena_two_factor_auth_generate_code(const balena_client *client, const char *secret, char **out);

// Begins to set up the second factor, and gives the secret for an authenticator app. It wants a session token: an API
// key is not accepted for it.
//
// * `options`: JSON object, or NULL for none: `timeout_ms`.
//
// Result: text, base32.
// Errors: NOT_LOGGED_IN, UNSUPPORTED_BY_SERVER (openBalena has no second factor).
// Request: GET /auth/totp/setup
balena_code balena_two_factor_auth_get_otpauth_secret(const balena_client *client, const char *options, char **out);

// Whether the user has set up a second factor, as the session token in use says.
//
// Result: boolean.
// Errors: NOT_LOGGED_IN, UNSUPPORTED_FEATURE (an API key is in use).
// Request: none.
balena_code balena_two_factor_auth_is_enabled(const balena_client *client, char **out);

// Whether the session token in use needs no second factor, or not any more.
//
// Result: boolean.
// Errors: NOT_LOGGED_IN, UNSUPPORTED_FEATURE (an API key is in use).
// Request: none.
balena_code balena_two_factor_auth_is_passed(const balena_client *client, char **out);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* BALENA_H */
