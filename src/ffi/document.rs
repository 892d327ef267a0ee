//! Documents in the hands of a C caller.

use std::ffi::c_char;

use super::call::{self, call_without_client, put, text as text_of};
use crate::document;
use crate::error::{Code, Error};

/// Frees a document that the library gave out. NULL is allowed.
///
/// * `text`: document, or NULL.
///
/// Result: none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_string_free(text: *mut c_char) {
    call::free(text);
}

/// The length in bytes of a document that the library gave out, without its NUL, known without a look at the text.
///
/// * `text`: document, or NULL, which is 0 long.
///
/// Result: none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_string_length(text: *const c_char) -> usize {
    call::length(text)
}

/// Takes one value out of a document. A string comes unquoted, anything else as JSON.
///
/// Each call reads the document from its start: of a long list take the row first, then the fields from the row.
///
/// * `json`: JSON text.
/// * `pointer`: RFC 6901, as "/0/device_name"; "" is the whole document.
/// * `text`: receives the value, or the error document, which `balena_string_free` frees; NULL when it is not wanted.
///
/// Result: the value.
/// Errors: INVALID_PARAMETER, DECODE (no JSON), NOT_FOUND (nothing at this pointer).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_json_get(json: *const c_char, pointer: *const c_char, text: *mut *mut c_char) -> Code {
    put(text, std::ptr::null_mut());
    call_without_client(text, || document::get(text_of("json", json)?, text_of("pointer", pointer)?))
}

/// Counts the elements of an array, or the members of an object, in a document.
///
/// * `json`: JSON text.
/// * `pointer`: RFC 6901, as "/0/tags"; "" is the whole document.
/// * `count`: receives the count; 0 when the call fails.
///
/// Result: none.
/// Errors: INVALID_PARAMETER (also when the value is neither array nor object), DECODE (no JSON), NOT_FOUND (nothing at
/// this pointer).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_json_length(json: *const c_char, pointer: *const c_char, count: *mut usize) -> Code {
    put(count, 0);
    let counted = call::guarded(|| {
        if count.is_null() {
            return Err(Error::invalid_parameter("count", "is NULL"));
        }
        document::length(text_of("json", json)?, text_of("pointer", pointer)?)
    });
    match counted {
        Ok(number) => {
            put(count, number);
            Code::OK
        }
        Err(error) => error.code(),
    }
}
