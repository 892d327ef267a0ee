//! The text of a settings file, as Python's configparser reads and writes it, since the official SDK does: `key = value`
//! or `key: value`, keys in any case, further lines of a value indented, whole lines of comment after `#` or `;`.
//!
//! Hand-written, since no crate keeps comments and knows this dialect: those that keep comments (ini-roundtrip,
//! ini-preserve) take `key: value` and continued lines for something else, and would give a key a second time.
//!
//! A change touches the lines of one setting alone, and a text that configparser would refuse is refused here too: that
//! SDK replaces such a file by one without its token.

use std::collections::BTreeMap;
use std::ops::Range;

/// What is wrong with a text: a clause that repeats nothing of it.
pub(crate) type Problem = String;

pub(crate) struct Ini<'a> {
    text: &'a str,
    /// By section and by key in lower case.
    entries: BTreeMap<(&'a str, String), Entry>,
    /// Where each section's next entry would stand, and how far in: after its last one or its header.
    ends: BTreeMap<&'a str, (usize, &'a str)>,
}

struct Entry {
    value: String,
    /// Where in the text the value begins.
    value_at: usize,
    /// Its lines with their ends; comments between them are not among them.
    lines: Vec<Range<usize>>,
}

impl<'a> Ini<'a> {
    pub fn parse(text: &'a str) -> Result<Self, Problem> {
        let mut ini = Ini { text, entries: BTreeMap::new(), ends: BTreeMap::new() };
        let mut section = None;
        // The entry that an indented line would continue.
        let mut open = None;
        let mut indentation = 0;
        let mut end = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let problem = |what: &str| Err(format!("line {} {what}", number + 1));
            let lines = end..end + line.len();
            end = lines.end;
            let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
            if line.chars().any(|character| character.is_control() && character != '\t') {
                return problem("holds a control character");
            }
            let content = line.trim();
            let entry = open.as_ref().and_then(|key| ini.entries.get_mut(key));
            if content.is_empty() {
                // An empty line within a value belongs to it.
                if let Some(entry) = entry {
                    entry.value.push('\n');
                }
                continue;
            }
            if content.starts_with(['#', ';']) {
                continue;
            }
            let margin = &line[..line.len() - line.trim_start().len()];
            let depth = margin.chars().count();
            match entry {
                Some(entry) if depth > indentation => {
                    entry.value.push('\n');
                    entry.value.push_str(content);
                    entry.lines.push(lines);
                    if let Some((at, _)) = section.and_then(|section| ini.ends.get_mut(section)) {
                        *at = end;
                    }
                    continue;
                }
                _ => indentation = depth,
            }
            if let Some(name) = header(content) {
                if ini.ends.insert(name, (end, margin)).is_some() {
                    return problem("begins a section for the second time");
                }
                section = Some(name);
                open = None;
                continue;
            }
            let Some(section) = section else { return problem("stands before the first section") };
            let Some((key, value)) = content.split_once(['=', ':']).filter(|(key, _)| !key.trim().is_empty()) else {
                return problem("is neither a section, a setting nor a comment");
            };
            let key = (section, key.trim().to_lowercase());
            let value = value.trim_start();
            let value_at = value.as_ptr().addr() - text.as_ptr().addr();
            let entry = Entry { value: value.to_owned(), value_at, lines: vec![lines] };
            if ini.entries.insert(key.clone(), entry).is_some() {
                return problem("gives a setting for the second time");
            }
            ini.ends.insert(section, (end, margin));
            open = Some(key);
        }
        for entry in ini.entries.values_mut() {
            entry.value.truncate(entry.value.trim_end().len());
        }
        Ok(ini)
    }

    /// The settings of a section, by key in lower case.
    pub fn section(&self, section: &str) -> BTreeMap<String, String> {
        let entries = self.entries.iter().filter(|((of, _), _)| *of == section);
        entries.map(|((_, key), entry)| (key.clone(), entry.value.clone())).collect()
    }

    /// The text with another value for `key`, or without it. Both are such as one line can hold.
    pub fn with(&self, section: &str, key: &str, value: Option<&str>) -> Result<String, Problem> {
        let text = self.edited(section, key, value);
        let mut expected = self.values();
        match value {
            Some(value) => expected.insert((section, key), value),
            None => expected.remove(&(section, key)),
        };
        // Odd indentation can make a line mean something else once its neighbour changes.
        match Ini::parse(&text) {
            Ok(ini) if ini.values() == expected => Ok(text),
            _ => Err("its indentation leaves no place to change it".to_owned()),
        }
    }

    fn values(&self) -> BTreeMap<(&str, &str), &str> {
        self.entries.iter().map(|((section, key), entry)| ((*section, key.as_str()), entry.value.as_str())).collect()
    }

    fn edited(&self, section: &str, key: &str, value: Option<&str>) -> String {
        let line_end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut text = String::with_capacity(self.text.len() + 256);
        let found = self.entries.iter().find(|((of, name), _)| *of == section && name == key).map(|(_, entry)| entry);
        match (found, value) {
            (Some(entry), value) => {
                let mut at = 0;
                for (index, lines) in entry.lines.iter().enumerate() {
                    text.push_str(&self.text[at..lines.start]);
                    at = lines.end;
                    if let (0, Some(value)) = (index, value) {
                        text.push_str(&self.text[lines.start..entry.value_at]);
                        text.push_str(value);
                        text.push_str(line_end);
                    }
                }
                text.push_str(&self.text[at..]);
            }
            (None, None) => text.push_str(self.text),
            (None, Some(value)) => {
                let place = self.ends.get(section);
                let (before, after) = self.text.split_at(place.map_or(self.text.len(), |(at, _)| *at));
                text.push_str(before);
                if !before.is_empty() && !before.ends_with('\n') {
                    text.push_str(line_end);
                }
                match place {
                    Some((_, margin)) => text.push_str(margin),
                    None if before.is_empty() => text.push_str(&format!("[{section}]{line_end}")),
                    None => text.push_str(&format!("{line_end}[{section}]{line_end}")),
                }
                text.push_str(&format!("{key} = {value}{line_end}"));
                text.push_str(after);
            }
        }
        text
    }
}

/// The name in a section's header.
fn header(content: &str) -> Option<&str> {
    let name = content.strip_prefix('[')?;
    Some(&name[..name.rfind(']')?]).filter(|name| !name.is_empty())
}
