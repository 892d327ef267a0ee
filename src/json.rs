//! Reads JSON texts without making anything of them: finds where a value begins and where it ends, at the speed of
//! memory, and refuses what is no JSON. So whatever numbers and escapes a value holds, it is passed on as it came.

use std::fmt;

use serde::de::{Deserializer as _, Visitor};
use wide::u8x16;

/// How many brackets may be open at once.
const DEPTH: usize = 128;

/// A text that is read from its beginning to its end.
pub(crate) struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// How many more brackets may be opened.
    levels: usize,
}

/// Where a text is not what is read from it. The text itself is not repeated: it may be a key.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("{what} at byte {at}")]
pub(crate) struct Misread {
    pub at: usize,
    what: &'static str,
}

/// The name of a member.
pub(crate) struct Name<'t> {
    /// What stands between its quotes.
    bytes: &'t [u8],
    has_escapes: bool,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str) -> Self {
        Reader { text, at: 0, levels: DEPTH }
    }

    /// The one value that a text is, without the white space around it.
    pub fn whole(text: &'t str) -> Result<&'t str, Misread> {
        let mut reader = Reader::new(text);
        let value = reader.value()?;
        reader.end()?;
        Ok(value)
    }

    /// How much was read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The first byte of what comes next.
    #[inline(always)]
    pub fn peek(&mut self) -> Option<u8> {
        let (byte, at) = beyond_blanks(self.text.as_bytes(), self.at);
        self.at = at;
        (at < self.text.len()).then_some(byte)
    }

    /// What comes next is something else than is wanted.
    pub fn unwanted(&self) -> Misread {
        Misread { at: self.at, what: "another value than expected" }
    }

    /// The next value.
    #[inline(always)]
    pub fn value(&mut self) -> Result<&'t str, Misread> {
        let from = self.pass()?;
        Ok(&self.text[from..self.at])
    }

    /// Goes behind the next value, and says where that begins.
    #[inline(always)]
    pub fn pass(&mut self) -> Result<usize, Misread> {
        let bytes = self.text.as_bytes();
        let (first, from) = beyond_blanks(bytes, self.at);
        self.at = match first {
            b'{' | b'[' => behind_brackets(bytes, from, self.levels)?,
            _ => behind_scalar(bytes, first, from)?,
        };
        Ok(from)
    }

    /// Hands each member of an object to a function, which reads its value.
    #[inline(always)]
    pub fn members(&mut self, mut each: impl FnMut(Name<'t>, &mut Self) -> Result<(), Misread>) -> Result<(), Misread> {
        self.within(b'{', b'}', |reader| {
            let bytes = reader.text.as_bytes();
            let (b'"', quote) = beyond_blanks(bytes, reader.at) else { return Err(no_json(bytes, reader.at)) };
            let special = behind_plain(bytes, quote + 1);
            let has_escapes = bytes.get(special) != Some(&b'"');
            let end = if has_escapes { behind_special(bytes, special)? } else { special + 1 };
            let (b':', colon) = beyond_blanks(bytes, end) else { return Err(no_json(bytes, end)) };
            reader.at = colon + 1;
            each(Name { bytes: &bytes[quote + 1..end - 1], has_escapes }, reader)
        })
    }

    /// Has a function read each element of an array.
    pub fn elements(&mut self, each: impl FnMut(&mut Self) -> Result<(), Misread>) -> Result<(), Misread> {
        self.within(b'[', b']', each)
    }

    #[inline(always)]
    fn within(
        &mut self,
        open: u8,
        close: u8,
        mut each: impl FnMut(&mut Self) -> Result<(), Misread>,
    ) -> Result<(), Misread> {
        if self.peek() != Some(open) {
            return Err(self.unwanted());
        }
        self.levels = self.levels.checked_sub(1).ok_or_else(|| too_deep(self.at))?;
        self.at += 1;
        if self.peek() != Some(close) {
            loop {
                each(self)?;
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(byte) if byte == close => break,
                    _ => return Err(no_json(self.text.as_bytes(), self.at)),
                }
            }
        }
        self.at += 1;
        self.levels += 1;
        Ok(())
    }

    /// Nothing may come but white space.
    pub fn end(&mut self) -> Result<(), Misread> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(no_json(self.text.as_bytes(), self.at)),
        }
    }
}

