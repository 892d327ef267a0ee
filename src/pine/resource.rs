//! A resource of the service with what is asked of it, as a URL.

use std::fmt::Write as _;

use crate::error::Error;
use crate::options::Options;
use crate::pine::encode::quoted;
use crate::pine::options::{count, literal, parameter, structure};

/// A resource of the service, one row of it, or some of its rows.
pub(crate) struct Resource {
    name: &'static str,
    key: String,
    filters: Vec<String>,
    options: Vec<(String, String)>,
}

impl Resource {
    pub fn all(name: &'static str) -> Self {
        Resource { name, key: String::new(), filters: Vec::new(), options: Vec::new() }
    }

    pub fn by_id(name: &'static str, id: i64) -> Self {
        Resource { key: format!("({id})"), ..Self::all(name) }
    }

    pub fn by_key(name: &'static str, field: &str, value: &str) -> Self {
        Resource { key: format!("({field}={})", quoted(value)), ..Self::all(name) }
    }

    /// By several fields at once, each with its value in encoded form.
    pub fn by_natural_key(name: &'static str, fields: &[(&str, String)]) -> Self {
        let pairs: Vec<String> = fields.iter().map(|(field, value)| format!("{field}={value}")).collect();
        Resource { key: format!("({})", pairs.join(",")), ..Self::all(name) }
    }

    /// Adds a condition, in encoded form.
    pub fn filter(mut self, condition: impl Into<String>) -> Self {
        self.filters.push(condition.into());
        self
    }

    pub fn select(self, fields: &str) -> Self {
        self.option("$select", fields)
    }

    pub fn expand(self, fields: &str) -> Self {
        self.option("$expand", fields)
    }

    pub fn orderby(self, fields: &str) -> Self {
        self.option("$orderby", fields)
    }

    pub fn top(self, count: u32) -> Self {
        self.option("$top", &count.to_string())
    }

    fn option(mut self, name: &str, value: &str) -> Self {
        self.options.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds what the user asks for: a filter joins this one's, expansions come on top, the rest goes before its own.
    pub fn with(mut self, options: &Options) -> Result<Self, Error> {
        for (key, value) in options.iter().filter(|(_, value)| !value.is_null()) {
            match key {
                "$filter" => self.filters.push(structure(key, value)?),
                "$expand" => {
                    let added = structure(key, value)?;
                    match self.options.iter_mut().find(|(name, _)| name == key) {
                        Some((_, own)) => *own = format!("{own},{added}"),
                        None => self.options.push((key.to_owned(), added)),
                    }
                }
                "$select" | "$orderby" | "$top" | "$skip" => {
                    let text = match key {
                        "$top" | "$skip" => count(key, value)?,
                        _ => structure(key, value)?,
                    };
                    self.options.retain(|(name, _)| name != key);
                    self.options.push((key.to_owned(), text));
                }
                _ if key.starts_with('@') => self.options.push((parameter(key)?.to_owned(), literal(key, value)?)),
                _ => {}
            }
        }
        Ok(self)
    }

    /// Path and query below the API's root.
    pub fn target(&self, version: &str) -> String {
        let mut target = format!("{version}/{}{}", self.name, self.key);
        let filter = match &self.filters[..] {
            [] => None,
            [one] => Some(one.clone()),
            many => Some(many.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join("%20and%20")),
        };
        let filter = filter.map(|filter| ("$filter".to_owned(), filter));
        for (place, (name, value)) in filter.iter().chain(&self.options).enumerate() {
            let _ = write!(target, "{}{name}={value}", if place == 0 { '?' } else { '&' });
        }
        target
    }
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
