//! Texts of a URL. The server takes an OData URL apart before it decodes it: structure travels literally and data
//! encoded, inside its quotes, so that nothing that a user gives ends the place it stands in.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Number, Value};

use crate::error::Error;
use crate::options::invalid;

/// What stands between quotes travels encoded but for these.
const DATA: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Structure travels literally; these would end the option, the query or the URL, or be read as something else.
const STRUCTURE: &AsciiSet =
    &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>');
/// How many digits a number may need before or behind its point.
const DIGITS: i64 = 400;

/// A text as an OData literal: in quotes, encoded.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for part in utf8_percent_encode(text, DATA) {
        // A quote within is doubled.
        quoted.push_str(if part == "%27" { "%27%27" } else { part });
    }
    quoted.push('\'');
    quoted
}

/// A text as it stands in a URL where it is no structure.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, DATA).to_string()
}

/// OData as a user wrote it, not encoded. A `$name` outside of quotes for which there is a text in `bound`, encoded
/// already, is replaced by it.
///
/// Brackets and quotes have to be closed, and a `;` stands in brackets alone: that is where an option of an expansion
/// ends.
pub(super) fn structure(key: &str, text: &str, bound: &[(String, String)]) -> Result<String, Error> {
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err(invalid(key, "is empty or holds a control character"));
    }
    let mut encoded = String::with_capacity(text.len());
    let mut depth = 0;
    let mut rest = text;
    loop {
        let quote = rest.find('\'');
        let outside = &rest[..quote.unwrap_or(rest.len())];
        for byte in outside.bytes() {
            match byte {
                b'(' => depth += 1,
                b')' if depth > 0 => depth -= 1,
                b')' => return Err(invalid(key, "closes a bracket that is not open")),
                b';' if depth == 0 => return Err(invalid(key, "has a ; that is not in brackets")),
                _ => {}
            }
        }
        push(&mut encoded, outside, bound);
        let Some(quote) = quote else { break };
        let data = &rest[quote + 1..];
        let end = closing(data).ok_or_else(|| invalid(key, "has a quote that is not closed"))?;
        encoded.push('\'');
        encoded.extend(utf8_percent_encode(&data[..end], DATA));
        encoded.push('\'');
        rest = &data[end + 1..];
    }
    if depth == 0 { Ok(encoded) } else { Err(invalid(key, "has a bracket that is not closed")) }
}

/// Adds what stands outside of quotes.
fn push(encoded: &mut String, structure: &str, bound: &[(String, String)]) {
    let mut parts = structure.split('$');
    encoded.extend(utf8_percent_encode(parts.next().unwrap_or_default(), STRUCTURE));
    for part in parts {
        let end = part.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(part.len());
        let (name, behind) = part.split_at(end);
        match bound.iter().find(|(bound, _)| bound == name) {
            Some((_, text)) => encoded.push_str(text),
            None => encoded.extend(["$", name]),
        }
        encoded.extend(utf8_percent_encode(behind, STRUCTURE));
    }
}

/// Where the quote is that ends a text; a doubled one does not.
fn closing(data: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let quote = from + data[from..].find('\'')?;
        match data[quote + 1..].starts_with('\'') {
            true => from = quote + 2,
            false => return Some(quote),
        }
    }
}

/// A field or a path to one: `name`, `name/name`, `name/$count`.
pub(super) fn path<'t>(key: &str, text: &'t str) -> Result<&'t str, Error> {
    match text.strip_suffix("/$count").unwrap_or(text).split('/').all(is_name) {
        true => Ok(text),
        false => Err(invalid(key, "has a name of something else than letters, digits and _")),
    }
}

/// True for letters, digits and `_`, with no digit first.
pub(crate) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A value as an OData literal.
pub(super) fn literal(key: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::Null => Ok("null".to_owned()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::String(text) => Ok(quoted(text)),
        Value::Number(number) => decimal(number).ok_or_else(|| invalid(key, "has a number with too many digits")),
        _ => Err(invalid(key, "has a value that is neither a text, a number, a boolean nor null")),
    }
}

