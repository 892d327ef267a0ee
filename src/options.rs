//! The options document of a call: what is optional in a function, and what the service adds over the years, travels
//! here, so that the ABI stays as it is.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value};

use crate::error::{Code, Error};
use crate::reference::{LONGEST, too_long};

/// The deadline of a call, in milliseconds; every function that makes a request knows it.
pub(crate) const TIMEOUT: &str = "timeout_ms";

/// What is optional in a call, by name.
#[derive(Default)]
pub struct Options {
    values: Map<String, Value>,
}

impl Options {
    /// No options.
    pub fn none() -> Self {
        Self::default()
    }

    /// Those of an object within other options.
    pub(crate) fn within(object: &Map<String, Value>) -> Self {
        Options { values: object.clone() }
    }

    /// Reads options from the text of a JSON object.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match serde_json::from_str(text) {
            Ok(Value::Object(values)) => Ok(Options { values }),
            Ok(_) => Err(Error::new(Code::INVALID_OPTION, "options is not a JSON object")),
            Err(error) => {
                let place = format!("options is not JSON (line {}, column {})", error.line(), error.column());
                Err(Error::new(Code::INVALID_OPTION, place))
            }
        }
    }

    /// Refuses any key but those of `known`.
    pub(crate) fn allow(&self, known: &[&str]) -> Result<(), Error> {
        match self.values.keys().find(|key| !known.iter().any(|known| allows(known, key))) {
            None => Ok(()),
            Some(key) => {
                let key: String = key.chars().filter(|c| !c.is_control()).take(64).collect();
                Err(Error::new(Code::NON_ALLOWED_OPTION, format!("This function has no option {key}.")))
            }
        }
    }

    /// The value of `key`; `null` counts as absent.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key).filter(|value| !value.is_null())
    }

    /// True when `key` is there and `null`.
    pub(crate) fn is_null(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(Value::is_null)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The text of `key`, which may not be empty nor hold a control character.
    pub(crate) fn text(&self, key: &str) -> Result<Option<&str>, Error> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Err(invalid(key, "is empty")),
            Some(Value::String(text)) if text.chars().any(char::is_control) => {
                Err(invalid(key, "holds a control character"))
            }
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(invalid(key, "is not a text")),
        }
    }

    /// The same of a text that is to stand in a URL.
    pub(crate) fn sought(&self, key: &str) -> Result<Option<&str>, Error> {
        match self.text(key)? {
            Some(text) if text.len() > LONGEST => Err(invalid(key, &too_long())),
            text => Ok(text),
        }
    }

    /// The number of `key`, which is at least 1.
    pub(crate) fn count(&self, key: &str) -> Result<Option<u64>, Error> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => match value.as_u64() {
                Some(number) if number > 0 => Ok(Some(number)),
                _ => Err(invalid(key, "is not a whole number above 0")),
            },
        }
    }

    /// The boolean of `key`.
    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, Error> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => value.as_bool().map(Some).ok_or_else(|| invalid(key, "is neither true nor false")),
        }
    }

    /// The date of `key`, given in milliseconds since 1970, in the text form of the service.
    pub(crate) fn date(&self, key: &str) -> Result<Option<String>, Error> {
        match self.count(key)? {
            Some(milliseconds) if milliseconds > LAST_DATE => Err(invalid(key, "is later than the year 9999")),
            milliseconds => Ok(milliseconds.map(|milliseconds| {
                humantime::format_rfc3339_millis(UNIX_EPOCH + Duration::from_millis(milliseconds)).to_string()
            })),
        }
    }
}

/// The last millisecond that is written with a year of four digits, as the service writes dates.
pub(crate) const LAST_DATE: u64 = 253_402_300_799_999;

/// A known key that ends in `*` stands for all that start so.
fn allows(known: &str, key: &str) -> bool {
    known == key || known.strip_suffix('*').is_some_and(|prefix| key.starts_with(prefix))
}

pub(crate) fn invalid(key: &str, why: &str) -> Error {
    Error::new(Code::INVALID_OPTION, format!("option {key} {why}"))
}
