//! What the user asks for on top of a function's own request: OData as texts, or objects in the language of balena's own
//! client for JavaScript, whose conditions are in `filter`.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::options::{TIMEOUT, invalid};
use crate::pine::encode::{is_name, path, structure};
use crate::pine::filter::{counted, filter};

/// The options of a function that reads many rows.
pub(crate) const ROWS: &[&str] = &["$select", "$filter", "$expand", "$orderby", "$top", "$skip", "@*", TIMEOUT];
/// The options of a function that reads one row.
pub(crate) const ROW: &[&str] = &["$select", "$expand", TIMEOUT];

/// The value of an option that starts with `$`, encoded. `key` is what errors call it.
pub(super) fn option(key: &str, name: &str, value: &Value) -> Result<String, Error> {
    match name {
        "$filter" => filter(key, value),
        "$expand" => expand(key, value),
        "$select" => select(key, value),
        "$orderby" => orderby(key, value),
        "$top" | "$skip" => count(key, value),
        _ => Err(invalid(key, "is no option of an expansion")),
    }
}

fn select(key: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(text) => structure(key, text, &[]),
        Value::Array(items) => {
            let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            let items = items.ok_or_else(|| invalid(key, "is an array of something else than texts"))?;
            structure(key, &items.join(","), &[])
        }
        _ => Err(invalid(key, "is neither a text nor an array of texts")),
    }
}

fn expand(key: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(text) => structure(key, text, &[]),
        Value::Array(items) if !items.is_empty() => each(items.iter().map(|item| expand(key, item))),
        Value::Object(members) if !members.is_empty() => {
            each(members.iter().map(|(name, options)| expansion(key, name, options)))
        }
        Value::Array(_) | Value::Object(_) => Err(invalid(key, "is empty")),
        _ => Err(invalid(key, "is neither a text, an object nor an array of them")),
    }
}

/// `name(option;option)`, or `name/$count`.
fn expansion(key: &str, name: &str, options: &Value) -> Result<String, Error> {
    if name.starts_with('$') {
        return Err(invalid(key, "has an option where the name of an expansion is expected"));
    }
    let name = path(key, name)?;
    let key = format!("{key}/{name}");
    if name.ends_with("/$count") {
        return Err(invalid(&key, "is counted by {\"$count\": {}} behind the name"));
    }
    let options = options.as_object().ok_or_else(|| invalid(&key, "is not an object of options"))?;
    if let Some(what) = alone(&key, options)? {
        return counted(&key, name, what);
    }
    let options = options.iter().map(|(option_name, value)| {
        if !option_name.starts_with('$') {
            return Err(invalid(&key, "has a name where an option is expected: a further expansion goes into $expand"));
        }
        Ok(format!("{option_name}={}", option(&format!("{key}/{option_name}"), option_name, value)?))
    });
    let options = options.collect::<Result<Vec<_>, _>>()?.join(";");
    if options.is_empty() { Ok(name.to_owned()) } else { Ok(format!("{name}({options})")) }
}

fn orderby(key: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(text) => structure(key, text, &[]),
        Value::Array(items) if items.iter().any(Value::is_array) => Err(invalid(key, "has an array in an array")),
        Value::Array(items) if !items.is_empty() => each(items.iter().map(|item| orderby(key, item))),
        Value::Object(members) => order(key, members),
        _ => Err(invalid(key, "is neither a text, an object nor an array of them")),
    }
}

/// `{"name": "asc"}`, or `{"name": {"$count": {}}, "$dir": "desc"}`.
fn order(key: &str, members: &Map<String, Value>) -> Result<String, Error> {
    let mut fields = members.iter().filter(|(name, _)| *name != "$dir");
    let (Some((name, by)), None) = (fields.next(), fields.next()) else {
        return Err(invalid(key, "has an object of more or less than one field"));
    };
    let name = path(key, name)?;
    let (by, direction) = match by {
        Value::String(direction) => (name.to_owned(), Some(direction.as_str())),
        Value::Object(options) => match alone(key, options)? {
            Some(what) => (counted(key, name, what)?, members.get("$dir").and_then(Value::as_str)),
            None => return Err(invalid(key, "has a field with something else than a direction or $count")),
        },
        _ => return Err(invalid(key, "has a field with something else than a direction or $count")),
    };
    match direction {
        Some(direction @ ("asc" | "desc")) => Ok(format!("{by}%20{direction}")),
        _ => Err(invalid(key, "has a direction other than asc and desc")),
    }
}

fn count(key: &str, value: &Value) -> Result<String, Error> {
    value.as_u64().map(|count| count.to_string()).ok_or_else(|| invalid(key, "is not a whole number from 0 on"))
}

/// What stands in `$count`, beside which there may be nothing else.
fn alone<'v>(key: &str, options: &'v Map<String, Value>) -> Result<Option<&'v Value>, Error> {
    match options.get("$count") {
        Some(_) if options.len() > 1 => Err(invalid(key, "has something else beside $count")),
        what => Ok(what),
    }
}

fn each(parts: impl Iterator<Item = Result<String, Error>>) -> Result<String, Error> {
    Ok(parts.collect::<Result<Vec<_>, _>>()?.join(","))
}

/// The name of a parameter, with its `@`.
pub(super) fn parameter(key: &str) -> Result<&str, Error> {
    match is_name(key.strip_prefix('@').unwrap_or_default()) {
        true => Ok(key),
        false => Err(invalid("@", "is followed by something else than letters, digits and _")),
    }
}
