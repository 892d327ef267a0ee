//! Documents in the hands of a C caller.

use std::ffi::{c_char, c_void};

use super::call::{self, RowCallback, call_without_client, on_row, put, text as text_of};
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
/// Each call reads the document from its start: of a long list have `balena_json_for_each` hand on the rows, and take the
/// fields from each.
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
    let counted = call::caught(|| {
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

/// Hands the elements of an array in a document to a function, in one pass through it. A string comes unquoted, anything
/// else as JSON.
///
/// * `json`: JSON text.
/// * `pointer`: RFC 6901, as "/0/tags"; "" is the whole document.
/// * `callback`: function that gets each element. It gives 0 to go on, and another number to stop. It may call this
///   library. The text is the library's, and gone when it returns.
/// * `user_data`: pointer that the function gets, or NULL.
///
/// Result: none.
/// Errors: INVALID_PARAMETER (also when the value is no array), DECODE (no JSON), NOT_FOUND (nothing at this pointer).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_json_for_each(
    json: *const c_char,
    pointer: *const c_char,
    callback: RowCallback,
    user_data: *mut c_void,
) -> Code {
    let walked = call::caught(|| {
        let callback = on_row(callback, user_data)?;
        document::for_each(text_of("json", json)?, text_of("pointer", pointer)?, callback)
    });
    walked.map_or_else(|error| error.code(), |()| Code::OK)
}