impl Name<'_> {
    #[inline(always)]
    pub fn is(&self, name: &str) -> bool {
        match self.has_escapes {
            false => self.bytes == name.as_bytes(),
            true => self.is_in_other_words(name),
        }
    }

    #[inline(never)]
    fn is_in_other_words(&self, name: &str) -> bool {
        let quoted = [b"\"", self.bytes, b"\""].concat();
        str::from_utf8(&quoted).is_ok_and(|quoted| unquoted(quoted).is_some_and(|said| said == name.as_bytes()))
    }
}

/// What a JSON string says. Half of a pair of surrogates, which no text can hold, is three bytes.
pub(crate) fn unquoted(string: &str) -> Option<Vec<u8>> {
    struct Bytes;
    impl Visitor<'_> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a string")
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }
    }
    serde_json::Deserializer::from_str(string).deserialize_bytes(Bytes).ok()
}

fn no_json(bytes: &[u8], at: usize) -> Misread {
    Misread { at, what: if at < bytes.len() { "no JSON" } else { "the text ends too early" } }
}

fn too_deep(at: usize) -> Misread {
    Misread { at, what: "more than 128 open brackets" }
}

const _: () = assert!(DEPTH == 128);

/// The first byte at or behind `at` that is not white space, and where it is. NUL, which no JSON has, is the end.
#[inline(always)]
fn beyond_blanks(bytes: &[u8], mut at: usize) -> (u8, usize) {
    loop {
        match bytes.get(at) {
            // Most often there is none.
            Some(byte) if *byte > b' ' => return (*byte, at),
            Some(b' ' | b'\n' | b'\r' | b'\t') => at += 1,
            Some(byte) => return (*byte, at),
            None => return (0, at),
        }
    }
}

/// Behind the value that begins at `at` with this byte, which is neither an object nor an array.
#[inline(always)]
fn behind_scalar(bytes: &[u8], first: u8, at: usize) -> Result<usize, Misread> {
    match first {
        b'"' => behind_string(bytes, at + 1),
        b'-' | b'0'..=b'9' => behind_number(bytes, at),
        b't' => behind_word(bytes, at, b"true"),
        b'f' => behind_word(bytes, at, b"false"),
        b'n' => behind_word(bytes, at, b"null"),
        _ => Err(no_json(bytes, at)),
    }
}

/// Behind the object or array that begins at `at`. No more than `levels` brackets are open in it at once.
fn behind_brackets(bytes: &[u8], mut at: usize, levels: usize) -> Result<usize, Misread> {
    // The brackets that are open, the innermost lowest: 1 for an object's. There are at most DEPTH.
    let mut open = 0_u128;
    let mut depth = 0;
    loop {
        let (byte, from) = beyond_blanks(bytes, at);
        at = match byte {
            b'{' | b'[' if depth == levels => return Err(too_deep(from)),
            b'{' => match beyond_blanks(bytes, from + 1) {
                (b'}', end) => end + 1,
                (first, name) => {
                    (open, depth) = (open << 1 | 1, depth + 1);
                    at = behind_name(bytes, first, name)?;
                    continue;
                }
            },
            b'[' => match beyond_blanks(bytes, from + 1) {
                (b']', end) => end + 1,
                (_, element) => {
                    (open, depth) = (open << 1, depth + 1);
                    at = element;
                    continue;
                }
            },
            _ => behind_scalar(bytes, byte, from)?,
        };
        loop {
            if depth == 0 {
                return Ok(at);
            }
            let is_object = open & 1 == 1;
            // As services write it, without white space.
            if is_object && bytes.get(at..at + 2) == Some(b",\"") {
                at = behind_name(bytes, b'"', at + 1)?;
                break;
            }
            let (byte, from) = beyond_blanks(bytes, at);
            match byte {
                b',' if is_object => {
                    let (first, name) = beyond_blanks(bytes, from + 1);
                    at = behind_name(bytes, first, name)?;
                    break;
                }
                b',' => {
                    at = from + 1;
                    break;
                }
                b'}' if is_object => {}
                b']' if !is_object => {}
                _ => return Err(no_json(bytes, from)),
            }
            (open, depth) = (open >> 1, depth - 1);
            at = from + 1;
        }
    }
}

/// Behind the name that begins at `at`, with this byte, and the colon that follows.
#[inline(always)]
fn behind_name(bytes: &[u8], first: u8, at: usize) -> Result<usize, Misread> {
    if first != b'"' {
        return Err(no_json(bytes, at));
    }
    let special = behind_plain(bytes, at + 1);
    if bytes.get(special..special + 2) == Some(b"\":") {
        return Ok(special + 2);
    }
    match beyond_blanks(bytes, behind_special(bytes, special)?) {
        (b':', colon) => Ok(colon + 1),
        (_, at) => Err(no_json(bytes, at)),
    }
}

