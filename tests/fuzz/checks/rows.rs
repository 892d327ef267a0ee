//! What a server answers comes out byte for byte, and is what serde_json takes it for.

use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{has_private_key, two_parts};
use crate::document::{self, Document};
use crate::error::{Code, Error};
use crate::http::Response;
use crate::pine::{self, Rows};

/// A pointer into a document, and the document, which is the body of an answer too.
pub fn rows(data: &[u8]) {
    let (pointer, body) = two_parts(data);
    let text = str::from_utf8(body);
    list(body);
    one(body, '{', pine::object);
    one(body, '[', pine::array);
    if let (Ok(pointer), Ok(text)) = (str::from_utf8(pointer), text) {
        read(text, pointer);
    }
}

fn response(body: &[u8]) -> Response {
    let mut buffer = Document::buffer(body.len());
    buffer.extend_from_slice(body);
    Response { status: 200, buffer }
}

fn refused(error: &Error) {
    assert_eq!((error.code(), error.http_status()), (Code::DECODE, Some(200)));
}

/// `{"d": […]}`
fn list(body: &[u8]) {
    #[derive(Deserialize)]
    struct Envelope<'a> {
        #[serde(borrow)]
        d: Vec<&'a RawValue>,
    }
    let text = str::from_utf8(body).ok();
    let expected = text.map(serde_json::from_str::<Envelope<'_>>);
    let cut = || Rows::cut(response(body));
    let rows = match cut() {
        Ok(rows) => rows,
        Err(error) => {
            refused(&error);
            // An array would do for serde.
            let is_envelope = text.is_some_and(|text| text.trim_start().starts_with('{'));
            if let (Some(Ok(Envelope { d })), true) = (expected, is_envelope) {
                let is_object = |row: &&RawValue| row.get().starts_with('{');
                let is_flat = serde_json::from_str::<Value>(text.unwrap_or_default()).is_ok();
                assert!(!d.iter().all(is_object) || !is_flat, "rows are refused: {error}");
            }
            return;
        }
    };
    let (text, expected) = (text.expect("what is not UTF-8 is taken"), expected.expect("it is UTF-8"));
    let texts = |rows: &[&RawValue]| rows.iter().map(|row| row.get().to_owned()).collect::<Vec<_>>();
    let read = texts(&rows.read::<&RawValue>().expect("rows can be read"));
    match &expected {
        Ok(Envelope { d }) => assert_eq!(read, texts(d)),
        // Of several `d` the first counts.
        Err(error) => assert!(error.to_string().starts_with("duplicate field"), "no list of rows is taken: {error}"),
    }
    assert_eq!((rows.len(), rows.is_empty()), (read.len(), read.is_empty()));
    let first = cut().ok().and_then(Rows::into_first);
    assert_eq!(first.as_ref().map(Document::as_str), read.first().map(String::as_str));
    let array = rows.into_array();
    assert!(read.is_empty() || text.contains(array.as_str()), "rows did not come out as they went in");
    assert_eq!(texts(&serde_json::from_str::<Vec<&RawValue>>(array.as_str()).expect("rows are an array")), read);
    // Before it there is room for what C needs.
    assert!(array.into_parts().1.start >= document::ROOM_BEFORE);
}

/// An answer that is one document in brackets of this kind.
fn one(body: &[u8], bracket: char, read: fn(Response) -> Result<Document, Error>) {
    let text = str::from_utf8(body).unwrap_or_default();
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    let is_one = trimmed.starts_with(bracket);
    match read(response(body)) {
        Ok(document) => {
            assert!(is_one && serde_json::from_str::<&RawValue>(text).is_ok(), "what is none is taken");
            assert_eq!(document.as_str(), trimmed);
        }
        Err(error) => {
            refused(&error);
            assert!(!is_one || serde_json::from_str::<Value>(text).is_err(), "it is refused: {error}");
        }
    }
}

/// What `balena_json_…` find is what serde_json finds.
fn read(json: &str, pointer: &str) {
    let found = document::get(json, pointer);
    let length = document::length(json, pointer);
    let mut elements = Vec::new();
    let walked = document::for_each(json, pointer, |element| {
        elements.push(element.to_owned());
        ControlFlow::Continue(())
    });
    if has_private_key(json) {
        return;
    }
    let Ok(value) = serde_json::from_str::<Value>(json) else {
        // It refuses more: numbers and escapes that pass here, and deep nesting.
        assert!(serde_json::from_str::<&RawValue>(json).is_ok() || found.is_err());
        return;
    };
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let same = |told: &str, value: &Value| match value {
        Value::String(text) => told == text,
        // Duplicate keys and white space are told as they came.
        other => serde_json::from_str::<Value>(told).is_ok_and(|told| told == *other),
    };
    let Some(expected) = value.pointer(pointer) else {
        for error in [found.err(), length.err(), walked.err()] {
            let code = error.expect("nothing is found").code();
            assert!(matches!(code, Code::NOT_FOUND | Code::INVALID_PARAMETER), "{code:?}");
        }
        return;
    };
    let found = found.unwrap_or_else(|error| panic!("{} is not found: {error}", plain(expected)));
    assert!(same(found.as_str(), expected), "{found} in place of {}", plain(expected));
    match expected {
        Value::Array(items) => {
            assert_eq!(length.ok(), Some(items.len()));
            assert!(walked.is_ok() && elements.len() == items.len());
            assert!(elements.iter().zip(items).all(|(element, item)| same(element, item)));
        }
        Value::Object(members) => {
            // Of two members with one name serde_json keeps one.
            assert!(length.is_ok_and(|length| length >= members.len()) && walked.is_err());
        }
        _ => assert!(length.is_err() && walked.is_err()),
    }
}
