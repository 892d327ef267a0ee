//! Any resource of the service, for what no other section has.

use serde_json::{Map, Value};

use crate::client::Client;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine::{self, LONGEST, Resource, is_blank, is_name};

/// Any resource of the service, for what no other section has.
pub struct Pine<'a>(pub(crate) &'a Client);

const READ: &[&str] = &["id", "$count", "$select", "$filter", "$expand", "$orderby", "$top", "$skip", "@*", TIMEOUT];
/// What may stand in `$count`.
const COUNTED: &[&str] = &["$filter", "@*"];
const WRITE: &[&str] = &["id", "$filter", "@*", TIMEOUT];

impl Pine<'_> {
    /// See `balena_pine_get`.
    pub fn get(&self, resource: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, READ)?;
        let rows = of(resource)?;
        if let Some(counted) = options.get("$count") {
            let other = |(key, value): &(&str, &Value)| *key != "$count" && *key != TIMEOUT && !value.is_null();
            if let Some((other, _)) = options.iter().find(other) {
                return Err(invalid(other, "stands beside $count: a $filter goes into it"));
            }
            let counted = counted.as_object().ok_or_else(|| invalid("$count", "is not an object"))?;
            let counted = Options::within(counted);
            counted.allow(COUNTED)?;
            return told(resource, call.count(&rows.counted().with(&counted)?));
        }
        match options.get("id") {
            None => told(resource, call.list(&rows.with(options)?)),
            Some(id) => told(resource, call.row(&rows.with_key("id", id)?.with(options)?)),
        }
    }

    /// See `balena_pine_post`.
    pub fn post(&self, resource: &str, body: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let name = checked(resource)?;
        told(resource, call.create(name, &Value::Object(object("body", body)?)))
    }

    /// See `balena_pine_patch`.
    pub fn patch(&self, resource: &str, body: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, WRITE)?;
        let rows = picked(of(resource)?, options)?;
        let body = object("body", body)?;
        if body.is_empty() {
            return Err(Error::invalid_parameter("body", "is empty"));
        }
        // To a write that matches nothing the server answers 200.
        if options.get("id").is_some() {
            let existing = rows.clone().select("id");
            if told(resource, call.rows(&existing))?.is_empty() {
                return Err(Error::new(Code::NOT_FOUND, format!("There is no such row of {resource}.")));
            }
        }
        told(resource, call.patch(&rows, &Value::Object(body)))?;
        Ok(Document::null())
    }

    /// See `balena_pine_delete`.
    pub fn delete(&self, resource: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, WRITE)?;
        told(resource, call.remove(&picked(of(resource)?, options)?))?;
        Ok(Document::null())
    }

    /// See `balena_pine_upsert`.
    pub fn upsert(&self, resource: &str, natural_key: &str, body: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let resource = checked(resource)?;
        let key = object("natural_key", natural_key)?;
        let scalar = |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
        if key.is_empty() || !key.keys().all(|name| is_name(name)) || !key.values().all(scalar) {
            let why = "is not an object of fields, each with a text, a number or a boolean";
            return Err(Error::invalid_parameter("natural_key", why));
        }
        if pine::natural_key(&key)?.len() > LONGEST {
            return Err(Error::invalid_parameter("natural_key", "makes the URL too long"));
        }
        told(resource, call.upsert(resource, &key, &object("body", body)?))
    }
}

/// The name of a resource, if it is one.
fn checked(resource: &str) -> Result<&str, Error> {
    match is_name(resource) && resource.len() <= 128 && !resource.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Ok(resource),
        false => Err(Error::invalid_parameter("resource", "is not made of small letters, digits and _")),
    }
}

/// A refusal in the words that fit: to a resource that it does not have the service answers 401, too.
fn told<T>(resource: &str, outcome: Result<T, Error>) -> Result<T, Error> {
    outcome.map_err(|error| match error.code() {
        Code::UNAUTHORIZED if error.http_status().is_some() => {
            let why = format!("The server has no resource {resource}, or none that this credential may use so.");
            error.renamed(Code::UNAUTHORIZED, why)
        }
        _ => error,
    })
}

fn of(resource: &str) -> Result<Resource, Error> {
    checked(resource).map(Resource::all)
}

/// The rows that a write is to reach; some are to be named.
fn picked(rows: Resource, options: &Options) -> Result<Resource, Error> {
    let filter = options.get("$filter").filter(|filter| !is_blank(filter));
    match (options.get("id"), filter) {
        (None, None) => {
            Err(Error::new(Code::MISSING_OPTION, "Neither the option id nor $filter says which rows are meant."))
        }
        (None, Some(_)) => rows.with(options),
        (Some(id), _) => rows.with_key("id", id)?.with(options),
    }
}

pub(super) fn object(name: &str, text: &str) -> Result<Map<String, Value>, Error> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Error::invalid_parameter(name, "is not a JSON object")),
        Err(error) => {
            let place = format!("is not JSON (line {}, column {})", error.line(), error.column());
            Err(Error::invalid_parameter(name, &place))
        }
    }
}
