//! Rows that belong to others: variables and tags.

use crate::document::Document;
use crate::error::{Code, Error};

/// Writes a row of an owner whom the caller gave by id, or who is to be looked up. The server sees by itself whether an
/// id is one: only what it refuses is looked into, so that a missing owner has its own error.
pub(super) fn write(
    given: Option<i64>,
    look_up: impl Fn() -> Result<i64, Error>,
    write: impl FnOnce(i64) -> Result<Document, Error>,
) -> Result<Document, Error> {
    let Some(id) = given else {
        return write(look_up()?);
    };
    write(id).map_err(|refusal| match refusal.http_status() {
        Some(401 | 404 | 409) => look_up().err().filter(is_missing).unwrap_or(refusal),
        _ => refusal,
    })
}

fn is_missing(error: &Error) -> bool {
    matches!(error.code(), Code::APPLICATION_NOT_FOUND | Code::DEVICE_NOT_FOUND | Code::RELEASE_NOT_FOUND)
}
