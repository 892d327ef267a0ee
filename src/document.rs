//! JSON documents: the result of every call, kept inside the buffer that received it, and the reader for callers whose
//! language has no JSON parser in the box.

use std::fmt;
use std::io;
use std::ops::{ControlFlow, Range};

use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Code, Error};
use crate::ffi::signals;

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

    /// The same where there may be no memory for it.
    pub(crate) fn try_buffer(length: usize) -> io::Result<Vec<u8>> {
        let mut buffer = Vec::new();
        buffer.try_reserve_exact(ROOM_BEFORE + length + ROOM_AFTER).map_err(|_| io::ErrorKind::OutOfMemory)?;
        buffer.resize(ROOM_BEFORE, 0);
        Ok(buffer)
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
        let mut buffer = Self::buffer(text.len());
        buffer.extend_from_slice(text.as_bytes());
        Self::whole(buffer)
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
    read(at(json, pointer)?)
}

/// A value as it is told: a string unquoted, anything else as JSON.
fn read(value: &RawValue) -> Result<Document, Error> {
    let value = value.get();
    if !value.starts_with('"') {
        return Ok(Document::plain(value));
    }
    let mut deserializer = serde_json::Deserializer::from_str(value);
    let bytes = deserializer.deserialize_bytes(StringBytes).map_err(|error| not_json("json", &error))?;
    Ok(Document::plain(&String::from_utf8_lossy(&bytes)))
}

/// How many elements the array, or members the object, at `pointer` (RFC 6901) in `json` has.
pub(crate) fn length(json: &str, pointer: &str) -> Result<usize, Error> {
    let value = at(json, pointer)?;
    if !value.get().starts_with(['[', '{']) {
        return Err(Error::invalid_parameter("pointer", "leads to neither an array nor an object"));
    }
    let mut deserializer = serde_json::Deserializer::from_str(value.get());
    deserializer.deserialize_any(Count).map_err(|error| not_json("json", &error))
}

/// Hands the elements of the array at `pointer` (RFC 6901) in `json` to a function, until that has enough.
pub(crate) fn for_each(
    json: &str,
    pointer: &str,
    mut callback: impl FnMut(Document) -> ControlFlow<()>,
) -> Result<(), Error> {
    let value = at(json, pointer)?;
    if !value.get().starts_with('[') {
        return Err(Error::invalid_parameter("pointer", "does not lead to an array"));
    }
    let elements: Vec<&RawValue> = serde_json::from_str(value.get()).map_err(|error| not_json("json", &error))?;
    signals::as_the_caller(|| {
        for element in elements {
            if callback(read(element)?).is_break() {
                break;
            }
        }
        Ok(())
    })
}

/// Walks to the value without building a tree, so that rows pass unharmed whatever numbers and escapes they hold.
fn at<'a>(json: &'a str, pointer: &str) -> Result<&'a RawValue, Error> {
    let mut value: &RawValue = serde_json::from_str(json).map_err(|error| not_json("json", &error))?;
    if pointer.is_empty() {
        return Ok(value);
    }
    let Some(steps) = pointer.strip_prefix('/') else {
        return Err(Error::invalid_parameter("pointer", "is neither empty nor starts with /"));
    };
    for step in steps.split('/') {
        let step = step.replace("~1", "/").replace("~0", "~");
        let found = match value.get().as_bytes().first() {
            Some(b'{' | b'[') => serde_json::Deserializer::from_str(value.get()).deserialize_any(Step(&step)),
            _ => Ok(None),
        };
        value = match found {
            Ok(Some(found)) => found,
            Ok(None) => return Err(Error::new(Code::NOT_FOUND, "The document has nothing at this pointer.")),
            Err(error) => return Err(not_json("json", &error)),
        };
    }
    Ok(value)
}

fn not_json(name: &str, error: &serde_json::Error) -> Error {
    Error::new(Code::DECODE, format!("{name} is not JSON")).caused_by_json(error)
}

/// One step of a pointer.
struct Step<'s>(&'s str);

impl<'a> Visitor<'a> for Step<'_> {
    type Value = Option<&'a RawValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array or an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        // A key may hold a lone surrogate, which only bytes can carry.
        while let Some(key) = map.next_key_seed(StringBytes)? {
            if key == self.0.as_bytes() {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let digits = self.0.bytes().all(|byte| byte.is_ascii_digit()) && (self.0 == "0" || !self.0.starts_with('0'));
        let wanted = if digits { self.0.parse::<usize>().ok() } else { None };
        let mut found = None;
        let mut index = 0;
        while let Some(element) = elements.next_element::<&RawValue>()? {
            if Some(index) == wanted {
                found = Some(element);
            }
            index += 1;
        }
        Ok(found)
    }
}

struct Count;

impl<'a> Visitor<'a> for Count {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array or an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while map.next_entry_seed(StringBytes, std::marker::PhantomData::<IgnoredAny>)?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while elements.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}

/// A JSON string as bytes: serde_json refuses a lone surrogate in text, and lets it pass in bytes.
struct StringBytes;

impl<'a> DeserializeSeed<'a> for StringBytes {
    type Value = Vec<u8>;

    fn deserialize<D: serde::Deserializer<'a>>(self, deserializer: D) -> Result<Vec<u8>, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for StringBytes {
    type Value = Vec<u8>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    fn visit_str<E>(self, text: &str) -> Result<Vec<u8>, E> {
        Ok(text.as_bytes().to_vec())
    }
}