/// Behind the quote that ends the string whose text is at `at`.
#[inline(always)]
fn behind_string(bytes: &[u8], at: usize) -> Result<usize, Misread> {
    let end = behind_plain(bytes, at);
    match bytes.get(end) {
        Some(b'"') => Ok(end + 1),
        _ => behind_special(bytes, end),
    }
}

/// The same from the first quote, backslash or control character of the text on.
#[inline(never)]
fn behind_special(bytes: &[u8], mut at: usize) -> Result<usize, Misread> {
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = behind_plain(bytes, behind_escape(bytes, at + 1)?),
            // A control character.
            _ => return Err(no_json(bytes, at)),
        }
    }
}

/// Where the next quote, backslash or control character is.
#[inline(always)]
fn behind_plain(bytes: &[u8], at: usize) -> usize {
    let special = |sixteen: u8x16| sixteen.simd_eq(b'"') | sixteen.simd_eq(b'\\') | sixteen.simd_lt(b' ');
    first(bytes, at, special, |byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))
}

/// Where the first byte that is looked for is, at or behind `at`. Sixteen are looked at at once: the last ones of a text
/// together with some that were seen before, and where it has fewer one by one.
#[inline(always)]
fn first(bytes: &[u8], mut at: usize, of_sixteen: impl Fn(u8x16) -> u8x16, is_it: impl Fn(u8) -> bool) -> usize {
    let (sixteens, _) = bytes.get(at..).unwrap_or_default().as_chunks();
    for sixteen in sixteens {
        let found = of_sixteen(u8x16::new(*sixteen)).to_bitmask();
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += sixteen.len();
    }
    if let Some(sixteen) = bytes.last_chunk::<16>() {
        let found = of_sixteen(u8x16::new(*sixteen)).to_bitmask() >> (16 - bytes.len().saturating_sub(at));
        return if found != 0 { at + found.trailing_zeros() as usize } else { bytes.len() };
    }
    while bytes.get(at).is_some_and(|byte| !is_it(*byte)) {
        at += 1;
    }
    at
}

/// Behind the escape whose letter is at `at`.
fn behind_escape(bytes: &[u8], at: usize) -> Result<usize, Misread> {
    match bytes.get(at) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
        Some(b'u') => match (at + 1..at + 5).find(|digit| !bytes.get(*digit).is_some_and(u8::is_ascii_hexdigit)) {
            None => Ok(at + 5),
            Some(none) => Err(no_json(bytes, none)),
        },
        _ => Err(no_json(bytes, at)),
    }
}

fn behind_number(bytes: &[u8], at: usize) -> Result<usize, Misread> {
    let at = if bytes.get(at) == Some(&b'-') { at + 1 } else { at };
    let mut at = match bytes.get(at) {
        Some(b'0') => at + 1,
        _ => behind_digits(bytes, at)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at = behind_digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = behind_digits(bytes, at)?;
    }
    Ok(at)
}

/// Behind one digit and those that follow.
#[inline(always)]
fn behind_digits(bytes: &[u8], from: usize) -> Result<usize, Misread> {
    let no_digit = |sixteen: u8x16| sixteen.simd_lt(b'0') | sixteen.simd_gt(b'9');
    let at = first(bytes, from, no_digit, |byte| !byte.is_ascii_digit());
    if at > from { Ok(at) } else { Err(no_json(bytes, at)) }
}

