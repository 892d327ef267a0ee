//! Answers that are one document, and what all answers have to fulfil.

use crate::document::{Document, ROOM_BEFORE};
use crate::error::{Code, Error};
use crate::http::Response;
use crate::json::{Misread, Reader};

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
    serde_json::from_str(answer.as_str()).map(|Counted { d }| d).map_err(|error| {
        undecodable(status, "The answer is not what this route sends.".to_owned()).caused_by_json(&error)
    })
}

fn document(response: Response, bracket: char, what: &str) -> Result<Document, Error> {
    let status = response.status;
    let buffer = utf8(response)?;
    let mut reader = Reader::new(&buffer[ROOM_BEFORE..]);
    let text = reader.value().map_err(|error| misread(status, &error))?;
    let text = ROOM_BEFORE + reader.at() - text.len()..ROOM_BEFORE + reader.at();
    reader.end().map_err(|error| misread(status, &error))?;
    if !buffer[text.clone()].starts_with(bracket) {
        return Err(undecodable(status, format!("The answer is not {what}.")));
    }
    Ok(Document::inside(buffer, text))
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

pub(super) fn misread(status: u16, error: &Misread) -> Error {
    let message = format!("The answer is not what this route sends, at byte {}.", error.at);
    undecodable(status, message).caused_by(error)
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
