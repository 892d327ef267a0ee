//! The rows of an answer, cut out of the buffer that they came in.

use std::ops::Range;

use serde::de::Deserialize;

use crate::document::{Document, ROOM_BEFORE};
use crate::error::{Code, Error};
use crate::http::Response;
use crate::json::{Misread, Reader};
use crate::pine::answer::{misread, utf8};

/// The rows of an answer, in the buffer that they came in.
pub(crate) struct Rows {
    buffer: String,
    /// From bracket to bracket.
    array: Range<usize>,
    first: Range<usize>,
    count: usize,
}

impl Rows {
    pub fn cut(response: Response) -> Result<Self, Error> {
        let status = response.status;
        let buffer = utf8(response)?;
        let mut reader = Reader::new(&buffer[ROOM_BEFORE..]);
        let found = found(&mut reader).map_err(|error| misread(status, &error))?;
        let behind = |range: Range<usize>| range.start + ROOM_BEFORE..range.end + ROOM_BEFORE;
        Ok(Rows { array: behind(found.array), first: behind(found.first), count: found.count, buffer })
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// All rows, as the array that the server sent.
    pub fn into_array(self) -> Document {
        Document::inside(self.buffer, self.array)
    }

    /// The first row.
    pub fn into_first(self) -> Option<Document> {
        (self.count > 0).then(|| Document::inside(self.buffer, self.first))
    }

    /// The first row, read.
    pub fn read_first<'a, T: Deserialize<'a>>(&'a self) -> Result<Option<T>, Error> {
        if self.count == 0 {
            return Ok(None);
        }
        serde_json::from_str(&self.buffer[self.first.clone()]).map(Some).map_err(|error| lacking(&error))
    }

    /// All rows, read.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<Vec<T>, Error> {
        serde_json::from_str(&self.buffer[self.array.clone()]).map_err(|error| lacking(&error))
    }

    /// All rows, each as the server sent it.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::with_capacity(self.count);
        // The array was read before.
        let _ = Reader::new(&self.buffer[self.array.clone()]).elements(|row| row.value().map(|text| texts.push(text)));
        texts
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

/// Where in an answer the rows are.
struct Found {
    array: Range<usize>,
    first: Range<usize>,
    count: usize,
}

/// Reads `{"d": [{…}, …]}` to its end.
fn found(reader: &mut Reader<'_>) -> Result<Found, Misread> {
    let mut found = None;
    reader.members(|name, reader| {
        if found.is_some() || !name.is("d") {
            return reader.pass().map(drop);
        }
        reader.peek();
        let (from, mut first, mut count) = (reader.at(), 0..0, 0);
        reader.elements(|reader| {
            if reader.peek() != Some(b'{') {
                return Err(reader.unwanted());
            }
            let from = reader.pass()?;
            if count == 0 {
                first = from..reader.at();
            }
            count += 1;
            Ok(())
        })?;
        found = Some(Found { array: from..reader.at(), first, count });
        Ok(())
    })?;
    reader.end()?;
    found.ok_or_else(|| reader.unwanted())
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
        assert_eq!(cut(r#"{"d":[ ]}"#).unwrap().into_array().as_str(), "[ ]");
        assert_eq!(cut(&body).unwrap().texts(), [first.as_str(), r#"{"b":[[]]}"#]);
    }

    #[test]
    fn what_is_no_list_of_rows_is_refused() {
        let deep = |levels: usize| format!(r#"{{"d":[{{"a":{}{}}}]}}"#, "[".repeat(levels), "]".repeat(levels));
        assert!(cut(&deep(125)).is_ok());
        let bodies = ["", "{", r#"{"d":7}"#, r#"{"e":[]}"#, r#"{"d":[1]}"#, r#"{"d":[]} x"#, "<html>", &deep(126)];
        for body in bodies {
            let error = cut(body).err().unwrap();
            assert_eq!(error.code(), Code::DECODE, "{body}");
            assert_eq!(error.http_status(), Some(200));
        }
    }
}
