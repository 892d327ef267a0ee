//! Answers that are one document, and what all answers have to fulfil.

use serde_json::value::RawValue;

use crate::document::{Document, ROOM_BEFORE};
use crate::error::{Code, Error};
use crate::http::Response;

/// How deep an answer may be nested.
pub(super) const DEPTH: usize = 128;

/// An answer that is one JSON object.
pub(crate) fn object(response: Response) -> Result<Document, Error> {
    document(response, '{', "an object")
}

/// An answer that is one JSON array.
pub(crate) fn array(response: Response) -> Result<Document, Error> {
    document(response, '[', "an array")
}

/// How many rows there are: `{"d": 7}`.
pub(super) fn number(response: Response) -> Result<u64, Error> {
    #[derive(serde::Deserialize)]
    struct Counted {
        d: u64,
    }
    let status = response.status;
    // An array would do for serde.
    let answer = object(response)?;
    let body = answer.as_str();
    serde_json::from_str(body).map(|Counted { d }| d).map_err(|error| misread(status, body, &error))
}

fn document(response: Response, bracket: char, what: &str) -> Result<Document, Error> {
    let status = response.status;
    let buffer = utf8(response)?;
    let body = &buffer[ROOM_BEFORE..];
    let value: &RawValue = serde_json::from_str(body).map_err(|error| misread(status, body, &error))?;
    let text = value.get();
    if !text.starts_with(bracket) {
        return Err(undecodable(status, format!("The answer is not {what}.")));
    }
    if too_deep(text) {
        return Err(undecodable(status, format!("The answer is nested deeper than {DEPTH}.")));
    }
    let from = ROOM_BEFORE + offset(body, text);
    let to = from + text.len();
    Ok(Document::inside(buffer, from..to))
}

pub(super) fn utf8(response: Response) -> Result<String, Error> {
    String::from_utf8(response.buffer).map_err(|error| {
        let offset = error.utf8_error().valid_up_to() - ROOM_BEFORE;
        undecodable(response.status, format!("The answer is not UTF-8 at byte {offset}."))
    })
}

fn undecodable(status: u16, message: String) -> Error {
    Error::new(Code::DECODE, message).with_http_status(status)
}

pub(super) fn misread(status: u16, body: &str, error: &serde_json::Error) -> Error {
    let lines_before: usize = body.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = lines_before + error.column().saturating_sub(1);
    undecodable(status, format!("The answer is not what this route sends, at byte {offset}.")).caused_by_json(error)
}

/// Where `part`, a slice of `whole`, begins in it.
pub(super) fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// True when brackets are nested deeper than is allowed. Most rows have too few of them to need a closer look.
pub(super) fn too_deep(json: &str) -> bool {
    let allowed = DEPTH - 2;
    if memchr::memchr2_iter(b'[', b'{', json.as_bytes()).take(allowed + 1).count() <= allowed {
        return false;
    }
    let (mut depth, mut in_text, mut escaped) = (0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                if depth > allowed {
                    return true;
                }
            }
            b']' | b'}' if !in_text => depth -= 1,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_rows_stands_in_an_object() {
        let read = |body: &str| {
            let mut buffer = Document::buffer(body.len());
            buffer.extend_from_slice(body.as_bytes());
            number(Response { status: 200, buffer }).map_err(|error| error.code())
        };
        assert_eq!(read(r#" {"x":[],"d":7} "#), Ok(7));
        for none in ["[7]", "7", r#"{"d":-1}"#, r#"{"d":"7"}"#, r#"{"d":[7]}"#, "{}"] {
            assert_eq!(read(none), Err(Code::DECODE), "{none}");
        }
    }
}
