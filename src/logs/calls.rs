//! What a subscriber is called with: lines where they came, and what there is to say of them.

use std::ops::Range;

use memchr::memchr;
use serde_json::{Value, json};

use super::lines::{Meaning, Place};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::ffi::call::injected_panic_at;

/// Calls of a subscriber's callback that are to be made.
pub(super) struct Calls {
    /// In this text is what is handed on.
    text: String,
    /// With which code each part of it is, and where it is.
    each: Vec<(Code, Range<usize>)>,
}

impl Calls {
    pub fn event(what: &Value) -> Self {
        Self::one(Code::OK, what.to_string())
    }

    pub fn error(error: &Error) -> Self {
        Self::one(error.code(), Document::of(error).as_str().to_owned())
    }

    fn one(code: Code, text: String) -> Self {
        let whole = 0..text.len();
        Calls { text, each: vec![(code, whole)] }
    }

    /// Those that lines give, each of which has its end, after what was looked at before.
    pub fn of_lines(lines: String, place: &mut Place) -> Self {
        let whole = lines.len();
        let mut calls = Calls { text: lines, each: Vec::new() };
        let mut from = 0;
        while let Some(length) = memchr(b'\n', &calls.text.as_bytes()[from..whole]) {
            calls.add_line(from..from + length, place);
            from += length + 1;
        }
        calls
    }

    fn add_line(&mut self, line: Range<usize>, place: &mut Place) {
        injected_panic_at("looking");
        let from_start = self.text[line.clone()].trim_ascii_start();
        let (start, text) = (line.end - from_start.len(), from_start.trim_ascii_end());
        // An empty one says that the stream lives.
        if text.is_empty() {
            return;
        }
        let part = start..start + text.len();
        let meaning = match place.look(text) {
            Ok(meaning) => meaning,
            Err(error) => return self.add_event(&skipped(&error)),
        };
        if place.has_gap(&meaning) {
            self.add_event(&json!({ "event": "gap" }));
        }
        if !matches!(meaning, Meaning::Known | Meaning::Before) {
            self.each.push((Code::OK, part));
        }
        if let Meaning::Suppressed(count) = meaning {
            self.add_event(&json!({ "event": "suppressed", "count": count }));
        }
    }

    fn add_event(&mut self, what: &Value) {
        let from = self.text.len();
        self.text.push_str(&what.to_string());
        self.each.push((Code::OK, from..self.text.len()));
    }

    pub fn iter(&self) -> impl Iterator<Item = (Code, &str)> {
        self.each.iter().map(|(code, part)| (*code, &self.text[part.clone()]))
    }

    pub fn bytes(&self) -> usize {
        self.text.len() + size_of_val(&self.each[..])
    }
}

/// The event of a line that is none.
pub(super) fn skipped(error: &Error) -> Value {
    json!({ "event": "skipped", "error": error })
}
