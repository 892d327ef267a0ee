//! The rows of an answer, cut out of the buffer that they came in.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::document::{Document, ROOM_BEFORE};
use crate::error::{Code, Error};
use crate::http::Response;
use crate::pine::answer::{DEPTH, misread, offset, too_deep, utf8};

/// The rows of an answer, in the buffer that they came in.
pub(crate) struct Rows {
    buffer: String,
    /// From the first row's first byte to the last row's last.
    span: Option<(usize, usize)>,
    /// Behind the first row.
    first_end: usize,
    count: usize,
}

impl Rows {
    pub fn cut(response: Response) -> Result<Self, Error> {
        let status = response.status;
        let buffer = utf8(response)?;
        let body = &buffer[ROOM_BEFORE..];
        let mut seen = Seen { body, span: None, first_end: 0, count: 0 };
        let mut deserializer = serde_json::Deserializer::from_str(body);
        let envelope = Envelope(&mut seen).deserialize(&mut deserializer).and_then(|()| deserializer.end());
        envelope.map_err(|error| misread(status, body, &error))?;
        let Seen { span, first_end, count, .. } = seen;
        let (span, first_end) =
            (span.map(|(from, to)| (from + ROOM_BEFORE, to + ROOM_BEFORE)), first_end + ROOM_BEFORE);
        Ok(Rows { buffer, span, first_end, count })
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// All rows, as the array that the server sent.
    pub fn into_array(self) -> Document {
        match self.array() {
            Some((open, close)) => Document::inside(self.buffer, open..close),
            None => Document::of(&[(); 0]),
        }
    }

    /// From bracket to bracket. Only white space stands between them and the outer rows: the array was parsed.
    fn array(&self) -> Option<(usize, usize)> {
        let (from, to) = self.span?;
        let open = self.buffer[..from].rfind('[')?;
        let close = self.buffer[to..].find(']')?;
        Some((open, to + close + 1))
    }

    /// The first row.
    pub fn into_first(self) -> Option<Document> {
        let (from, _) = self.span?;
        Some(Document::inside(self.buffer, from..self.first_end))
    }

    /// The first row, read.
    pub fn read_first<'a, T: Deserialize<'a>>(&'a self) -> Result<Option<T>, Error> {
        let Some((from, _)) = self.span else { return Ok(None) };
        serde_json::from_str(&self.buffer[from..self.first_end]).map(Some).map_err(|error| lacking(&error))
    }

    /// All rows, read.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<Vec<T>, Error> {
        let Some((open, close)) = self.array() else { return Ok(Vec::new()) };
        serde_json::from_str(&self.buffer[open..close]).map_err(|error| lacking(&error))
    }
}

fn lacking(error: &serde_json::Error) -> Error {
    Error::new(Code::DECODE, "A row of the answer lacks what was asked for.").caused_by_json(error)
}

/// The row's id, which every lookup selects.
#[derive(serde::Deserialize)]
pub(crate) struct Id {
    pub id: i64,
}

/// Where the rows are, found while the whole is validated.
struct Seen<'b> {
    body: &'b str,
    span: Option<(usize, usize)>,
    first_end: usize,
    count: usize,
}

/// `{"d": […]}`
struct Envelope<'s, 'b>(&'s mut Seen<'b>);

impl<'a> DeserializeSeed<'a> for Envelope<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Envelope<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with the rows in d")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "d" && !found {
                found = true;
                map.next_value_seed(Elements(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if found { Ok(()) } else { Err(serde::de::Error::missing_field("d")) }
    }
}

/// `[…]`
struct Elements<'s, 'b>(&'s mut Seen<'b>);

impl<'a> DeserializeSeed<'a> for Elements<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<(), A::Error> {
        let seen = self.0;
        while let Some(row) = elements.next_element::<&RawValue>()? {
            let text = row.get();
            if !text.starts_with('{') {
                return Err(serde::de::Error::custom("a row is not an object"));
            }
            if too_deep(text) {
                return Err(serde::de::Error::custom(format_args!("nested deeper than {DEPTH}")));
            }
            let from = offset(seen.body, text);
            let to = from + text.len();
            match &mut seen.span {
                Some((_, end)) => *end = to,
                None => {
                    seen.span = Some((from, to));
                    seen.first_end = to;
                }
            }
            seen.count += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(body: &str) -> Result<Rows, Error> {
        let mut buffer = Document::buffer(body.len());
        buffer.extend_from_slice(body.as_bytes());
        Rows::cut(Response { status: 200, buffer })
    }

    #[test]
    fn rows_pass_unharmed() {
        let rows = r#"[ {"a":1e400,"a":9007199254740993,"s":"\ud800 ]}"} ,{"b":[[]]}]"#;
        let body = format!(r#" {{"x":[1], "d" : {rows} , "y":2}} "#);
        assert_eq!(cut(&body).unwrap().into_array().as_str(), rows);
        assert_eq!(cut(&body).unwrap().len(), 2);
        let first = cut(&body).unwrap().into_first().unwrap();
        assert_eq!(first.as_str(), r#"{"a":1e400,"a":9007199254740993,"s":"\ud800 ]}"}"#);
        assert_eq!(cut(r#"{"d":[ ]}"#).unwrap().into_array().as_str(), "[]");
    }

    #[test]
    fn what_is_no_list_of_rows_is_refused() {
        let deep = |levels: usize| format!(r#"{{"d":[{{"a":{}{}}}]}}"#, "[".repeat(levels), "]".repeat(levels));
        assert!(cut(&deep(DEPTH - 3)).is_ok());
        let flat = format!(r#"{{"d":[{{"a":[{}1]}}]}}"#, "[],".repeat(1000));
        assert!(cut(&flat).is_ok());
        let bodies =
            ["", "{", r#"{"d":7}"#, r#"{"e":[]}"#, r#"{"d":[1]}"#, r#"{"d":[]} x"#, "<html>", &deep(DEPTH - 2)];
        for body in bodies {
            let error = cut(body).err().unwrap();
            assert_eq!(error.code(), Code::DECODE, "{body}");
            assert_eq!(error.http_status(), Some(200));
        }
    }
}