/// A number, each of its digits, without an exponent: the service's grammar has none.
fn decimal(number: &Number) -> Option<String> {
    let text = number.to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", &*text), |positive| ("-", positive));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let exponent: i64 = exponent.parse().ok().filter(|exponent: &i64| exponent.abs() <= DIGITS)?;
    // Where the point stands in the digits; it may be before them or behind.
    let point = i64::try_from(whole.len()).ok()? + exponent;
    let before = usize::try_from(-point).unwrap_or(0);
    let point = usize::try_from(point).unwrap_or(0);
    let digits = format!("{}{digits:0<point$}", "0".repeat(before));
    let (whole, fraction) = digits.split_at(point);
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    Some(match (whole, fraction) {
        ("", "") => "0".to_owned(),
        (_, "") => format!("{sign}{whole}"),
        ("", _) => format!("{sign}0.{fraction}"),
        _ => format!("{sign}{whole}.{fraction}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str) -> String {
        structure("$filter", text, &[]).unwrap()
    }

    #[test]
    fn structure_travels_literally_and_data_encoded() {
        assert_eq!(encoded("a/any(d:d/id eq 7)"), "a/any(d:d/id%20eq%207)");
        assert_eq!(encoded("name eq 'a&b #1/2+3'"), "name%20eq%20'a%26b%20%231%2F2%2B3'");
        assert_eq!(encoded("name eq 'O''Brien'"), "name%20eq%20'O%27%27Brien'");
        assert_eq!(encoded("name eq '' or x eq ''''"), "name%20eq%20''%20or%20x%20eq%20'%27%27'");
        assert_eq!(encoded("a eq 1&$filter=b#c"), "a%20eq%201%26$filter=b%23c");
        assert_eq!(encoded("name eq '%27'"), "name%20eq%20'%2527'");
        assert_eq!(encoded("a($filter=b eq ');';$top=1)"), "a($filter=b%20eq%20'%29%3B';$top=1)");
        assert_eq!(quoted("é'"), "'%C3%A9%27%27'");
    }

    #[test]
    fn structure_does_not_end_where_it_stands() {
        for text in ["", " ", "a\n", "a eq 'b", "a eq 'b''", "a) or (b", "(a", "a)", "a;$top=1", "a eq ';';$top=1"] {
            assert_eq!(structure("$filter", text, &[]).unwrap_err().code(), crate::Code::INVALID_OPTION, "{text}");
        }
    }

    #[test]
    fn bound_texts_stand_for_their_names_outside_of_quotes() {
        let bound = [("1".to_owned(), "('$2')".to_owned()), ("2".to_owned(), "(7)".to_owned())];
        let text = "a eq $1 or b eq '$1' or c/$count gt $2$2 or $12 eq $3";
        let expected = "a%20eq%20('$2')%20or%20b%20eq%20'%241'%20or%20c/$count%20gt%20(7)(7)%20or%20$12%20eq%20$3";
        assert_eq!(structure("$filter", text, &bound).unwrap(), expected);
    }

    #[test]
    fn numbers_keep_their_digits_and_lose_their_exponent() {
        for (given, expected) in [
            ("9007199254740993", "9007199254740993"),
            ("-123456789012345678901234567890.5", "-123456789012345678901234567890.5"),
            ("1.50", "1.5"),
            ("1.0", "1"),
            ("-0.0", "0"),
            ("1e3", "1000"),
            ("1.25E1", "12.5"),
            ("125e-1", "12.5"),
            ("-1e-7", "-0.0000001"),
            ("1E+21", "1000000000000000000000"),
        ] {
            assert_eq!(literal("$filter", &serde_json::from_str(given).unwrap()).unwrap(), expected, "{given}");
        }
        assert!(literal("$filter", &serde_json::from_str("1e401").unwrap()).is_err());
    }
}
