//! What the user asks for on top of a function's own request.

use percent_encoding::utf8_percent_encode;
use serde_json::Value;

use crate::error::Error;
use crate::options::{TIMEOUT, invalid};
use crate::pine::encode::{DATA, STRUCTURE, quoted};

/// The options of a function that reads many rows.
pub(crate) const ROWS: &[&str] = &["$select", "$filter", "$expand", "$orderby", "$top", "$skip", "@*", TIMEOUT];
/// The options of a function that reads one row.
pub(crate) const ROW: &[&str] = &["$select", "$expand", TIMEOUT];

/// Lists of fields and conditions: structure literally, data between quotes encoded.
pub(super) fn structure(key: &str, value: &Value) -> Result<String, Error> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if key != "$filter" => {
            let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            items.ok_or_else(|| invalid(key, "is an array of something else than texts"))?.join(",")
        }
        _ if key == "$filter" => return Err(invalid(key, "is not a text")),
        _ => return Err(invalid(key, "is neither a text nor an array of texts")),
    };
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err(invalid(key, "is empty or holds a control character"));
    }
    // Every second part stood between quotes; a doubled quote makes an empty part between two of those.
    let parts: Vec<&str> = text.split('\'').collect();
    if parts.len().is_multiple_of(2) {
        return Err(invalid(key, "has a quote that is not closed"));
    }
    let mut encoded = String::with_capacity(text.len());
    for (place, part) in parts.iter().enumerate() {
        let doubled = place % 2 == 0 && part.is_empty() && place != 0 && place != parts.len() - 1;
        match (place % 2, doubled) {
            (1, _) => encoded.extend(utf8_percent_encode(part, DATA)),
            (_, true) => encoded.push_str("%27%27"),
            (_, false) => {
                if place != 0 {
                    encoded.push('\'');
                }
                encoded.extend(utf8_percent_encode(part, STRUCTURE));
                if place != parts.len() - 1 {
                    encoded.push('\'');
                }
            }
        }
    }
    Ok(encoded)
}

pub(super) fn count(key: &str, value: &Value) -> Result<String, Error> {
    value.as_u64().map(|count| count.to_string()).ok_or_else(|| invalid(key, "is not a whole number from 0 on"))
}

pub(super) fn parameter(key: &str) -> Result<&str, Error> {
    let name = key.strip_prefix('@').unwrap_or_default();
    let mut bytes = name.bytes();
    let sound = bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if sound { Ok(key) } else { Err(invalid("@", "is followed by something else than letters, digits and _")) }
}

pub(super) fn literal(key: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(quoted(text)),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        _ => Err(invalid(key, "is neither a text, a number nor a boolean")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str) -> String {
        structure("$filter", &Value::from(text)).unwrap()
    }

    #[test]
    fn structure_travels_literally_and_data_encoded() {
        assert_eq!(encoded("a/any(d:d/id eq 7)"), "a/any(d:d/id%20eq%207)");
        assert_eq!(encoded("name eq 'a&b #1/2+3'"), "name%20eq%20'a%26b%20%231%2F2%2B3'");
        assert_eq!(encoded("name eq 'O''Brien'"), "name%20eq%20'O%27%27Brien'");
        assert_eq!(encoded("name eq '' or x eq ''''"), "name%20eq%20''%20or%20x%20eq%20'%27%27'");
        assert_eq!(encoded("a eq 1&$filter=b#c"), "a%20eq%201%26$filter=b%23c");
        assert_eq!(encoded("name eq '%27'"), "name%20eq%20'%2527'");
        assert_eq!(quoted("é'"), "'%C3%A9%27%27'");
    }
}
