//! The lines of a log stream: cut out of the pieces in which they arrive, and told from those that were there before a
//! reconnect.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use memchr::{memchr, memrchr};

use crate::error::{Code, Error};
use crate::json::{Misread, Reader};

/// The longest line that is taken. The service's own lines are far shorter.
const LONGEST: usize = 1 << 20;

/// By how much the times of neighbouring lines may be out of order: several servers write them.
const DISORDER_MS: i64 = 2_000;

/// Cuts a stream into lines.
#[derive(Default)]
pub(crate) struct Splitter {
    /// What came of a line whose end did not.
    begun: Vec<u8>,
    too_long: bool,
}

impl Splitter {
    /// Gives the lines that end in `piece` to `take`, each with its end, as many at once as can be; in the place of one that
    /// is no text or too long an error.
    pub fn split(&mut self, piece: &[u8], mut take: impl FnMut(Result<String, Error>)) {
        let (Some(first), Some(last)) = (memchr(b'\n', piece), memrchr(b'\n', piece)) else { return self.hold(piece) };
        let (mut whole, rest) = piece.split_at(last + 1);
        let mut lines = std::mem::take(&mut self.begun);
        if std::mem::take(&mut self.too_long) || lines.len() + first > LONGEST {
            take(Err(Error::new(Code::LIMIT, format!("A line is longer than {LONGEST} bytes."))));
            lines.clear();
            whole = &whole[first + 1..];
        }
        lines.extend_from_slice(whole);
        give(lines, take);
        self.hold(rest);
    }

    fn hold(&mut self, part: &[u8]) {
        if self.too_long || self.begun.len() + part.len() > LONGEST {
            self.too_long = true;
            self.begun = Vec::new();
        } else {
            self.begun.extend_from_slice(part);
        }
    }
}

fn give(lines: Vec<u8>, mut take: impl FnMut(Result<String, Error>)) {
    let lines = match String::from_utf8(lines) {
        Ok(lines) => return take(Ok(lines)),
        Err(error) => error.into_bytes(),
    };
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        take(String::from_utf8(line.to_owned()).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            Error::new(Code::DECODE, format!("A line of the log is not UTF-8 at byte {at}."))
        }));
    }
}

/// What of a line is looked at; it is passed on as it came, whatever its members are.
#[derive(Default)]
struct Line<'a> {
    created_at: Option<&'a str>,
    is_system: Option<&'a str>,
    message: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Result<Self, Misread> {
        let mut line = Line::default();
        let mut reader = Reader::new(text);
        reader.members(|name, reader| {
            let place = if name.is("createdAt") {
                &mut line.created_at
            } else if name.is("isSystem") {
                &mut line.is_system
            } else if name.is("message") {
                &mut line.message
            } else {
                return reader.pass().map(drop);
            };
            *place = Some(reader.value()?);
            Ok(())
        })?;
        reader.end()?;
        Ok(line)
    }

    fn created_at(&self) -> Option<i64> {
        self.created_at?.parse().ok()
    }

    /// How many lines the server says it left out.
    fn suppressed(&self) -> Option<u64> {
        if self.is_system != Some("true") {
            return None;
        }
        suppressed(&serde_json::from_str::<Cow<'_, str>>(self.message?).ok()?)
    }
}

/// What a line means for the subscription.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One for the subscriber.
    New,
    /// The same, after which the server admits to have left out so many.
    Suppressed(u64),
    /// The subscriber has it already.
    Known,
    /// The subscriber did not ask for it: it is older than the first that came.
    Before,
}

/// Where a stream goes on after a reconnect.
pub(crate) struct Place {
    /// The time of the newest line, or of the beginning where there was none yet.
    newest: Option<i64>,
    /// The time of the first line that came.
    first: Option<i64>,
    hasher: RandomState,
    /// The lines of the last moments: when each was created, and its hash.
    recent: VecDeque<(i64, u64)>,
    /// How often each of those is still to be passed over, and up to which time that goes.
    known: HashMap<u64, u32>,
    known_until: i64,
    /// True from a reconnect on until a line has come again.
    resuming: bool,
}

impl Place {
    pub fn new() -> Self {
        Place {
            newest: None,
            first: None,
            hasher: RandomState::default(),
            recent: VecDeque::new(),
            known: HashMap::new(),
            known_until: i64::MIN,
            resuming: false,
        }
    }

