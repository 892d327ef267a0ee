/* Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it. */

static void every_pointer_null(balena_client *client) {
  REFUSES(balena_application_create(NULL, "x", "x", "{\"no_such_option\":1}", &out), "client is NULL");
  REFUSES(balena_application_create(client, NULL, "x", "{\"no_such_option\":1}", &out), "name is NULL");
  REFUSES(balena_application_create(client, "x", NULL, "{\"no_such_option\":1}", &out), "device_type is NULL");
  SURVIVES(balena_application_create(client, "x", "x", NULL, &out));
  SURVIVES(balena_application_create(client, "x", "x", "{\"no_such_option\":1}", NULL));
  REFUSES(balena_application_get_all(NULL, "{\"no_such_option\":1}", &out), "client is NULL");
  SURVIVES(balena_application_get_all(client, NULL, &out));
  SURVIVES(balena_application_get_all(client, "{\"no_such_option\":1}", NULL));
  REFUSES(balena_application_remove(NULL, "x", "{\"no_such_option\":1}", &out), "client is NULL");
  REFUSES(balena_application_remove(client, NULL, "{\"no_such_option\":1}", &out), "name is NULL");
  SURVIVES(balena_application_remove(client, "x", NULL, &out));
  SURVIVES(balena_application_remove(client, "x", "{\"no_such_option\":1}", NULL));
  REFUSES(balena_auth_get_token(NULL, &out), "client is NULL");
  SURVIVES(balena_auth_get_token(client, NULL));
  REFUSES(balena_auth_is_logged_in(NULL, "{\"no_such_option\":1}", &out), "client is NULL");
  SURVIVES(balena_auth_is_logged_in(client, NULL, &out));
  SURVIVES(balena_auth_is_logged_in(client, "{\"no_such_option\":1}", NULL));
  REFUSES(balena_auth_login(NULL, "x", "x", "{\"no_such_option\":1}", &out), "client is NULL");
  REFUSES(balena_auth_login(client, NULL, "x", "{\"no_such_option\":1}", &out), "username is NULL");
  REFUSES(balena_auth_login(client, "x", NULL, "{\"no_such_option\":1}", &out), "password is NULL");
  SURVIVES(balena_auth_login(client, "x", "x", NULL, &out));
  SURVIVES(balena_auth_login(client, "x", "x", "{\"no_such_option\":1}", NULL));
  REFUSES(balena_auth_login_with_token(NULL, "x", &out), "client is NULL");
  REFUSES(balena_auth_login_with_token(client, NULL, &out), "token is NULL");
  SURVIVES(balena_auth_login_with_token(client, "x", NULL));
  REFUSES(balena_auth_who_am_i(NULL, "{\"no_such_option\":1}", &out), "client is NULL");
  SURVIVES(balena_auth_who_am_i(client, NULL, &out));
  SURVIVES(balena_auth_who_am_i(client, "{\"no_such_option\":1}", NULL));
  SPECIAL(balena_new(NULL, &made, &out));
  SPECIAL(balena_new("{\"data_directory\":null}", NULL, &out));
  SPECIAL(balena_new("{\"data_directory\":null}", &made, NULL));
  SPECIAL(balena_free(NULL));
  REFUSES(balena_device_generate_uuid(NULL, &out), "client is NULL");
  SURVIVES(balena_device_generate_uuid(client, NULL));
  REFUSES(balena_device_get(NULL, "x", "{\"no_such_option\":1}", &out), "client is NULL");
  REFUSES(balena_device_get(client, NULL, "{\"no_such_option\":1}", &out), "device is NULL");
  SURVIVES(balena_device_get(client, "x", NULL, &out));
  SURVIVES(balena_device_get(client, "x", "{\"no_such_option\":1}", NULL));
  REFUSES(balena_device_get_all(NULL, "{\"no_such_option\":1}", &out), "client is NULL");
  SURVIVES(balena_device_get_all(client, NULL, &out));
  SURVIVES(balena_device_get_all(client, "{\"no_such_option\":1}", NULL));
  REFUSES(balena_device_register(NULL, "x", "x", "{\"no_such_option\":1}", &out), "client is NULL");
  REFUSES(balena_device_register(client, NULL, "x", "{\"no_such_option\":1}", &out), "application is NULL");
  REFUSES(balena_device_register(client, "x", NULL, "{\"no_such_option\":1}", &out), "uuid is NULL");
  SURVIVES(balena_device_register(client, "x", "x", NULL, &out));
  SURVIVES(balena_device_register(client, "x", "x", "{\"no_such_option\":1}", NULL));
  REFUSES(balena_device_remove(NULL, "x", "{\"no_such_option\":1}", &out), "client is NULL");
  REFUSES(balena_device_remove(client, NULL, "{\"no_such_option\":1}", &out), "device is NULL");
  SURVIVES(balena_device_remove(client, "x", NULL, &out));
  SURVIVES(balena_device_remove(client, "x", "{\"no_such_option\":1}", NULL));
  REFUSES(balena_device_rename(NULL, "x", "x", "{\"no_such_option\":1}", &out), "client is NULL");
  REFUSES(balena_device_rename(client, NULL, "x", "{\"no_such_option\":1}", &out), "device is NULL");
  REFUSES(balena_device_rename(client, "x", NULL, "{\"no_such_option\":1}", &out), "new_name is NULL");
  SURVIVES(balena_device_rename(client, "x", "x", NULL, &out));
  SURVIVES(balena_device_rename(client, "x", "x", "{\"no_such_option\":1}", NULL));
  SPECIAL(balena_string_free(NULL));
  SPECIAL(balena_string_length(NULL));
  SPECIAL(balena_json_get(NULL, "x", &out));
  SPECIAL(balena_json_get("x", NULL, &out));
  SPECIAL(balena_json_get("x", "x", NULL));
  SPECIAL(balena_json_length(NULL, "x", &count));
  SPECIAL(balena_json_length("x", NULL, &count));
  SPECIAL(balena_json_length("x", "x", NULL));
}