#[inline(always)]
fn behind_word<const N: usize>(bytes: &[u8], at: usize, word: &[u8; N]) -> Result<usize, Misread> {
    match bytes[at..].first_chunk() == Some(word) {
        true => Ok(at + N),
        false => Err(no_json(bytes, at)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;

    /// Texts that are JSON, or all but.
    fn texts() -> Vec<String> {
        let values = [
            "0",
            "-0",
            "7",
            "-12.50e+3",
            "1E400",
            "0.1",
            "1e-9",
            "1234567890123456",
            "-12345678901234567.1234567890123456e+12345678901234567",
            "123456789012345678901234567890123x",
            "true",
            "false",
            "null",
            "[]",
            "{}",
            "[ ]",
            "{ }",
            r#""""#,
            r#""plain""#,
            r#""a\"b\\\/\b\f\n\r\t""#,
            r#""\u00e9\uD800""#,
            r#""grüße 🦀""#,
            r#""12345678""#,
            r#"[1,"a",null,[true]]"#,
            r#"{"a":{"b":[{}]},"a":1}"#,
            "[[[]],{}]",
            r#" { "a" : [ 1 , 2 ] } "#,
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "1e+",
            "+1",
            "tru",
            "nul",
            "nulls",
            "True",
            "NaN",
            r#"""#,
            r#""\x""#,
            r#""\u12g4""#,
            "\"\u{1}\"",
            "\"\n\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            "{1:2}",
            "{a:1}",
            "[1}",
            r#"{"a":1]"#,
            "]",
            "[",
            "{",
            "",
            " ",
            "1 2",
            "[] x",
            "\u{feff}1",
            "\u{a0}1",
        ];
        let long: String = ('!'..'~').cycle().filter(|letter| !"\"\\".contains(*letter)).take(100).collect();
        let strings = (0..40).flat_map(|length| {
            let text = &long[..length];
            [format!("\"{text}\""), format!("\"{text}\\n{text}\""), format!("\"{text}\u{1f}\""), format!("\"{text}")]
        });
        values.into_iter().map(str::to_owned).chain(strings).collect()
    }

    #[test]
    fn what_is_json_is_what_serde_json_takes_for_it() {
        for text in texts() {
            let wrapped = [text.clone(), format!("[{text}]"), format!("{{\"k\":{text}}}"), format!("[0,{text},0]")];
            for text in wrapped {
                let expected = serde_json::from_str::<&RawValue>(&text).ok().map(RawValue::get);
                assert_eq!(Reader::whole(&text).ok(), expected, "{text}");
            }
        }
    }

    #[test]
    fn a_text_that_is_cut_or_spoilt_is_none() {
        let text = r#"{"a":[1.5e3,"x\u00e9\n",{"b":null}],"c":true}"#;
        for end in 0..text.len() {
            assert!(Reader::whole(&text[..end]).unwrap_err().at <= end, "{}", &text[..end]);
        }
        for place in 0..text.len() {
            for byte in 0..=0x7F {
                let mut spoilt = text.as_bytes().to_vec();
                spoilt[place] = byte;
                let spoilt = String::from_utf8(spoilt).unwrap();
                let is_json = serde_json::from_str::<&RawValue>(&spoilt).is_ok();
                assert_eq!(Reader::whole(&spoilt).is_ok(), is_json, "{spoilt}");
            }
        }
    }

    #[test]
    fn members_and_elements_come_in_their_order() {
        let mut seen = Vec::new();
        let text = r#" {"\u0061" : 1 , "b":[ "x" ,{}],"\ud800":2 } "#;
        let mut reader = Reader::new(text);
        let read = reader.members(|name, reader| {
            if !name.is("b") {
                seen.push(format!("{} {}", name.is("a"), reader.value()?));
                return Ok(());
            }
            reader.elements(|reader| {
                seen.push(reader.value()?.to_owned());
                Ok(())
            })
        });
        read.and_then(|()| reader.end()).unwrap();
        assert_eq!(seen, ["true 1", "\"x\"", "{}", "false 2"]);
        for none in ["[1,]", "[1", "[1 1]", "7"] {
            assert!(Reader::new(none).elements(|reader| reader.value().map(drop)).is_err(), "{none}");
        }
        for none in [r#"{"a":1,}"#, r#"{"a" 1}"#, r#"{"a":1"#, "{a:1}", "[]"] {
            assert!(Reader::new(none).members(|_, reader| reader.value().map(drop)).is_err(), "{none}");
        }
    }

    #[test]
    fn no_more_brackets_are_open_than_is_allowed() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let objects = |levels: usize| format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
        for text in [deep(DEPTH), objects(DEPTH), format!("[{}1]", "[],{},".repeat(1000))] {
            assert_eq!(Reader::whole(&text).unwrap(), text);
        }
        for text in [deep(DEPTH + 1), objects(DEPTH + 1), deep(100_000), "[".repeat(100_000)] {
            assert_eq!(Reader::whole(&text).unwrap_err().what, "more than 128 open brackets");
        }
        let inner = |levels| Reader::new(&deep(levels)).elements(|reader| reader.value().map(drop)).is_ok();
        assert!(inner(DEPTH) && !inner(DEPTH + 1));
    }
}