    /// Notes when the stream began, by the server's clock, unless a line has said more.
    pub fn begin(&mut self, at: Option<i64>) {
        self.newest = self.newest.or(at);
    }

    /// True once a line came.
    pub fn has_lines(&self) -> bool {
        !self.recent.is_empty()
    }

    /// From when on lines are to be asked for again, in milliseconds since 1970.
    pub fn resume(&mut self) -> Option<i64> {
        let newest = self.newest?;
        self.known.clear();
        for (_, hash) in &self.recent {
            *self.known.entry(*hash).or_default() += 1;
        }
        self.known_until = newest;
        self.resuming = self.has_lines();
        Some(match self.has_lines() {
            true => newest.saturating_sub(DISORDER_MS),
            false => newest,
        })
    }

    /// True, once after a reconnect, when what comes does not join what came: lines between are missing.
    pub fn has_gap(&mut self, meaning: &Meaning) -> bool {
        *meaning != Meaning::Before && std::mem::take(&mut self.resuming) && *meaning != Meaning::Known
    }

    /// Looks at a line.
    pub fn look(&mut self, line: &str) -> Result<Meaning, Error> {
        let none = |error: Misread| Error::new(Code::DECODE, "A line of the log is none.").caused_by(&error);
        let looked = Line::of(line).map_err(none)?;
        if let Some(count) = looked.suppressed() {
            // The server makes this one for who listens, and does not keep it.
            return Ok(Meaning::Suppressed(count));
        }
        let Some(created_at) = looked.created_at() else { return Ok(Meaning::New) };
        let hash = self.hasher.hash_one(line);
        if created_at <= self.known_until
            && let Some(times) = self.known.get_mut(&hash)
            && *times > 0
        {
            *times -= 1;
            return Ok(Meaning::Known);
        }
        // The first that came is there again before any that were missed.
        if self.resuming && self.first.is_some_and(|first| created_at <= first) {
            return Ok(Meaning::Before);
        }
        self.first.get_or_insert(created_at);
        self.newest = Some(self.newest.map_or(created_at, |newest| newest.max(created_at)));
        self.recent.push_back((created_at, hash));
        let old = self.newest.unwrap_or(created_at).saturating_sub(DISORDER_MS);
        while self.recent.front().is_some_and(|(at, _)| *at < old) {
            self.recent.pop_front();
        }
        Ok(Meaning::New)
    }
}

