//! The user's API keys.

use serde_json::{Map, Value, json};

use crate::client::Client;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::models::auth;
use crate::options::{Options, TIMEOUT};
use crate::pine::{ROWS, Resource};
use crate::reference::{filled, row_id};

/// The user's API keys.
pub struct ApiKey<'a>(pub(crate) &'a Client);

impl ApiKey<'_> {
    /// See `balena_api_key_create`.
    pub fn create(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["description", "expiry_date", TIMEOUT])?;
        let mut body = json!({ "name": filled("name", name)?, "expiryDate": options.date("expiry_date")? });
        if let Some(description) = options.text("description")? {
            body["description"] = description.into();
        }
        let answer = call.send(Method::Post, "api-key/user/full", Some(&body))?;
        Ok(Document::of(&auth::text(&answer)?))
    }

    /// See `balena_api_key_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        call.list(&Resource::all("api_key").orderby("name%20asc").with(options)?)
    }

    /// See `balena_api_key_revoke`.
    pub fn revoke(&self, id: i64, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        call.delete("api_key", row_id("id", id)?)?;
        Ok(Document::null())
    }

    /// See `balena_api_key_update`.
    pub fn update(&self, id: i64, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["name", "description", "expiry_date", TIMEOUT])?;
        let id = row_id("id", id)?;
        let mut changes = Map::new();
        if let Some(name) = options.text("name")? {
            changes.insert("name".into(), name.into());
        }
        if let Some(description) = options.text("description")? {
            changes.insert("description".into(), description.into());
        }
        if let Some(date) = options.date("expiry_date")? {
            changes.insert("expiry_date".into(), date.into());
        }
        for key in ["description", "expiry_date"].into_iter().filter(|key| options.is_null(key)) {
            changes.insert(key.into(), Value::Null);
        }
        if changes.is_empty() {
            let message = "Nothing is to be changed: give name, description or expiry_date.";
            return Err(Error::new(Code::MISSING_OPTION, message));
        }
        call.update_existing("api_key", id, &Value::Object(changes), "API key")?;
        Ok(Document::null())
    }
}