static void every_text_not_utf8(balena_client *client) {
  REFUSES(balena_application_create(client, NOT_UTF8, "x", "{\"no_such_option\":1}", &out), "name is not UTF-8");
  REFUSES(balena_application_create(client, "x", NOT_UTF8, "{\"no_such_option\":1}", &out), "device_type is not UTF-8");
  REFUSES(balena_application_create(client, "x", "x", NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_application_get_all(client, NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_application_remove(client, NOT_UTF8, "{\"no_such_option\":1}", &out), "name is not UTF-8");
  REFUSES(balena_application_remove(client, "x", NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_auth_is_logged_in(client, NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_auth_login(client, NOT_UTF8, "x", "{\"no_such_option\":1}", &out), "username is not UTF-8");
  REFUSES(balena_auth_login(client, "x", NOT_UTF8, "{\"no_such_option\":1}", &out), "password is not UTF-8");
  REFUSES(balena_auth_login(client, "x", "x", NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_auth_login_with_token(client, NOT_UTF8, &out), "token is not UTF-8");
  REFUSES(balena_auth_who_am_i(client, NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_device_get(client, NOT_UTF8, "{\"no_such_option\":1}", &out), "device is not UTF-8");
  REFUSES(balena_device_get(client, "x", NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_device_get_all(client, NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_device_register(client, NOT_UTF8, "x", "{\"no_such_option\":1}", &out), "application is not UTF-8");
  REFUSES(balena_device_register(client, "x", NOT_UTF8, "{\"no_such_option\":1}", &out), "uuid is not UTF-8");
  REFUSES(balena_device_register(client, "x", "x", NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_device_remove(client, NOT_UTF8, "{\"no_such_option\":1}", &out), "device is not UTF-8");
  REFUSES(balena_device_remove(client, "x", NOT_UTF8, &out), "options is not UTF-8");
  REFUSES(balena_device_rename(client, NOT_UTF8, "x", "{\"no_such_option\":1}", &out), "device is not UTF-8");
  REFUSES(balena_device_rename(client, "x", NOT_UTF8, "{\"no_such_option\":1}", &out), "new_name is not UTF-8");
  REFUSES(balena_device_rename(client, "x", "x", NOT_UTF8, &out), "options is not UTF-8");
}

#ifdef PANIC_INJECTION
static void every_call_panics(balena_client *client) {
  PANICS(balena_application_create(client, "x", "x", "{\"no_such_option\":1}", &out));
  PANICS(balena_application_get_all(client, "{\"no_such_option\":1}", &out));
  PANICS(balena_application_remove(client, "x", "{\"no_such_option\":1}", &out));
  PANICS(balena_auth_get_token(client, &out));
  PANICS(balena_auth_is_logged_in(client, "{\"no_such_option\":1}", &out));
  PANICS(balena_auth_login(client, "x", "x", "{\"no_such_option\":1}", &out));
  PANICS(balena_auth_login_with_token(client, "x", &out));
  PANICS(balena_auth_who_am_i(client, "{\"no_such_option\":1}", &out));
  PANICS(balena_device_generate_uuid(client, &out));
  PANICS(balena_device_get(client, "x", "{\"no_such_option\":1}", &out));
  PANICS(balena_device_get_all(client, "{\"no_such_option\":1}", &out));
  PANICS(balena_device_register(client, "x", "x", "{\"no_such_option\":1}", &out));
  PANICS(balena_device_remove(client, "x", "{\"no_such_option\":1}", &out));
  PANICS(balena_device_rename(client, "x", "x", "{\"no_such_option\":1}", &out));
}
#endif

static void every_code_has_its_name(void) {
  NAMED(BALENA_OK, 0, "OK");
  NAMED(BALENA_INVALID_PARAMETER, 100, "INVALID_PARAMETER");
  NAMED(BALENA_MISSING_OPTION, 101, "MISSING_OPTION");
  NAMED(BALENA_INVALID_OPTION, 102, "INVALID_OPTION");
  NAMED(BALENA_NON_ALLOWED_OPTION, 103, "NON_ALLOWED_OPTION");
  NAMED(BALENA_NOT_LOGGED_IN, 200, "NOT_LOGGED_IN");
  NAMED(BALENA_UNAUTHORIZED, 201, "UNAUTHORIZED");
  NAMED(BALENA_LOGIN_FAILED, 202, "LOGIN_FAILED");
  NAMED(BALENA_MALFORMED_TOKEN, 203, "MALFORMED_TOKEN");
  NAMED(BALENA_EXPIRED_TOKEN, 204, "EXPIRED_TOKEN");
  NAMED(BALENA_NOT_FOUND, 300, "NOT_FOUND");
  NAMED(BALENA_APPLICATION_NOT_FOUND, 301, "APPLICATION_NOT_FOUND");
  NAMED(BALENA_DEVICE_NOT_FOUND, 302, "DEVICE_NOT_FOUND");
  NAMED(BALENA_RELEASE_NOT_FOUND, 303, "RELEASE_NOT_FOUND");
  NAMED(BALENA_IMAGE_NOT_FOUND, 304, "IMAGE_NOT_FOUND");
  NAMED(BALENA_SERVICE_NOT_FOUND, 305, "SERVICE_NOT_FOUND");
  NAMED(BALENA_KEY_NOT_FOUND, 306, "KEY_NOT_FOUND");
  NAMED(BALENA_ORGANIZATION_NOT_FOUND, 307, "ORGANIZATION_NOT_FOUND");
  NAMED(BALENA_AMBIGUOUS_APPLICATION, 320, "AMBIGUOUS_APPLICATION");
  NAMED(BALENA_AMBIGUOUS_DEVICE, 321, "AMBIGUOUS_DEVICE");
  NAMED(BALENA_AMBIGUOUS_RELEASE, 322, "AMBIGUOUS_RELEASE");
  NAMED(BALENA_INVALID_DEVICE_TYPE, 400, "INVALID_DEVICE_TYPE");
  NAMED(BALENA_INVALID_APPLICATION_TYPE, 401, "INVALID_APPLICATION_TYPE");
  NAMED(BALENA_INCOMPATIBLE_APPLICATION, 402, "INCOMPATIBLE_APPLICATION");
  NAMED(BALENA_DEVICE_OFFLINE, 403, "DEVICE_OFFLINE");
  NAMED(BALENA_DEVICE_NOT_WEB_ACCESSIBLE, 404, "DEVICE_NOT_WEB_ACCESSIBLE");
  NAMED(BALENA_UNSUPPORTED_FUNCTION, 405, "UNSUPPORTED_FUNCTION");
  NAMED(BALENA_UNSUPPORTED_FEATURE, 406, "UNSUPPORTED_FEATURE");
  NAMED(BALENA_OS_UPDATE_ERROR, 407, "OS_UPDATE_ERROR");
  NAMED(BALENA_SUPERVISOR_LOCKED, 408, "SUPERVISOR_LOCKED");
  NAMED(BALENA_REQUEST_ERROR, 500, "REQUEST_ERROR");
  NAMED(BALENA_CONFLICT, 501, "CONFLICT");
  NAMED(BALENA_TOO_MANY_REQUESTS, 502, "TOO_MANY_REQUESTS");
  NAMED(BALENA_UNSUPPORTED_BY_SERVER, 503, "UNSUPPORTED_BY_SERVER");
  NAMED(BALENA_NETWORK, 600, "NETWORK");
  NAMED(BALENA_DNS, 601, "DNS");
  NAMED(BALENA_TLS, 602, "TLS");
  NAMED(BALENA_TIMEOUT, 603, "TIMEOUT");
  NAMED(BALENA_CANCELLED, 604, "CANCELLED");
  NAMED(BALENA_DECODE, 605, "DECODE");
  NAMED(BALENA_LIMIT, 606, "LIMIT");
  NAMED(BALENA_IO, 700, "IO");
  NAMED(BALENA_PANIC, 900, "PANIC");
  NAMED(BALENA_FORKED, 901, "FORKED");
}
