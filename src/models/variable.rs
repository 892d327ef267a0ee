//! What the six kinds of variables share.

use serde_json::json;

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::Error;
use crate::options::{Options, TIMEOUT};
use crate::pine::Resource;
use crate::reference::row_id;

/// One kind of variables.
pub(super) struct Variables {
    pub resource: &'static str,
    /// The field that says whose a variable is.
    pub owner: &'static str,
    pub names: Names,
}

/// Which names a kind allows.
#[derive(PartialEq, Eq)]
pub(super) enum Names {
    /// Letters, digits and `_`.
    Environment,
    /// Those that the supervisor and the operating system read, which may also hold a `:`.
    Configuration,
}

impl Variables {
    /// The name that a variable is to have, if it may.
    pub fn name<'t>(&self, argument: &str, text: &'t str) -> Result<&'t str, Error> {
        let configures = self.names == Names::Configuration;
        let mut bytes = text.bytes();
        let sound = bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || (byte == b':' && configures));
        if !sound {
            let made = if configures { "letters, digits, _ and :" } else { "letters, digits and _" };
            return Err(Error::invalid_parameter(argument, &format!("is not made of {made}, with no digit first")));
        }
        if configures && !text.starts_with("BALENA_") && !text.starts_with("RESIN_") {
            return Err(Error::invalid_parameter(argument, "begins with neither BALENA_ nor RESIN_"));
        }
        Ok(text)
    }

    pub fn create(&self, call: &Call<'_>, owner: i64, name: &str, value: &str) -> Result<Document, Error> {
        call.create(self.resource, &json!({ self.owner: owner, "name": name, "value": value }))
    }

    /// All of them that the user asks for, by name.
    pub fn all(&self, options: &Options) -> Result<Resource, Error> {
        Resource::all(self.resource).orderby("name%20asc").with(options)
    }

    /// Those of one owner.
    pub fn of(&self, call: &Call<'_>, all: Resource, owner: i64) -> Result<Document, Error> {
        let owner = format!("{}%20eq%20{owner}", self.owner);
        call.list(&all.filter(owner))
    }

    pub fn remove(&self, client: &Client, var_id: i64, options: &Options) -> Result<Document, Error> {
        let call = client.call(options, &[TIMEOUT])?;
        call.delete(self.resource, row_id("var_id", var_id)?)?;
        Ok(Document::null())
    }

    pub fn update(&self, client: &Client, var_id: i64, value: &str, options: &Options) -> Result<Document, Error> {
        let call = client.call(options, &[TIMEOUT])?;
        let id = row_id("var_id", var_id)?;
        call.update_existing(self.resource, id, &json!({ "value": value }), "variable")?;
        Ok(Document::null())
    }
}
