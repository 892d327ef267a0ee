//! JSON documents: the result of every call, kept inside the buffer that received it, and the reader for callers whose
//! language has no JSON parser in the box.

use std::borrow::Cow;
use std::fmt;
use std::ops::{ControlFlow, Range};

use serde::Serialize;

use crate::error::{Code, Error};
use crate::ffi::signals;
use crate::json::{Misread, Reader, unquoted};

/// What the C boundary writes before a text: its length, and the size and start of its block.
pub(crate) const ROOM_BEFORE: usize = 3 * size_of::<usize>();
/// The NUL that ends a text in C.
pub(crate) const ROOM_AFTER: usize = 1;

/// A JSON text, with room around it for what a C caller needs to free and to end it.
pub struct Document {
    buffer: String,
    text: Range<usize>,
}

impl Document {
    /// An empty buffer, whose first bytes are left to the boundary, for `length` bytes of text.
    pub(crate) fn buffer(length: usize) -> Vec<u8> {
        let mut buffer = Vec::with_capacity(ROOM_BEFORE + length + ROOM_AFTER);
        buffer.resize(ROOM_BEFORE, 0);
        buffer
    }

    /// The part `text` of a buffer that [`Document::buffer`] made.
    pub(crate) fn inside(buffer: String, text: Range<usize>) -> Self {
        debug_assert!(text.start >= ROOM_BEFORE && buffer.is_char_boundary(text.end));
        Document { buffer, text }
    }

    /// `null`, the result of a function that has none.
    pub fn null() -> Self {
        Self::of(&())
    }

    /// The JSON text of a value of ours, which can't fail to have one.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        let mut buffer = Self::buffer(0);
        match serde_json::to_writer(&mut buffer, value) {
            Ok(()) => Self::whole(buffer),
            Err(_) => Self::null(),
        }
    }

    /// Text as it stands, not as a JSON string.
    pub(crate) fn plain(text: &str) -> Self {
        let mut buffer = String::with_capacity(ROOM_BEFORE + text.len() + ROOM_AFTER);
        buffer.extend([str::from_utf8(&[0; ROOM_BEFORE]).unwrap_or_default(), text]);
        Document { text: ROOM_BEFORE..buffer.len(), buffer }
    }

    fn whole(buffer: Vec<u8>) -> Self {
        let buffer =
            String::from_utf8(buffer).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let text = ROOM_BEFORE..buffer.len();
        Document { buffer, text }
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.buffer[self.text.clone()]
    }

    /// This object with further members.
    pub(crate) fn with_members(&self, members: &[(&str, &Document)]) -> Result<Document, Error> {
        let text = self.as_str().trim_end();
        let (Some(open), true) = (text.strip_suffix('}'), text.starts_with('{')) else {
            return Err(Error::new(Code::DECODE, "The row is not an object."));
        };
        let mut whole = open.trim_end().to_owned();
        for (name, value) in members {
            if !whole.ends_with('{') {
                whole.push(',');
            }
            whole.push_str(&format!("\"{name}\":{value}"));
        }
        whole.push('}');
        Ok(Self::plain(&whole))
    }

    /// The buffer and where in it the text is.
    pub(crate) fn into_parts(self) -> (Vec<u8>, Range<usize>) {
        (self.buffer.into_bytes(), self.text)
    }

    /// What stands at `pointer` (RFC 6901) of this document: a string unquoted, anything else as JSON.
    pub fn get(&self, pointer: &str) -> Result<Document, Error> {
        get(self.as_str(), pointer)
    }
}

impl fmt::Display for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for Document {
    /// The length alone: a document may hold a key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Document({} bytes)", self.text.len())
    }
}

/// What stands at `pointer` (RFC 6901) in `json`: a string unquoted, anything else as JSON.
pub(crate) fn get(json: &str, pointer: &str) -> Result<Document, Error> {
    at(json, pointer).map(|value| Document::plain(&told(value)))
}

/// A value as it is told: a string unquoted, anything else as JSON.
fn told(value: &str) -> Cow<'_, str> {
    let string = if value.starts_with('"') { unquoted(value) } else { None };
    string.map_or(Cow::Borrowed(value), |bytes| Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
}

/// How many elements the array, or members the object, at `pointer` (RFC 6901) in `json` has.
pub(crate) fn length(json: &str, pointer: &str) -> Result<usize, Error> {
    let mut reader = Reader::new(at(json, pointer)?);
    let mut count = 0;
    let mut one = |reader: &mut Reader<'_>| {
        count += 1;
        reader.pass().map(drop)
    };
    let counted = match reader.peek() {
        Some(b'{') => reader.members(|_, reader| one(reader)),
        Some(b'[') => reader.elements(one),
        _ => return Err(Error::invalid_parameter("pointer", "leads to neither an array nor an object")),
    };
    counted.map(|()| count).map_err(|error| not_json(&error))
}

/// Hands the elements of the array at `pointer` (RFC 6901) in `json` to a function, until that has enough.
pub(crate) fn for_each(
    json: &str,
    pointer: &str,
    mut callback: impl FnMut(&str) -> ControlFlow<()>,
) -> Result<(), Error> {
    let mut reader = Reader::new(at(json, pointer)?);
    if reader.peek() != Some(b'[') {
        return Err(Error::invalid_parameter("pointer", "does not lead to an array"));
    }
    let mut elements = Vec::new();
    let read = reader.elements(|reader| reader.value().map(|element| elements.push(element)));
    read.map_err(|error| not_json(&error))?;
    signals::as_the_caller(|| {
        let _ = elements.into_iter().try_for_each(|element| callback(&told(element)));
    });
    Ok(())
}

/// Walks to the value.
fn at<'a>(json: &'a str, pointer: &str) -> Result<&'a str, Error> {
    let mut value = Reader::whole(json).map_err(|error| not_json(&error))?;
    if pointer.is_empty() {
        return Ok(value);
    }
    let Some(steps) = pointer.strip_prefix('/') else {
        return Err(Error::invalid_parameter("pointer", "is neither empty nor starts with /"));
    };
    for step in steps.split('/') {
        let found = below(value, &step.replace("~1", "/").replace("~0", "~")).map_err(|error| not_json(&error))?;
        let missing = || Error::new(Code::NOT_FOUND, "The document has nothing at this pointer.");
        value = found.ok_or_else(missing)?;
    }
    Ok(value)
}

/// The member or element that one step of a pointer leads to.
fn below<'a>(value: &'a str, step: &str) -> Result<Option<&'a str>, Misread> {
    let mut found = None;
    let mut reader = Reader::new(value);
    if reader.peek() == Some(b'{') {
        reader.members(|name, reader| {
            let value = reader.value()?;
            if name.is(step) {
                found = Some(value);
            }
            Ok(())
        })?;
    } else if reader.peek() == Some(b'[') {
        let digits = step.bytes().all(|byte| byte.is_ascii_digit()) && (step == "0" || !step.starts_with('0'));
        let wanted = if digits { step.parse::<usize>().ok() } else { None };
        let mut index = 0;
        reader.elements(|reader| {
            let value = reader.value()?;
            if Some(index) == wanted {
                found = Some(value);
            }
            index += 1;
            Ok(())
        })?;
    }
    Ok(found)
}

fn not_json(error: &Misread) -> Error {
    Error::new(Code::DECODE, "json is not JSON").caused_by(error)
}
