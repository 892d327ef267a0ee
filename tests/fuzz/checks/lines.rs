//! A log stream gives the same lines wherever its pieces end, and after a reconnect none of them again.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{has_private_key, two_parts};
use crate::error::Code;
use crate::logs::lines::{Meaning, Place, Splitter};

/// The sizes of the pieces, and the stream.
pub fn lines(data: &[u8]) {
    let (sizes, stream) = two_parts(data);
    let mut expected: Vec<&[u8]> = stream.split_inclusive(|byte| *byte == b'\n').collect();
    // What no newline ends is no line yet.
    expected.pop_if(|line| !line.ends_with(b"\n"));
    let texts: Vec<Option<String>> = expected.iter().map(|line| String::from_utf8(line.to_vec()).ok()).collect();
    assert_eq!(cut(&[], stream), texts);
    assert_eq!(cut(sizes, stream), texts);
    assert_eq!(cut(&[1], stream), texts);
    // A name that no text can be is beyond what the lines are compared with.
    let is_comparable = |line: &&str| members(line).is_some() || serde_json::from_str::<&RawValue>(line).is_err();
    let lines = texts.iter().flatten().map(|line| line.trim_ascii()).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.filter(is_comparable).collect();
    if !lines.iter().any(|line| has_private_key(line)) {
        resumed(&lines);
    }
}

/// The lines of a stream that comes in pieces of these sizes, over and over; without any, in one. None for what is no text.
fn cut(sizes: &[u8], mut stream: &[u8]) -> Vec<Option<String>> {
    let mut splitter = Splitter::default();
    let mut lines = Vec::new();
    let mut sizes = sizes.iter().cycle();
    while !stream.is_empty() {
        let size = sizes.next().map_or(stream.len(), |size| usize::from(*size).clamp(1, stream.len()));
        let (piece, rest) = stream.split_at(size);
        stream = rest;
        splitter.split(piece, |part| match part {
            Ok(part) => lines.extend(part.split_inclusive('\n').map(|line| Some(line.to_owned()))),
            Err(error) => {
                assert_eq!(error.code(), Code::DECODE);
                lines.push(None);
            }
        });
    }
    lines
}

/// A stream is asked for again from some time on, and sends what it has since then once more.
fn resumed(lines: &[&str]) {
    let mut place = Place::new();
    let mut came = Vec::new();
    for line in lines {
        match place.look(line) {
            Ok(Meaning::New) => came.push(*line),
            Ok(Meaning::Suppressed(_)) => assert!(line.contains("Suppressed ")),
            Ok(other) => panic!("{other:?} before any reconnect"),
            Err(error) => {
                assert_eq!(error.code(), Code::DECODE);
                assert!(serde_json::from_str::<Map<String, Value>>(line).is_err(), "{line} is none: {error}");
            }
        }
    }
    let dated: Vec<(i64, &str)> = came.iter().filter_map(|line| Some((created_at(line)?, *line))).collect();
    let newest = dated.iter().map(|(at, _)| *at).max();
    assert_eq!(place.has_lines(), newest.is_some());
    let from = place.resume();
    assert_eq!(from.is_some(), newest.is_some());
    let (Some(from), Some(newest)) = (from, newest) else { return };
    assert!(from <= newest);
    for (_, line) in dated.iter().filter(|(at, _)| *at >= from) {
        let meaning = place.look(line).expect("a line stays one");
        assert_eq!(meaning, Meaning::Known, "{line} is given again");
        assert!(!place.has_gap(&meaning));
    }
    let later = format!(r#"{{"createdAt":{},"message":"later"}}"#, newest.saturating_add(1));
    if !lines.contains(&later.as_str()) {
        assert_eq!(place.look(&later).expect("it is a line"), Meaning::New);
    }
}

/// Of several the last counts.
fn created_at(line: &str) -> Option<i64> {
    members(line)?.get("createdAt")?.get().parse().ok()
}

fn members(line: &str) -> Option<HashMap<Cow<'_, str>, &RawValue>> {
    serde_json::from_str(line).ok()
}