/// The 12 of "Warning: Suppressed 12 message(s) due to slow reading".
fn suppressed(message: &str) -> Option<u64> {
    let (_, rest) = message.split_once("Suppressed ")?;
    let (count, _) = rest.split_once(" message(s) due to ")?;
    count.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[&[u8]]) -> Vec<String> {
        let mut splitter = Splitter::default();
        let mut lines = Vec::new();
        for piece in pieces {
            splitter.split(piece, |part| lines.extend(part.unwrap().split_terminator('\n').map(str::to_owned)));
        }
        lines
    }

    #[test]
    fn lines_are_whole_wherever_the_pieces_end() {
        let text = "{\"a\":1}\n\n{\"b\":\"é🐳\"}\n \r\n{\"c\":3}\nrest".as_bytes();
        let expected = ["{\"a\":1}", "", "{\"b\":\"é🐳\"}", " \r", "{\"c\":3}"];
        assert_eq!(lines(&[text]), expected);
        for cut in 0..text.len() {
            assert_eq!(lines(&[&text[..cut], &text[cut..]]), expected, "{cut}");
        }
        let bytes: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(lines(&bytes), expected);
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let mut splitter = Splitter::default();
        let mut codes = Vec::new();
        let part = vec![b'x'; LONGEST / 2 + 1];
        for piece in [&part[..], &part, &part, b"\nshort\n"] {
            splitter.split(piece, |part| codes.push(part.map_err(|error| error.code())));
        }
        assert_eq!(codes, [Err(Code::LIMIT), Ok("short\n".to_owned())]);
        assert_eq!(splitter.begun.capacity(), 0);
    }

    #[test]
    fn a_line_that_is_no_text_costs_itself_alone() {
        let mut parts = Vec::new();
        Splitter::default().split(b"a\nb\xFF\nc\nd", |part| parts.push(part.map_err(|error| error.code())));
        assert_eq!(parts, [Ok("a\n".to_owned()), Err(Code::DECODE), Ok("c\n".to_owned())]);
    }

    fn line(at: i64, message: &str) -> String {
        format!(r#"{{"createdAt":{at},"timestamp":1,"isSystem":false,"isStdErr":false,"message":"{message}"}}"#)
    }

    #[test]
    fn what_came_before_a_reconnect_is_passed_over_as_often_as_it_came() {
        let mut place = Place::new();
        for (at, message) in [(10_000, "a"), (10_001, "b"), (10_001, "b"), (10_001, "c")] {
            assert_eq!(place.look(&line(at, message)).unwrap(), Meaning::New);
        }
        assert_eq!(place.resume(), Some(10_001 - DISORDER_MS));
        let again = [(10_000, "a"), (10_001, "b"), (10_001, "b"), (10_001, "b"), (10_001, "c"), (10_001, "d")];
        let seen: Vec<Meaning> = again.iter().map(|(at, message)| place.look(&line(*at, message)).unwrap()).collect();
        assert_eq!(seen, [Meaning::Known, Meaning::Known, Meaning::Known, Meaning::New, Meaning::Known, Meaning::New]);
        assert_eq!(place.look(&line(10_002, "a")).unwrap(), Meaning::New);
    }

    #[test]
    fn an_object_is_a_line_whatever_is_in_it() {
        let mut place = Place::new();
        for line in
            [r#"{"message":"\ud83d","createdAt":null}"#, r#"{"message":null,"isSystem":null}"#, r#" {"createdAt":"1"}"#]
        {
            assert_eq!(place.look(line).unwrap(), Meaning::New, "{line}");
        }
        for line in ["[1]", "7", "null", r#"{"message":"#] {
            assert_eq!(place.look(line).unwrap_err().code(), Code::DECODE, "{line}");
        }
    }

    #[test]
    fn a_time_that_can_not_be_is_no_trouble() {
        for at in [i64::MIN, i64::MAX] {
            let mut place = Place::new();
            assert_eq!(place.look(&line(at, "a")).unwrap(), Meaning::New);
            assert_eq!(place.resume(), Some(at.saturating_sub(DISORDER_MS)));
            assert_eq!(place.look(&line(at, "a")).unwrap(), Meaning::Known);
        }
    }

    #[test]
    fn a_stream_that_does_not_join_has_a_gap() {
        let mut place = Place::new();
        place.look(&line(10_000, "a")).unwrap();
        place.resume();
        let meaning = place.look(&line(90_000, "z")).unwrap();
        assert!(place.has_gap(&meaning));
        assert!(!place.has_gap(&meaning));
        place.resume();
        let meaning = place.look(&line(90_000, "z")).unwrap();
        assert!(!place.has_gap(&meaning));
    }

    #[test]
    fn what_was_there_before_the_first_line_stays_away() {
        let mut place = Place::new();
        place.look(&line(10_000, "b")).unwrap();
        place.look(&line(10_001, "c")).unwrap();
        place.resume();
        let again = [(9_000, "z"), (10_000, "a"), (10_000, "b"), (10_000, "d"), (10_001, "c"), (10_001, "e")];
        let seen = again.map(|(at, message)| {
            let meaning = place.look(&line(at, message)).unwrap();
            assert!(!place.has_gap(&meaning));
            meaning
        });
        use Meaning::{Before, Known, New};
        assert_eq!(seen, [Before, Before, Known, New, Known, New]);
    }

    #[test]
    fn without_a_line_a_stream_goes_on_where_it_began() {
        let mut place = Place::new();
        assert_eq!(place.resume(), None);
        place.begin(Some(5_000));
        assert_eq!(place.resume(), Some(5_000));
        place.look(&line(7_000, "a")).unwrap();
        place.begin(Some(9_000));
        assert_eq!(place.resume(), Some(7_000 - DISORDER_MS));
    }

    #[test]
    fn what_the_server_leaves_out_is_told() {
        let mut place = Place::new();
        let said =
            r#"{"createdAt":1,"isSystem":true,"message":"Warning: Suppressed 12 message(s) due to slow reading"}"#;
        assert_eq!(place.look(said).unwrap(), Meaning::Suppressed(12));
        assert!(!place.has_lines());
        let by_a_program = said.replace("true", "false");
        assert_eq!(place.look(&by_a_program).unwrap(), Meaning::New);
        assert_eq!(place.look("{").unwrap_err().code(), Code::DECODE);
    }
}
