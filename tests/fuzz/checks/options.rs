//! Options of a call are read as they are given, and become one URL that says just that.

use std::time::{Duration, UNIX_EPOCH};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::has_private_key;
use crate::options::Options;
use crate::pine::Resource;

/// A condition of a function's own, which no user's may take off.
const OWN: &str = "own%20eq%201";

/// The text of an options document.
pub fn options(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    if has_private_key(text) {
        return;
    }
    let given = serde_json::from_str::<Map<String, Value>>(text);
    let Ok(options) = Options::parse(text) else {
        assert!(given.is_err(), "an object is refused");
        return;
    };
    let given = given.expect("what is no object is taken");
    for (key, value) in &given {
        typed(&options, key, value);
    }
    if let Some(Ok(row)) = options.get("id").map(|id| Resource::all("device").with_key("id", id)) {
        let target = row.target("v7");
        let key = target.strip_prefix("v7/device(").and_then(|rest| rest.strip_suffix(')'));
        let texts = scan(key.expect("a key stands in brackets"));
        assert!(texts.iter().all(|text| is_given(text, &strings(&given))), "{target}");
    }
    if let Ok(rows) = Resource::all("device").filter(OWN).with(&options) {
        url(&rows.target("v7"), &given);
    }
}

/// Whatever type a function asks for, it gets what was given or an error.
fn typed(options: &Options, key: &str, value: &Value) {
    if let Ok(Some(text)) = options.text(key) {
        assert_eq!(value, text);
        assert!(!text.is_empty() && !text.contains(char::is_control));
    }
    if let Ok(Some(number)) = options.count(key) {
        assert!(number > 0 && value.as_u64() == Some(number));
    }
    if let Ok(Some(flag)) = options.flag(key) {
        assert_eq!(value, &Value::Bool(flag));
    }
    if let Ok(Some(date)) = options.date(key) {
        let date = humantime::parse_rfc3339(&date).expect("a date is one");
        let milliseconds = value.as_u64().expect("a date is a number");
        assert_eq!(date.duration_since(UNIX_EPOCH).ok(), Some(Duration::from_millis(milliseconds)));
    }
    assert_eq!(options.get(key).is_none(), options.is_null(key));
}

/// The service takes a URL apart at `?`, `&` and the first `=`, before it decodes anything.
fn url(target: &str, given: &Map<String, Value>) {
    let query = target.strip_prefix("v7/device?").expect("a resource stays one");
    assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"#+<>".contains(&byte)), "{target}");
    let asked: Vec<(&str, &str)> =
        query.split('&').map(|option| option.split_once('=').expect("an option has a value")).collect();
    let strings = strings(given);
    for (name, value) in &asked {
        assert_eq!(asked.iter().filter(|(other, _)| other == name).count(), 1, "{name} stands there twice: {target}");
        for text in scan(value) {
            assert!(is_given(&text, &strings), "{text} was not given: {target}");
        }
    }
    let is_asked = |(key, value): &(&String, &Value)| key.starts_with(['$', '@']) && !value.is_null();
    let wanted: Vec<(&String, &Value)> = given.iter().filter(is_asked).collect();
    assert_eq!(asked.len(), wanted.len() + usize::from(!wanted.iter().any(|(key, _)| *key == "$filter")), "{target}");
    let of = |name: &str| asked.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    let filter = of("$filter").expect("a function's own condition stays");
    match given.get("$filter").filter(|filter| !filter.is_null()) {
        None => assert_eq!(filter, OWN),
        Some(users) => {
            let own = format!("({OWN})%20and%20(");
            let inner =
                filter.strip_prefix(&own).and_then(|rest| rest.strip_suffix(')')).expect("both are in brackets");
            // Closed, the user's brackets leave those around them alone.
            scan(inner);
            if let Value::String(text) = users {
                assert_eq!(decoded(inner), *text);
            }
        }
    }
    for (key, value) in wanted.into_iter().filter(|(key, _)| *key != "$filter") {
        let sent = of(key).expect("an option is sent under its name");
        match value {
            Value::String(text) if key.starts_with('@') => assert_eq!(scan(sent), [text.as_str()]),
            Value::String(text) => assert_eq!(decoded(sent), *text),
            Value::Number(number) => {
                assert!(!sent.contains(['e', 'E', '+']), "{sent}");
                assert_eq!(sent.parse::<f64>(), number.to_string().parse::<f64>());
            }
            Value::Bool(flag) => assert_eq!(sent, flag.to_string()),
            _ => {}
        }
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().expect("what is sent is UTF-8").into_owned()
}

/// Reads OData that is still encoded, whose brackets and quotes have to be closed, and gives the texts between quotes.
fn scan(odata: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut depth = 0;
    for (place, part) in odata.split('\'').enumerate() {
        let mut hex = part.split('%').skip(1).map(|rest| rest.as_bytes());
        let is_hex = |hex: &[u8]| hex.len() >= 2 && hex[..2].iter().all(u8::is_ascii_hexdigit);
        assert!(hex.all(is_hex), "a % stands by itself: {odata}");
        if place % 2 == 1 {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
            assert!(part.bytes().all(plain), "a text is not encoded: {odata}");
            let text = decoded(part);
            let parts: Vec<&str> = text.split("''").collect();
            assert!(!parts.iter().any(|part| part.contains('\'')), "a quote in a text ends it: {odata}");
            texts.push(parts.join("'"));
            continue;
        }
        for byte in part.bytes() {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b';' => assert!(depth > 0, "a ; ends the option: {odata}"),
                _ => {}
            }
            assert!(depth >= 0, "a bracket is closed that is not open: {odata}");
        }
    }
    assert!(depth == 0 && odata.matches('\'').count().is_multiple_of(2), "a bracket or quote is open: {odata}");
    texts
}

/// Every text that was given, at any depth.
fn strings(given: &Map<String, Value>) -> Vec<&str> {
    fn add<'v>(value: &'v Value, strings: &mut Vec<&'v str>) {
        match value {
            Value::String(text) => strings.push(text),
            Value::Array(items) => items.iter().for_each(|item| add(item, strings)),
            Value::Object(members) => members.values().for_each(|member| add(member, strings)),
            _ => {}
        }
    }
    let mut strings = Vec::new();
    given.values().for_each(|value| add(value, &mut strings));
    strings
}

/// True for a text that was given, as it is or in OData, and for a duration.
fn is_given(text: &str, strings: &[&str]) -> bool {
    let quoted = format!("'{}'", text.replace('\'', "''"));
    let is_duration = || text.trim_start_matches('-').starts_with('P');
    strings.iter().any(|string| *string == text || string.contains(&quoted)) || is_duration()
}
