//! A resource of the service with what is asked of it, as a URL.

use serde_json::Value;

use crate::error::Error;
use crate::options::{Options, invalid};
use crate::pine::encode::{is_name, literal, quoted};
use crate::pine::options::{option, parameter};

/// How much a user may add to a URL, beside what a name in it takes: no URL of more than 64 KiB can be sent.
pub(crate) const LONGEST: usize = 48_000;

/// A resource of the service, one row of it, or some of its rows.
#[derive(Clone)]
pub(crate) struct Resource {
    name: String,
    /// The key in brackets, or `/$count`.
    key: String,
    filters: Vec<String>,
    options: Vec<(String, String)>,
}

impl Resource {
    pub fn all(name: &str) -> Self {
        Resource { name: name.to_owned(), key: String::new(), filters: Vec::new(), options: Vec::new() }
    }

    pub fn by_id(name: &str, id: i64) -> Self {
        Resource { key: format!("({id})"), ..Self::all(name) }
    }

    pub fn by_key(name: &str, field: &str, value: &str) -> Self {
        Resource { key: ["(", field, "=", &quoted(value), ")"].concat(), ..Self::all(name) }
    }

    /// Adds a condition, in encoded form.
    pub fn filter(mut self, condition: impl Into<String>) -> Self {
        self.filters.push(condition.into());
        self
    }

    pub fn select(self, fields: &str) -> Self {
        self.option("$select", fields)
    }

    pub fn expand<'f>(self, fields: impl Into<Option<&'f str>>) -> Self {
        match fields.into() {
            Some(fields) => self.option("$expand", fields),
            None => self,
        }
    }

    pub fn orderby(self, fields: &str) -> Self {
        self.option("$orderby", fields)
    }

    /// Adds the id to the fields that are selected, if some are.
    pub fn with_id(mut self) -> Self {
        let selected = self.options.iter_mut().find(|(name, _)| name == "$select");
        if let Some((_, fields)) = selected.filter(|(_, fields)| !fields.split(',').any(|field| field.trim() == "id")) {
            fields.push_str(",id");
        }
        self
    }

    pub fn top(self, count: u64) -> Self {
        self.option("$top", &count.to_string())
    }

    /// The row with this key: a number, a text, or an object of fields. `option` is what errors call it.
    pub fn with_key(mut self, option: &str, key: &Value) -> Result<Self, Error> {
        let value = |value: &Value| match value {
            Value::Object(members) => match (members.len(), members.get("@").and_then(Value::as_str)) {
                (1, Some(alias)) if is_name(alias) => Ok(format!("@{alias}")),
                _ => Err(invalid(option, "has a field with an object that is no parameter, as {\"@\": \"name\"} is")),
            },
            Value::String(_) | Value::Number(_) => literal(option, value),
            _ => Err(invalid(option, "has a field with something else than a text, a number or a parameter")),
        };
        let key = match key {
            Value::Number(number) if number.as_u64().is_none_or(|id| id == 0) => {
                return Err(invalid(option, "is not a whole number above 0"));
            }
            Value::String(text) if text.is_empty() => return Err(invalid(option, "is empty")),
            // A server that reads a text as a number would take "1 or 1" for 1.
            Value::String(text) if is_number(text) => text.clone(),
            Value::String(text) if !text.starts_with(|first: char| first.is_alphabetic() || first == '_') => {
                return Err(invalid(option, "is a text that is no number and does not begin with a letter"));
            }
            Value::Object(fields) if !fields.contains_key("@") => {
                let field = |(name, field): (&String, &Value)| match is_name(name) {
                    true => Ok(format!("{name}={}", value(field)?)),
                    false => Err(invalid(option, "has a name of something else than letters, digits and _")),
                };
                fields.iter().map(field).collect::<Result<Vec<_>, _>>()?.join(",")
            }
            key => value(key)?,
        };
        match key.len() {
            0 => Err(invalid(option, "is empty")),
            1..=LONGEST => {
                self.key = format!("({key})");
                Ok(self)
            }
            _ => Err(invalid(option, "makes the URL too long")),
        }
    }

    /// The number of rows in their place.
    pub fn counted(mut self) -> Self {
        self.key = "/$count".to_owned();
        self
    }

    /// True when a key or a condition says which rows are meant.
    pub fn is_narrowed(&self) -> bool {
        !self.key.is_empty() || !self.filters.is_empty()
    }

    fn option(mut self, name: &str, value: &str) -> Self {
        self.options.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds what the user asks for: a filter joins this one's, expansions come on top, the rest goes before its own.
    pub fn with(mut self, options: &Options) -> Result<Self, Error> {
        let mut length = self.key.len();
        for (key, value) in options.iter().filter(|(key, value)| key.starts_with(['$', '@']) && !value.is_null()) {
            let (key, text) = match key.starts_with('@') {
                true => (parameter(key)?, literal(key, value)?),
                false => (key, option(key, key, value)?),
            };
            length += text.len();
            if length > LONGEST {
                return Err(invalid(key, "makes the URL too long"));
            }
            match (key, self.options.iter_mut().find(|(name, _)| name == key)) {
                ("$filter", _) => self.filters.push(text),
                ("$expand", Some((_, own))) => *own = format!("{own},{text}"),
                _ => {
                    self.options.retain(|(name, _)| name != key);
                    self.options.push((key.to_owned(), text));
                }
            }
        }
        Ok(self)
    }

    /// Path and query below the API's root.
    pub fn target(&self, version: &str) -> String {
        let mut target = [version, "/", &self.name, &self.key].concat();
        let filter = match &self.filters[..] {
            [] => None,
            [one] => Some(one.clone()),
            many => Some(many.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join("%20and%20")),
        };
        let filter = filter.map(|filter| ("$filter".to_owned(), filter));
        for (place, (name, value)) in filter.iter().chain(&self.options).enumerate() {
            target.extend([if place == 0 { "?" } else { "&" }, name, "=", value]);
        }
        target
    }
}

/// True for digits without a leading zero.
fn is_number(text: &str) -> bool {
    !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_filter_joins_the_functions_own() {
        let options = Options::parse(r#"{"$filter":"b eq 2 or c eq 3","$orderby":["d","e desc"],"$top":0}"#).unwrap();
        let resource = Resource::all("device").filter("a%20eq%201").orderby("x").with(&options).unwrap();
        assert_eq!(
            resource.target("v7"),
            "v7/device?$filter=(a%20eq%201)%20and%20(b%20eq%202%20or%20c%20eq%203)&$orderby=d,e%20desc&$top=0"
        );
    }
}
